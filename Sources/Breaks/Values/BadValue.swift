/// A text that is not the value it should be: what a parser throws.
///
/// The detail never repeats the text, because it may be personal.
package struct BadValue: Error, Equatable, Sendable {
  /// A stable snake_case word for programs.
  package let code: String
  /// One kind sentence for people.
  package let detail: String

  /// Makes a fault of its code and its sentence.
  package init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

/// One thing that is wrong with a request, and where.
package struct Problem: Error, Equatable, Sendable {
  /// A JSON pointer (RFC 6901) into the request, such as `/party/1/age`.
  package let pointer: String
  /// A stable snake_case word for programs.
  package let code: String
  /// One kind sentence for people.
  package let detail: String

  /// Makes a problem of its place, code and sentence.
  package init(_ pointer: String, _ code: String, _ detail: String) {
    self.pointer = pointer
    self.code = code
    self.detail = detail
  }
}

/// A request that is well formed but wrong: every problem at once.
package struct Invalid: Error, Equatable, Sendable {
  /// All of them, in the order of the request's fields; never empty.
  package let problems: [Problem]

  /// Gathers the problems.
  package init(_ problems: [Problem]) { self.problems = problems }

  /// Throws all the problems, if there are any.
  package static func throwIfAny(_ problems: [Problem]) throws(Invalid) {
    if !problems.isEmpty { throw Invalid(problems) }
  }
}
