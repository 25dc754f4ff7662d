extension CSV {
  /// Writes a header and rows for a spreadsheet.
  ///
  /// A cell that a spreadsheet would take for a formula gets a leading apostrophe; this changes data such as `-5` and
  /// `+44…`, so machines are given JSON instead.
  /// - Source: RFC 4180; OWASP, "CSV Injection".
  package static func write(header: [String], rows: some Sequence<[String]>) -> [UInt8] {
    var bytes = Array(line(header).utf8)
    for row in rows { bytes += line(row).utf8 }
    return bytes
  }

  /// Writes one row with its line end, CR LF; for files that are written as they come.
  package static func line(_ fields: [String]) -> String {
    // One empty field alone would look like an empty line, which many readers leave out.
    if fields == [""] { return "\"\"\r\n" }
    return fields.map(cell).joined(separator: ",") + "\r\n"
  }

  /// Writes one cell, harmless to spreadsheets and quoted where needed.
  static func cell(_ text: String) -> String {
    let safe = looksLikeFormula(text) ? "'" + text : text
    let needsQuotes = safe.unicodeScalars.contains { ["\"", ",", "\r", "\n"].contains($0) }
    if !needsQuotes { return safe }
    // Scalars, because a quote with a combining mark is one `Character` that is no longer a quote.
    var quoted = String.UnicodeScalarView()
    quoted.append("\"")
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  private static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    return ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].contains(first)
  }
}
