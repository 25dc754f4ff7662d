import Synchronization

/// One statement of the shared SQL as an engine wants it, read once.
package final class SQLText: Sendable {
  /// What the statement is, by its first word.
  package enum Kind: Sendable {
    /// Reads or changes rows.
    case rows
    /// Changes the schema; leaves no count of rows.
    case schema
  }

  /// The statement with the engine's own mark before each placeholder's number.
  package let sql: String
  /// What the statement is, by its first word.
  package let kind: Kind
  /// The greatest placeholder's number, 0 without any; the number of values that must be bound.
  package let placeholders: Int
  /// Whether a connection keeps the compiled statement.
  package let isKept: Bool
  private let lastColumns = Mutex<SQLColumns?>(nil)

  /// - Throws: `SQLFault.invalid` for a placeholder of another kind, or for what a body may not say: BEGIN, COMMIT, SET,
  ///   PRAGMA, ATTACH and the like, which belong to the engine.
  fileprivate init(_ portable: String, mark: UInt8, isKept: Bool) throws(SQLFault) {
    var scan = SQLScan(portable, mark: mark)
    sql = try scan.rewritten()
    placeholders = scan.placeholders
    switch scan.firstWord {
    case "SELECT", "VALUES", "WITH", "INSERT", "UPDATE", "DELETE", "EXPLAIN": kind = .rows
    case "CREATE", "ALTER", "DROP": kind = .schema
    default: throw .invalid("a body may not run \(scan.firstWord.isEmpty ? "an empty statement" : scan.firstWord)")
    }
    self.isKept = isKept && kind == .rows
  }

  /// The names as one shared object, made anew only when they differ from last time.
  package func columns(named names: [String]) -> SQLColumns {
    lastColumns.withLock { last in
      if let last, last.names == names { return last }
      let columns = SQLColumns(names)
      last = columns
      return columns
    }
  }
}

/// The statements an engine has seen so far, each read once.
package final class SQLTexts: Sendable {
  /// Statements beyond this many are run but not kept, for filters can make many.
  private static let keptMax = 2_000

  private let mark: UInt8
  private let texts = Mutex<[String: SQLText]>([:])

  /// None yet.
  ///
  /// - Parameter mark: what the engine writes before a placeholder's number: `?` in SQLite, `$` in PostgreSQL.
  package init(mark: Unicode.Scalar) { self.mark = UInt8(ascii: mark) }

  /// The statement as the engine wants it.
  ///
  /// - Throws: `SQLFault.invalid`.
  package func text(for portable: String) throws(SQLFault) -> SQLText {
    let (known, count) = texts.withLock { ($0[portable], $0.count) }
    if let known { return known }
    let text = try SQLText(portable, mark: mark, isKept: count < SQLTexts.keptMax)
    if count < SQLTexts.keptMax { texts.withLock { $0[portable] = text } }
    return text
  }
}

/// Goes once through a statement, past literals, quoted names and comments.
private struct SQLScan {
  private let bytes: [UInt8]
  private let mark: UInt8
  private var place = 0
  private var result: [UInt8] = []
  private(set) var placeholders = 0
  private(set) var firstWord = ""

  init(_ sql: String, mark: UInt8) {
    self.mark = mark
    bytes = Array(sql.utf8)
    result.reserveCapacity(bytes.count)
  }

  mutating func rewritten() throws(SQLFault) -> String {
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        copy(through: closing(byte))
      case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
        copy(through: bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1)
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        copy(through: try closingComment())
      case UInt8(ascii: "$"):
        try placeholder()
      case UInt8(ascii: "?"), UInt8(ascii: "@"):
        throw .invalid("placeholders are written $1, $2, …")
      case 0:
        throw .invalid("the statement holds U+0000")
      case _ where SQLScan.isWord(byte):
        word()
      default:
        copy(through: place)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private var next: UInt8? { place + 1 < bytes.count ? bytes[place + 1] : nil }

  /// A quote that is doubled inside a literal ends it and begins the next: the same bytes are passed over.
  private func closing(_ quote: UInt8) -> Int {
    bytes[(place + 1)...].firstIndex(of: quote) ?? bytes.count - 1
  }

  /// In PostgreSQL comments nest and in SQLite they do not, so one inside another would hide a statement from us.
  private func closingComment() throws(SQLFault) -> Int {
    var end = place + 3
    while end < bytes.count, !(bytes[end] == UInt8(ascii: "/") && bytes[end - 1] == UInt8(ascii: "*")) {
      if bytes[end] == UInt8(ascii: "*"), bytes[end - 1] == UInt8(ascii: "/") {
        throw .invalid("a comment stands inside a comment")
      }
      end += 1
    }
    return min(end, bytes.count - 1)
  }

  private mutating func copy(through end: Int) {
    result.append(contentsOf: bytes[place...end])
    place = end + 1
  }

  /// A name may hold `$` after its first letter, so a word is passed over whole.
  private mutating func word() {
    let start = place
    var end = place
    while end + 1 < bytes.count, SQLScan.isWord(bytes[end + 1]) || bytes[end + 1] == UInt8(ascii: "$") { end += 1 }
    copy(through: end)
    if firstWord.isEmpty { firstWord = String(decoding: bytes[start...end], as: UTF8.self).uppercased() }
  }

  private mutating func placeholder() throws(SQLFault) {
    var end = place
    var number = 0
    while end + 1 < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end + 1]), number < 100_000 {
      end += 1
      number = number * 10 + Int(bytes[end] - UInt8(ascii: "0"))
    }
    guard number >= 1, number <= 32_000 else { throw .invalid("placeholders are written $1, $2, … up to $32000") }
    placeholders = max(placeholders, number)
    result.append(mark)
    result.append(contentsOf: bytes[(place + 1)...end])
    place = end + 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xff:
      true
    default: false
    }
  }
}
