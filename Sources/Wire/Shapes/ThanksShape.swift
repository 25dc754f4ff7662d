/// What a partner gave in a year.
package struct ThanksShape: Codable, Sendable, Equatable {
  package var partnerId: String
  package var year: Int
  package var breaks: Int
  package var carers: Int
  package var people: Int
  package var nights: Int
  package var daytime: Int
  package var valuePence: Int
  package var breaksWithoutValue: Int
  /// When the letter of thanks was written.
  package var thankedAt: String?

  /// Puts an answer together.
  package init(
    partnerId: String, year: Int, breaks: Int, carers: Int, people: Int, nights: Int, daytime: Int, valuePence: Int,
    breaksWithoutValue: Int, thankedAt: String?
  ) {
    self.partnerId = partnerId
    self.year = year
    self.breaks = breaks
    self.carers = carers
    self.people = people
    self.nights = nights
    self.daytime = daytime
    self.valuePence = valuePence
    self.breaksWithoutValue = breaksWithoutValue
    self.thankedAt = thankedAt
  }
}
