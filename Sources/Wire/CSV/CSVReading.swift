/// What can be read of a CSV file, and everything that is wrong with its form.
///
/// A row with too many or too few fields is left out, and the next one begins afresh. Anything else, such as a quote that is
/// never closed, leaves in doubt where the next row begins: it is the last thing told, and nothing behind it is read.
package struct CSVReading: Sendable {
  /// One row under the header.
  package struct Row: Sendable {
    /// As a spreadsheet numbers it: the header is 1, and a row of several lines is still one.
    package let number: Int
    /// The line of the file on which it begins, counted from 1.
    package let line: Int
    /// As many as the header has.
    package let fields: [String]
  }

  /// The names of the columns; empty when not even they can be read.
  package internal(set) var header: [String] = []
  /// The rows that can be read.
  package internal(set) var rows: [Row] = []
  /// What is wrong, in the order of the file, each with the number of its row.
  package internal(set) var faults: [(number: Int, fault: CSVFault)] = []
}
