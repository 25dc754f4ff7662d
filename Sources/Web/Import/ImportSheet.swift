import Breaks
import UseCases
import Wire

/// What a file brought: the rows that can be read, and what is wrong with the others.
struct ImportSheet<Thing: Sendable>: Sendable {
  let sheet: RowSheet
  /// How many rows the file has under its header, those too that cannot be read.
  let rowCount: Int
  let rows: [ImportRow<Thing>]
  let problems: [RowProblem]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - own: headers that are no part of the request a row stands for.
  ///   - rowsMax: most rows under the header.
  ///   - readRow: throws what `RowSheet.problems` can say.
  init(
    _ csv: [UInt8], own: Set<String> = [], rowsMax: Int, _ readRow: (RowSheet.Row) throws -> Thing
  ) throws {
    let reading = CSV.read(
      csv, limits: CSVLimits(bytes: csv.count, rows: rowsMax, columns: 200, fieldBytes: 64 << 10))
    // Of what is too large nothing is judged.
    let isJudged = !reading.header.isEmpty && !reading.faults.contains { $0.fault.kind == .tooLarge }
    let read = isJudged ? reading.rows.map { (line: $0.number, fields: $0.fields) } : []
    let table = CSVTable(header: reading.header, rows: read)
    let sheet = RowSheet(table)
    let found = sheet.rows(own: own)
    var wrong = reading.faults.map { number, fault in
      let code = fault.kind == .tooLarge ? "too_many" : fault.code
      return RowProblem(line: number, column: "", code: code, detail: fault.detail)
    }
    wrong += found.problems
    var rows: [ImportRow<Thing>] = []
    for row in found.rows {
      do {
        let thing = try readRow(row)
        if row.unread.isEmpty { rows.append(ImportRow(line: row.line, thing: thing)) }
      } catch {
        guard let problems = sheet.problems(error, line: row.line) else { throw error }
        wrong += problems.filter { !row.unread.contains($0.column) }
      }
    }
    if table.rows.isEmpty, reading.faults.isEmpty {
      wrong.append(RowProblem(line: 1, column: "", code: "too_few", detail: "There is no row under the header."))
    }
    self.sheet = sheet
    rowCount = reading.rows.count + reading.faults.count { $0.fault.kind == .ragged }
    self.rows = rows
    problems = Self.ofColumns(wrong, table)
  }

  /// What is wrong with a whole column is said once, at the header, rather than at every row.
  private static func ofColumns(_ problems: [RowProblem], _ table: CSVTable) -> [RowProblem] {
    let counts = Dictionary(grouping: problems) { $0.column + "\n" + $0.code }.mapValues(\.count)
    var said: Set<String> = []
    return problems.compactMap { problem in
      let key = problem.column + "\n" + problem.code
      let isMissing =
        !table.header.contains(problem.column) && counts[key] == table.rows.count && !problem.column.isEmpty
      guard problem.code == "unknown_field" || isMissing else { return problem }
      if !said.insert(key).inserted { return nil }
      let detail = isMissing ? "This column is needed. \(problem.detail)" : "There is no such column; leave it out."
      return RowProblem(line: 1, column: problem.column, code: problem.code, detail: detail)
    }
  }
}

/// What is told of an import.
struct ImportReport: Sendable {
  /// How many problems and notes are listed; of more only the number is told.
  static let listedMax = 500

  let rows: Int
  let fresh: Int
  let there: [Int]
  /// By line.
  let problems: [RowProblem]

  init<Thing>(_ sheet: ImportSheet<Thing>, _ outcome: ImportOutcome) {
    rows = sheet.rowCount
    fresh = outcome.fresh.count
    there = outcome.there
    let found = outcome.problems.map { sheet.sheet.problem($0.problem, line: $0.line) }
    problems = (sheet.problems + found).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  /// The first problems, as answers show them.
  var listed: [Wire.Problem] {
    problems.prefix(Self.listedMax).map { problem in
      var shown = Wire.Problem(pointer: "/csv", code: Codes.contract(problem.code), detail: problem.detail)
      shown.line = problem.line
      shown.column = problem.column.isEmpty ? nil : problem.column
      return shown
    }
  }

  /// How many problems are not listed.
  var unlisted: Int { max(0, problems.count - Self.listedMax) }
}

/// A file with a bad row that was really to be brought in: nothing of it was.
struct ImportRefused: Error {
  let report: ImportReport
}
