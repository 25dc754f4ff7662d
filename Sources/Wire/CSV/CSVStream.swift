/// Reads the rows of a CSV file that is too large to be held, as its pieces come; it keeps one row at a time.
///
/// It reads what `CSV.parse` reads, but for one thing: a row that is wrong is told, and the next line begins afresh, so
/// that one bad line of millions does not hide the others.
package struct CSVStream {
  /// One row as it stands in the file.
  package struct Row {
    /// The line on which it begins, counted from 1.
    package let line: Int
    fileprivate let bytes: [UInt8]
    fileprivate let ends: [Int]

    /// How many fields it has.
    package var count: Int { ends.count }

    /// A field by its place, counted from 0.
    package subscript(place: Int) -> String {
      String(decoding: bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]], as: UTF8.self)
    }
  }

  /// What was found in the file.
  package enum Found {
    case row(Row)
    /// A line that is no row, and why.
    case bad(line: Int, sentence: String)
  }

  private enum Place { case start, plain, quoted, closed, skipped }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private let rowBytesMax: Int
  private var place = Place.start
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var line = 1
  private var firstLine = 1
  private var at = 0
  private var sawReturn = false

  /// Nothing read yet.
  ///
  /// - Parameter rowBytesMax: a longer row is wrong, such as one whose quote is never closed.
  package init(rowBytesMax: Int = 65_536) { self.rowBytesMax = rowBytesMax }

  /// Takes the next piece of the file, and tells each row that it completes.
  package mutating func take(_ piece: some Sequence<UInt8>, _ tell: (Found) throws -> Void) rethrows {
    for byte in piece {
      defer { at += 1 }
      if at < CSVStream.mark.count, byte == CSVStream.mark[at] { continue }
      try take(byte, tell)
    }
  }

  /// Tells the last row, when it has no line end.
  package mutating func finish(_ tell: (Found) throws -> Void) rethrows {
    guard place != .start || !ends.isEmpty else { return }
    if place == .quoted { return try tell(.bad(line: firstLine, sentence: "A quote is never closed.")) }
    try end(tell)
  }

  private mutating func take(_ byte: UInt8, _ tell: (Found) throws -> Void) rethrows {
    let isEnd = byte == UInt8(ascii: "\n")
    if isEnd { line += 1 }
    if bytes.count > rowBytesMax, place != .skipped {
      place = .skipped
      try tell(.bad(line: firstLine, sentence: "This row is too long; is a quote never closed?"))
    }
    if isEnd, place != .quoted { return try end(tell) }
    if sawReturn, place != .quoted, place != .skipped { return try skip("A carriage return stands alone.", tell) }
    switch place {
    case .skipped: return
    case .quoted:
      if byte == UInt8(ascii: "\"") { place = .closed } else { bytes.append(byte) }
    case .start where byte == UInt8(ascii: "\""): place = .quoted
    case .closed where byte == UInt8(ascii: "\""):
      bytes.append(byte)
      place = .quoted
    case .start, .plain, .closed:
      try plain(byte, tell)
    }
  }

  private mutating func plain(_ byte: UInt8, _ tell: (Found) throws -> Void) rethrows {
    switch byte {
    case UInt8(ascii: ","):
      ends.append(bytes.count)
      place = .start
    case UInt8(ascii: "\r"): sawReturn = true
    case UInt8(ascii: "\""): try skip("A field that holds a quote must be quoted itself.", tell)
    case _ where place == .closed: try skip("Behind a closing quote a comma or the line's end must follow.", tell)
    default:
      bytes.append(byte)
      place = .plain
    }
  }

  private mutating func skip(_ sentence: String, _ tell: (Found) throws -> Void) rethrows {
    place = .skipped
    try tell(.bad(line: firstLine, sentence: sentence))
  }

  private mutating func end(_ tell: (Found) throws -> Void) rethrows {
    if place != .skipped {
      ends.append(bytes.count)
      try tell(.row(Row(line: firstLine, bytes: bytes, ends: ends)))
    }
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    (place, sawReturn, firstLine) = (.start, false, line)
  }
}
