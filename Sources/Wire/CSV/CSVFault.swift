/// How large a CSV file a reader is ready to take.
package struct CSVLimits: Sendable, Equatable {
  /// Most bytes of the whole file.
  package let bytes: Int
  /// Most rows under the header.
  package let rows: Int
  /// Most columns.
  package let columns: Int
  /// Most bytes of one field.
  package let fieldBytes: Int

  /// Limits of one's own.
  package init(bytes: Int, rows: Int, columns: Int, fieldBytes: Int) {
    self.bytes = bytes
    self.rows = rows
    self.columns = columns
    self.fieldBytes = fieldBytes
  }

  /// For seeds and for what an office exports: 16 MiB, 100,000 rows, 200 columns, 64 KiB a field.
  package static let usual = CSVLimits(bytes: 16 << 20, rows: 100_000, columns: 200, fieldBytes: 64 << 10)
}

/// Why a CSV file cannot be read, and where; it quotes header names but never a field.
package struct CSVFault: Error, Sendable, Equatable {
  /// What is wrong.
  package enum Kind: Sendable, Equatable {
    /// A quote in a field that does not begin with one, or something behind a closing quote.
    case strayQuote
    /// The file ends inside quotes.
    case unclosedQuote
    /// A carriage return without its line feed outside quotes.
    case bareReturn
    case nulCharacter
    case invalidUTF8
    /// The file holds not even a header.
    case noHeader
    /// A header name is empty, given twice, or fits no JSON tree.
    case badHeader
    /// A row has more or fewer fields than the header.
    case ragged
    case tooLarge
    /// A field is not the number or the yes or no that its header asks for.
    case badField
  }

  /// The line on which it was noticed, counted from 1; a row with quoted line ends covers several.
  package let line: Int
  /// The field in its row, counted from 1.
  package let column: Int
  /// What is wrong there.
  package let kind: Kind
  /// One kind, plain sentence without the place.
  package let detail: String

  init(_ kind: Kind, line: Int, column: Int, _ detail: String) {
    self.kind = kind
    self.line = line
    self.column = column
    self.detail = detail
  }

  /// The sentence with its place.
  package var sentence: String { "line \(line), column \(column): \(detail)" }
}

extension CSVFault: ExplainedFault {
  /// Always `malformed_csv`.
  package var code: String { "malformed_csv" }
}
