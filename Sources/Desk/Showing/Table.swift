/// Rows under headings, fitted to the terminal; cells that may be broken are, so that nothing is cut off.
struct Table {
  struct Column {
    let title: String
    /// Narrowest it may become, in columns; nil when it must not be broken.
    let least: Int?

    /// A column that is shown as it is.
    static func firm(_ title: String) -> Column { Column(title: title, least: nil) }
    /// A column whose words may go on in the next line.
    static func soft(_ title: String, least: Int = 8) -> Column { Column(title: title, least: least) }
  }

  let columns: [Column]
  var rows: [[String]] = []

  private static let gap = "  "

  init(_ columns: Column...) { self.columns = columns }
  init(_ columns: [Column]) { self.columns = columns }

  /// The lines, heading first; no line has blanks at its end.
  func lines(on terminal: Terminal) -> [String] {
    let widths = widths(within: terminal.width)
    let heading = line(columns.map(\.title), widths)
    return [terminal.bold(heading)] + rows.flatMap { laidOut($0, widths) }
  }

  /// Takes from the widest soft column, one by one, until the line fits or nothing can be taken.
  private func widths(within width: Int) -> [Int] {
    var widths = columns.indices.map { place in
      rows.map { TextWidth.of($0[place]) }.reduce(TextWidth.of(columns[place].title), max)
    }
    var over = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
    while over > 0 {
      let narrowable = columns.indices.filter {
        widths[$0] > max(columns[$0].least ?? .max, TextWidth.of(columns[$0].title))
      }
      guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      over -= 1
    }
    return widths
  }

  private func laidOut(_ row: [String], _ widths: [Int]) -> [String] {
    let cells = zip(row, widths).map { TextWidth.wrapped($0, to: $1) }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { level in line(cells.map { $0.indices.contains(level) ? $0[level] : "" }, widths) }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = zip(cells, widths).map { TextWidth.padded($0, to: $1) }.joined(separator: Self.gap)
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}

/// Names and values, one below the other; values without anything to say are left out.
struct Facts {
  private var facts: Ask.Query = []

  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { facts.append((name, value)) }
  }

  func lines(on terminal: Terminal) -> [String] {
    let names = facts.map { TextWidth.of($0.name) }.max() ?? 0
    return facts.flatMap { fact in
      TextWidth.wrapped(fact.value, to: max(terminal.width - names - 2, 20)).enumerated().map { number, line in
        TextWidth.padded(number == 0 ? fact.name : "", to: names) + "  " + line
      }
    }
  }
}
