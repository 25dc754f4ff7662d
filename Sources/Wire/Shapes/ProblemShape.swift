/// A refusal as it is answered, with the media type `application/problem+json`.
/// - Source: RFC 9457.
package struct ProblemShape: Codable, Sendable, Equatable {
  /// `urn:breather:problem:` and the code.
  package let type: String
  /// What the code means; the same each time.
  package let title: String
  package let status: Int
  /// This case, in a sentence for people; it quotes nothing of what was sent.
  package let detail: String
  /// The request id.
  package let instance: String
  /// Stable, snake_case, for programs.
  package let code: String
  /// Everything that is wrong with the input, for 422.
  package var errors: [Problem]?
  /// How many more errors there are than are listed.
  package var moreErrors: Int?
  /// When to try again, RFC 3339.
  package var retryAt: String?
  /// From which day the cap allows another booking.
  package var capResetsOn: String?
  /// How much of a date is taken.
  package var taken: Taken?

  /// What is taken of a date's room.
  package struct Taken: Codable, Sendable, Equatable {
    package let places: Int
    package let units: Int
    package let staff: Int

    package init(places: Int, units: Int, staff: Int) {
      self.places = places
      self.units = units
      self.staff = staff
    }
  }
  /// Whether one can wait in line for what there is no room for now.
  package var canWait: Bool?

  package init(title: String, status: Int, detail: String, instance: String, code: String) {
    self.type = "urn:breather:problem:" + code
    self.title = title
    self.status = status
    self.detail = detail
    self.instance = instance
    self.code = code
  }
}
