/// One thing wrong with what somebody sent, said so that they can put it right.
///
/// Of `pointer` and `parameter` exactly one is given.
package struct Problem: Sendable, Equatable, Codable {
  /// Where in the body, as a JSON pointer (RFC 6901); `""` is the body itself.
  package let pointer: String?
  /// Which query parameter.
  package let parameter: String?
  /// Stable, snake_case, for programs.
  package let code: String
  /// One kind sentence, for people; it quotes nothing of what was sent.
  package let detail: String
  /// For a file within the body: the row, as a spreadsheet numbers it.
  package var line: Int?
  /// For a file within the body: the column's header; nil when the row as a whole is meant.
  package var column: String?

  /// Notes one problem; give `pointer` for a body, `parameter` for a query.
  package init(pointer: String? = nil, parameter: String? = nil, code: String, detail: String) {
    self.pointer = pointer
    self.parameter = parameter
    self.code = code
    self.detail = detail
  }
}

/// What was sent is well formed but wrong; holds every problem found, at most 100.
package struct InvalidInput: Error, Sendable, Equatable {
  /// In the order in which they were found, at least one.
  package let problems: [Problem]

  /// Gathers problems found elsewhere, such as by the rules of the trade.
  package init(problems: [Problem]) { self.problems = problems }
}

/// An error that can explain itself to whoever sent the value; parsers of values throw it.
package protocol ExplainedFault: Error {
  /// Stable, snake_case.
  var code: String { get }
  /// One kind sentence that quotes nothing of what was sent.
  var detail: String { get }
}

/// The problems of one reading, shared by the readers of all its levels.
final class ProblemList {
  private(set) var problems: [Problem] = []
  /// How many were found; more than are kept, when there are very many.
  private(set) var count = 0
  private static let most = 100

  func add(_ problem: Problem) {
    count += 1
    if problems.count < Self.most { problems.append(problem) }
  }
}

/// What is wrong with one value, before it is known where the value stands.
struct Wrong: Error {
  let code: String
  let detail: String

  static let missing = Wrong(code: "missing", detail: "This is needed.")
  static let notAnObject = Wrong(code: "wrong_type", detail: "This must be an object.")
  static let notAList = Wrong(code: "wrong_type", detail: "This must be a list.")
  static let notText = Wrong(code: "wrong_type", detail: "This must be a text.")
  static let notWhole = Wrong(code: "wrong_type", detail: "This must be a whole number.")
  static let notBool = Wrong(code: "wrong_type", detail: "This must be true or false.")
  static let empty = Wrong(code: "too_short", detail: "This must not be empty.")
  static let duplicate = Wrong(code: "duplicate", detail: "This is already in the list.")
  static let unknownField = Wrong(code: "unknown_field", detail: "There is no field of this name here.")
  static let unreadable = Wrong(code: "invalid", detail: "This could not be read.")

  static let controlCharacter = Wrong(
    code: "control_character", detail: "This holds an invisible control character that is not allowed here.")

  static let heapOfMarks = Wrong(
    code: "control_character", detail: "This heaps more accents onto one letter than can be shown.")

  static func tooShort(_ least: Int) -> Wrong {
    least == 1 ? .empty : Wrong(code: "too_short", detail: "This must have at least \(least) characters.")
  }

  static func tooLong(_ most: Int) -> Wrong {
    Wrong(code: "too_long", detail: "This must have at most \(most) characters.")
  }

  static func tooFew(_ least: Int) -> Wrong {
    Wrong(code: "too_few", detail: "This needs at least \(least).")
  }

  static func tooMany(_ most: Int) -> Wrong {
    Wrong(code: "too_many", detail: "This takes at most \(most).")
  }

  static func outOfRange(_ range: ClosedRange<Int>) -> Wrong {
    let detail =
      switch (range.lowerBound, range.upperBound) {
      case (.min, let most): "This must be at most \(most)."
      case (let least, .max): "This must be at least \(least)."
      case (let least, let most): "This must be from \(least) to \(most)."
      }
    return Wrong(code: "out_of_range", detail: detail)
  }

  static func notOneOf(_ words: [String]) -> Wrong {
    Wrong(code: "not_one_of", detail: "This must be one of: \(words.joined(separator: ", ")).")
  }

  /// What a value's own parser says is wrong.
  static func from(_ error: any Error) -> Wrong {
    switch error {
    case let wrong as Wrong: wrong
    case let fault as any ExplainedFault: Wrong(code: fault.code, detail: fault.detail)
    default: .unreadable
    }
  }
}
