/// Comma-separated values, strictly as RFC 4180 has them, in UTF-8.
package enum CSV {
  /// Reads a whole file: a header and its rows.
  ///
  /// Lines end in CR LF or LF, the last one may end without; a byte order mark is stepped over. Every row has as many
  /// fields as the header, so an empty line is wrong unless there is only one column. Header names are all different and
  /// not empty.
  /// - Throws: `CSVFault` for the first thing wrong.
  /// - Source: RFC 4180, section 2.
  package static func parse(
    _ bytes: some Collection<UInt8>, limits: CSVLimits = .usual
  ) throws(CSVFault) -> CSVTable {
    let reading = read(bytes, limits: limits)
    if let first = reading.faults.first { throw first.fault }
    return CSVTable(header: reading.header, rows: reading.rows.map { (line: $0.line, fields: $0.fields) })
  }

  /// Reads a whole file as far as it can be read, for somebody who wants to mend all of it at once.
  package static func read(_ bytes: some Collection<UInt8>, limits: CSVLimits = .usual) -> CSVReading {
    var parser = CSVParser(bytes: Array(bytes), limits: limits)
    return parser.reading()
  }
}

/// One pass over the bytes, a field at a time.
private struct CSVParser {
  let bytes: [UInt8]
  let limits: CSVLimits
  private var at = 0
  private var line = 1
  private var column = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(bytes: [UInt8], limits: CSVLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func reading() -> CSVReading {
    var reading = CSVReading()
    do throws(CSVFault) {
      reading.header = try header()
      try rows(into: &reading)
    } catch {
      let number = reading.header.isEmpty ? 1 : reading.rows.count + reading.faults.count + 2
      reading.faults.append((number: number, fault: error))
    }
    return reading
  }

  private mutating func header() throws(CSVFault) -> [String] {
    if bytes.count > limits.bytes { throw fault(.tooLarge, "The file is larger than \(limits.bytes) bytes.") }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    if at == bytes.count { throw fault(.noHeader, "The file is empty.") }
    let header = try row(most: limits.columns)
    try check(header)
    return header
  }

  private mutating func rows(into reading: inout CSVReading) throws(CSVFault) {
    let wanted = reading.header.count
    while at < bytes.count {
      let number = reading.rows.count + reading.faults.count + 2
      if number == limits.rows + 2 { throw fault(.tooLarge, "The file has more than \(limits.rows) rows.") }
      let first = line
      let fields = try row(most: limits.columns)
      if fields.count == wanted {
        reading.rows.append(CSVReading.Row(number: number, line: first, fields: fields))
      } else {
        let ragged = CSVFault(
          .ragged, line: first, column: min(fields.count, wanted + 1),
          "This row has \(fields.count) fields, but the header has \(wanted).")
        reading.faults.append((number: number, fault: ragged))
      }
    }
  }

  private func check(_ header: [String]) throws(CSVFault) {
    var seen: Set<String> = []
    for (place, name) in header.enumerated() {
      if name.isEmpty {
        throw CSVFault(.badHeader, line: 1, column: place + 1, "A column needs a name.")
      }
      if !seen.insert(name).inserted {
        throw CSVFault(.badHeader, line: 1, column: place + 1, "Two columns have this name.")
      }
    }
  }

  /// Reads one row and the line end behind it.
  private mutating func row(most: Int) throws(CSVFault) -> [String] {
    var fields: [String] = []
    column = 1
    while true {
      if fields.count == most {
        throw fault(.ragged, "This row has more than \(most) fields.")
      }
      fields.append(next(is: Self.quote) ? try quotedField() : try plainField())
      if next(is: Self.comma) {
        at += 1
        column += 1
        continue
      }
      try lineEnd()
      return fields
    }
  }

  private mutating func lineEnd() throws(CSVFault) {
    guard at < bytes.count else { return }
    if bytes[at] == Self.carriageReturn {
      at += 1
      if !next(is: Self.lineFeed) { throw fault(.bareReturn, "A carriage return stands without its line feed.") }
    }
    // Here is a line feed: a field stops only before a comma, a line end, or the end of the file.
    at += 1
    line += 1
  }

  private mutating func plainField() throws(CSVFault) -> String {
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case Self.comma, Self.lineFeed, Self.carriageReturn: return try text(bytes[start..<at])
      case Self.quote: throw fault(.strayQuote, "A field that holds a quote must be quoted itself.")
      default: try step()
      }
    }
    return try text(bytes[start..<at])
  }

  private mutating func quotedField() throws(CSVFault) -> String {
    let (firstLine, firstColumn) = (line, column)
    var value: [UInt8] = []
    at += 1
    var plain = at
    while at < bytes.count {
      if bytes[at] != Self.quote {
        try step()
        continue
      }
      value += bytes[plain..<at]
      at += 1
      if !next(is: Self.quote) {
        let isEnd = at == bytes.count || [Self.comma, Self.lineFeed, Self.carriageReturn].contains(bytes[at])
        if !isEnd { throw fault(.strayQuote, "Behind a closing quote a comma or the line's end must follow.") }
        return try text(value[...])
      }
      plain = at
      at += 1
    }
    throw CSVFault(
      .unclosedQuote, line: firstLine, column: firstColumn, "This field begins with a quote that is never closed.")
  }

  /// Goes one character on.
  private mutating func step() throws(CSVFault) {
    switch bytes[at] {
    case 0: throw fault(.nulCharacter, "The file holds a NUL character.")
    case Self.lineFeed: line += 1
    default: break
    }
    guard let length = UTF8Check.length(of: bytes, at: at) else {
      throw fault(.invalidUTF8, "The file is not valid UTF-8; save it as “CSV UTF-8”.")
    }
    at += length
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(CSVFault) -> String {
    if bytes.count > limits.fieldBytes { throw fault(.tooLarge, "A field is longer than \(limits.fieldBytes) bytes.") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func next(is byte: UInt8) -> Bool { at < bytes.count && bytes[at] == byte }

  private func fault(_ kind: CSVFault.Kind, _ detail: String) -> CSVFault {
    CSVFault(kind, line: line, column: column, detail)
  }
}
