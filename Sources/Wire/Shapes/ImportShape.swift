/// What became of a file, or would become of it.
package struct ImportShape: Codable, Sendable, Equatable {
  /// Whether it was only looked at.
  package var dryRun: Bool
  /// Rows under the header.
  package var rows: Int
  /// Rows that were made; on a dry run, that would be made if nothing else were wrong.
  package var new: Int
  /// Rows that describe what is there already.
  package var alreadyThere: Int
  /// The first of those, by line.
  package var notes: [Problem]
  /// What is wrong, by line.
  package var problems: [Problem]
  /// How many more problems there are than are listed.
  package var moreProblems: Int

  /// Puts an answer together.
  package init(
    dryRun: Bool, rows: Int, new: Int, alreadyThere: Int, notes: [Problem], problems: [Problem], moreProblems: Int
  ) {
    self.dryRun = dryRun
    self.rows = rows
    self.new = new
    self.alreadyThere = alreadyThere
    self.notes = notes
    self.problems = problems
    self.moreProblems = moreProblems
  }
}
