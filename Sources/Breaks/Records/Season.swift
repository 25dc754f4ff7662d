/// The time of the year in which an offer is given: outside it nothing begins.
package struct Season: Sendable, Equatable, Codable {
  /// The first London day on which a date may begin.
  package var from: Day
  /// The last one, included.
  package var to: Day

  /// Says from when to when.
  package init(from: Day, to: Day) {
    self.from = from
    self.to = to
  }

  /// Whether something that begins then is within the season.
  package func holds(_ startsAt: Instant) -> Bool { (from...max(from, to)).contains(London.day(of: startsAt)) }

  /// As people say it: `2026-12-01 to 2027-01-10`.
  package var shown: String { "\(from.text) to \(to.text)" }
}
