/// A CSV file in memory; every row has as many fields as the header.
///
/// A header name may say where in a JSON tree its column belongs: it is a JSON pointer without the first slash. Numbers in
/// it make lists (`languages/0/tag`). What stands behind the name says how a cell is read:
///
///     name                 text
///     contact/discreet?    yes or no (true, false)
///     audience/partyMax#   a whole number
///     food/diets[]         several texts, with semicolons between them
///
/// An empty cell leaves its member out.
package struct CSVTable: Sendable {
  /// One row and the line in the file on which it begins, counted from 1.
  package typealias Row = (line: Int, fields: [String])

  /// The names of the columns, as they stand in the file.
  package let header: [String]
  /// The rows under the header, in order.
  package let rows: [Row]
  private let columns: [CSVColumn]

  /// A table made by hand; every row must have as many fields as the header.
  package init(header: [String], rows: [Row]) {
    self.header = header
    self.rows = rows
    columns = header.map(CSVColumn.init)
  }

  /// The row at that place, counted from 0, as a JSON object.
  /// - Throws: `CSVFault` that names line and column.
  package func json(row index: Int) throws(CSVFault) -> JSON { try json(row: rows[index]) }

  /// A row as a JSON object.
  /// - Throws: `CSVFault` that names line and column, when a cell is not what its header asks for, or when a list has a
  ///   gap (`languages/1/tag` is filled in but `languages/0/tag` is empty).
  package func json(row: Row) throws(CSVFault) -> JSON {
    var tree = CSVTree()
    for (place, column) in columns.enumerated() where row.fields.indices.contains(place) {
      let value: JSON?
      do {
        value = try column.value(row.fields[place])
      } catch {
        throw CSVFault(.badField, line: row.line, column: place + 1, "“\(column.header)” \(error.sentence)")
      }
      guard let value else { continue }
      guard tree.put(value, at: column.path[...]) else {
        throw CSVFault(
          .badHeader, line: row.line, column: place + 1,
          "“\(column.header)” does not fit with the columns before it: is it there twice, or an earlier number empty?")
      }
    }
    return tree.json ?? .object(JSONObject())
  }

  /// The header of the column that a problem is about: the one that holds the place the pointer names, else the first one
  /// below that place.
  /// - Parameter pointer: a JSON pointer into what `json(row:)` made.
  package func header(at pointer: String) -> String? {
    let path = CSVColumn.path(pointer.unicodeScalars.first == "/" ? String(pointer.dropFirst()) : pointer)
    let around = columns.filter { path.starts(with: $0.path) }.max { $0.path.count < $1.path.count }
    return (around ?? columns.first { $0.path.starts(with: path) })?.header
  }

  /// The header of the column that a problem is about.
  package func header(of problem: Problem) -> String? {
    problem.pointer.flatMap { $0.isEmpty ? nil : header(at: $0) }
  }
}

/// What a header name says about its column.
private struct CSVColumn: Sendable {
  enum Kind: Sendable {
    case text, yesOrNo, wholeNumber, list
  }

  struct Misfit: Error {
    let sentence: String
  }

  let header: String
  let path: [String]
  let kind: Kind

  init(_ header: String) {
    self.header = header
    let endings: [(String, Kind)] = [("?", .yesOrNo), ("#", .wholeNumber), ("[]", .list)]
    let ending = endings.first { header.hasSuffix($0.0) }
    kind = ending?.1 ?? .text
    path = Self.path(String(header.dropLast(ending?.0.count ?? 0)))
  }

  /// The names in a pointer without its first slash.
  static func path(_ pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).map { name in
      String(name).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  /// Reads a cell; nil when it is empty.
  func value(_ cell: String) throws(Misfit) -> JSON? {
    let trimmed = Self.trimmed(cell)
    if trimmed.isEmpty { return nil }
    switch kind {
    case .text: return .string(cell)
    case .wholeNumber:
      let digits = trimmed.utf8.first == UInt8(ascii: "-") ? trimmed.utf8.dropFirst() : trimmed.utf8[...]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(trimmed) else {
        throw Misfit(sentence: "must be a whole number.")
      }
      return .int(number)
    case .yesOrNo:
      switch trimmed.lowercased() {
      case "yes", "true": return .bool(true)
      case "no", "false": return .bool(false)
      default: throw Misfit(sentence: "must be yes or no.")
      }
    case .list:
      let items = cell.unicodeScalars.split(separator: ";").map { Self.trimmed(String($0)) }.filter { !$0.isEmpty }
      return items.isEmpty ? nil : .array(items.map(JSON.string))
    }
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}

/// A JSON tree that grows by paths.
private struct CSVTree {
  private var names: [String] = []
  private var branches: [CSVTree] = []
  private var leaf: JSON?

  /// Puts a value at its place.
  /// - Returns: false when something is there already, when a list would get a gap, or when names and numbers mix.
  mutating func put(_ value: JSON, at path: ArraySlice<String>) -> Bool {
    guard let name = path.first else {
      guard leaf == nil, branches.isEmpty else { return false }
      leaf = value
      return true
    }
    if leaf != nil { return false }
    if let place = names.firstIndex(of: name) { return branches[place].put(value, at: path.dropFirst()) }
    let isNumber = Self.isNumber(name)
    if let first = names.first, Self.isNumber(first) != isNumber { return false }
    if isNumber, name != String(branches.count) { return false }
    names.append(name)
    branches.append(CSVTree())
    return branches[branches.count - 1].put(value, at: path.dropFirst())
  }

  /// The tree; nil when nothing was put in.
  var json: JSON? {
    if let leaf { return leaf }
    guard let first = names.first else { return nil }
    if Self.isNumber(first) { return .array(branches.compactMap(\.json)) }
    var object = JSONObject()
    for (name, branch) in zip(names, branches) { object[name] = branch.json }
    return .object(object)
  }

  private static func isNumber(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
