import Breaks
import Wire

/// A file of rows whose headers are JSON pointers into the body of a request: seeds and imports are read alike.
package struct RowSheet: Sendable {
  /// The table itself; its rows carry their numbers.
  package let table: CSVTable

  /// Takes a table that was read; its rows are numbered for people by their `line`.
  package init(_ table: CSVTable) { self.table = table }

  /// One row: its number, the cells that are no part of the body, and the body of the request.
  package struct Row: Sendable {
    package let line: Int
    /// The filled cells of the reader's own columns, by header.
    package let own: [String: String]
    /// Without the cells that could not be read.
    package let body: JSON
    /// The headers of the cells that could not be read.
    package let unread: Set<String>
  }

  /// All rows, and what is wrong with those that have a cell that cannot be read.
  ///
  /// - Parameter own: headers of the reader's own columns, which are no part of the body.
  package func rows(own: Set<String>) -> (rows: [Row], problems: [RowProblem]) {
    var problems: [RowProblem] = []
    let rows = table.rows.map { row($0, own: own, &problems) }
    return (rows, problems)
  }

  /// Reads a row; without a cell that cannot be read, the rest is read, so that all of its problems are found.
  private func row(_ row: CSVTable.Row, own: Set<String>, _ problems: inout [RowProblem]) -> Row {
    var kept = zip(table.header, row.fields).map { own.contains($0) ? "" : $1 }
    var (body, unread): (JSON?, Set<String>) = (nil, [])
    while body == nil {
      do throws(CSVFault) {
        body = try table.json(row: (row.line, kept))
      } catch {
        let column = table.header[error.column - 1]
        problems.append(RowProblem(line: error.line, column: column, code: error.code, detail: error.detail))
        unread.insert(column)
        kept[error.column - 1] = ""
      }
    }
    let cells = Dictionary(zip(table.header, row.fields), uniquingKeysWith: { first, _ in first })
    return Row(
      line: row.line, own: cells.filter { own.contains($0.key) && !$0.value.isEmpty }, body: body ?? .null,
      unread: unread)
  }

  /// What is wrong with a row, in the words of the reader or the rules; nil for a fault of ours.
  package func problems(_ error: any Error, line: Int) -> [RowProblem]? {
    switch error {
    case let invalid as InvalidInput:
      invalid.problems.map {
        problem(Breaks.Problem($0.pointer ?? "", $0.code, $0.detail), line: line)
      }
    case let invalid as Invalid: invalid.problems.map { problem($0, line: line) }
    case let refusal as Refusal: [RowProblem(line: line, column: "", code: refusal.code, detail: refusal.sentence)]
    case let bad as BadValue: [RowProblem(line: line, column: "", code: bad.code, detail: bad.detail)]
    default: nil
    }
  }

  /// What the rules find wrong with a row.
  package func problem(_ problem: Breaks.Problem, line: Int) -> RowProblem {
    let name = String(problem.pointer.drop { $0 == "/" })
    let column = name.isEmpty ? "" : table.header(at: problem.pointer) ?? name
    return RowProblem(line: line, column: column, code: problem.code, detail: problem.detail)
  }
}

/// One thing wrong with a row.
package struct RowProblem: Sendable, Equatable {
  package let line: Int
  /// The column's header; empty when the row as a whole is meant.
  package let column: String
  package let code: String
  /// One kind sentence that quotes no cell.
  package let detail: String

  /// Notes a problem.
  package init(line: Int, column: String, code: String, detail: String) {
    self.line = line
    self.column = column
    self.code = code
    self.detail = detail
  }
}
