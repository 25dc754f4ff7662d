import Breaks
import Store

/// One row of a file that somebody wants to bring in.
package struct ImportRow<Thing: Sendable>: Sendable {
  /// The row, as a spreadsheet numbers it.
  package let line: Int
  package let thing: Thing

  /// Numbers a row.
  package init(line: Int, thing: Thing) {
    self.line = line
    self.thing = thing
  }
}

/// What became of the rows of a file, or would become of them.
package struct ImportOutcome: Sendable, Equatable {
  /// Rows that describe something new; unless there are problems, they were made or would be.
  package var fresh: [Int] = []
  /// Rows that describe what is there already; it is left as it is.
  package var there: [Int] = []
  /// What is wrong, row by row, with pointers into the request that a row stands for.
  package var problems: [(line: Int, problem: Problem)] = []

  package static func == (left: ImportOutcome, right: ImportOutcome) -> Bool {
    left.fresh == right.fresh && left.there == right.there
      && left.problems.map(\.line) == right.problems.map(\.line)
      && left.problems.map(\.problem) == right.problems.map(\.problem)
  }

  /// Sorts a row in.
  ///
  /// - Parameters:
  ///   - isThere: whether it was there before this file.
  ///   - problems: what the rules say against it; asked only of something new.
  mutating func add(_ line: Int, isThere: Bool, problems: [Problem]) {
    if isThere { return there.append(line) }
    if problems.isEmpty { return fresh.append(line) }
    self.problems += problems.map { (line, $0) }
  }

  /// Whether anything may be made: an import is all or nothing.
  var mayMake: Bool { problems.isEmpty }
}

/// The most rows of one file.
package enum ImportRules {
  /// Of offers: each is found by many words, and no place gives more.
  package static let offersMax = 500
  /// Of everything else.
  package static let rowsMax = 2000

  /// What is said of a row that says the same as an earlier one.
  static func double(at pointer: String) -> Problem {
    Problem(pointer, "duplicate", "A row further up says the same.")
  }
}
