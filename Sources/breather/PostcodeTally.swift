import Breaks
import UseCases
import Wire

/// The middles of postal districts, counted together from the lines of the ONS Postcode Directory.
///
/// A district's middle is the mean of its live postcodes.
/// - Source: ONS Postcode Directory user guide: `doterm` is filled once a postcode is terminated; a postcode without a grid
///   reference has the latitude 99.999999.
struct PostcodeTally {
  /// A line that was passed over because it is wrong.
  struct BadLine: Equatable {
    let line: Int
    let sentence: String
  }

  private struct Columns {
    let postcode: Int
    let ended: Int
    let latitude: Int
    let longitude: Int
    let count: Int
  }

  private struct Sum {
    var count = 0
    var latitudeMicro = 0
    var longitudeMicro = 0
  }

  private static let shownMax = 20
  private static let nowhere = 99.0

  /// Live postcodes with a place.
  private(set) var used = 0
  private(set) var terminated = 0
  private(set) var withoutPlace = 0
  private(set) var badCount = 0
  /// The first bad lines.
  private(set) var bad: [BadLine] = []
  private var columns: Columns?
  private var sums: [String: Sum] = [:]
  /// Neighbouring lines are mostly of one district.
  private var last = ""

  /// All lines under the header.
  var lines: Int { used + terminated + withoutPlace + badCount }

  /// The districts by their names, each with its middle.
  var rows: [OutwardCentreRow] {
    sums.sorted { $0.key < $1.key }.map { outward, sum in
      OutwardCentreRow(
        outward: outward, latitude: Double(sum.latitudeMicro) / Double(sum.count) / 1_000_000,
        longitude: Double(sum.longitudeMicro) / Double(sum.count) / 1_000_000)
    }
  }

  /// Takes what was found next in the file.
  ///
  /// - Throws: `CommandFault` when the first line is not the directory's header.
  mutating func take(_ found: CSVStream.Found) throws(CommandFault) {
    switch found {
    case .bad(let line, let sentence): note(line, sentence)
    case .row(let row):
      if let columns { take(row, columns) } else { columns = try PostcodeTally.columns(of: row) }
    }
  }

  private static func columns(of header: CSVStream.Row) throws(CommandFault) -> Columns {
    let names = (0..<header.count).map { header[$0].lowercased() }
    func place(_ wanted: String...) -> Int? { wanted.lazy.compactMap { names.firstIndex(of: $0) }.first }
    guard let postcode = place("pcds", "pcd2", "pcd8", "pcd", "pcd7"), let ended = place("doterm"),
      let latitude = place("lat"), let longitude = place("long")
    else {
      throw CommandFault(
        "This is not the CSV of the ONS Postcode Directory: its first line has no pcds, doterm, lat and long.",
        code: Ending.data)
    }
    return Columns(
      postcode: postcode, ended: ended, latitude: latitude, longitude: longitude, count: names.count)
  }

  private mutating func take(_ row: CSVStream.Row, _ columns: Columns) {
    guard row.count == columns.count else {
      return note(row.line, "This line has \(row.count) fields, but the first has \(columns.count).")
    }
    guard let outward = outward(row[columns.postcode]) else { return note(row.line, "This is not a UK postcode.") }
    if !row[columns.ended].isEmpty {
      terminated += 1
      return
    }
    guard let latitude = Double(row[columns.latitude]), let longitude = Double(row[columns.longitude]) else {
      return note(row.line, "lat and long must be numbers.")
    }
    if latitude >= PostcodeTally.nowhere {
      withoutPlace += 1
      return
    }
    guard OutwardCentreRow.isInTheKingdom(latitude: latitude, longitude: longitude) else {
      return note(row.line, "This place is not in the United Kingdom.")
    }
    used += 1
    sums[outward, default: Sum()].count += 1
    sums[outward]?.latitudeMicro += Int((latitude * 1_000_000).rounded())
    sums[outward]?.longitudeMicro += Int((longitude * 1_000_000).rounded())
  }

  /// The first half of a postcode: all before the space, or all but three letters where the column has seven.
  private mutating func outward(_ postcode: String) -> String? {
    let end = postcode.utf8.firstIndex(of: UInt8(ascii: " ")) ?? postcode.utf8.dropLast(3).endIndex
    let half = String(postcode[..<end])
    if half == last || sums[half] != nil || Postcode.isOutwardCode(half) {
      last = half
      return half
    }
    return nil
  }

  private mutating func note(_ line: Int, _ sentence: String) {
    badCount += 1
    if bad.count < PostcodeTally.shownMax { bad.append(BadLine(line: line, sentence: sentence)) }
  }
}
