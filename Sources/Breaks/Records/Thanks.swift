/// What a partner gave in a year: breaks that were taken, or were confirmed and are over.
package struct YearGiven: Sendable, Equatable, Codable {
  package let year: Int
  /// Dates that follow one another are one break.
  package let breaks: Int
  /// How many different carers had one.
  package let carers: Int
  /// How many people came, all parties together.
  package let people: Int
  /// Nights away.
  package let nights: Int
  /// Dates by day, out or at home.
  package let daytime: Int
  /// What it would have cost others, as far as the offers say.
  package let valuePence: Int
  /// Breaks of offers that do not say what they would have cost.
  package let breaksWithoutValue: Int

  /// Adds up what was given.
  package init(year: Int, carers: Int, _ offers: [OfferGiven]) {
    self.year = year
    self.carers = carers
    breaks = offers.map(\.breaks).reduce(0, +)
    people = offers.map(\.people).reduce(0, +)
    nights = offers.filter { $0.stay == .overnight }.map(\.dates).reduce(0, +)
    daytime = offers.filter { $0.stay != .overnight }.map(\.dates).reduce(0, +)
    valuePence = offers.compactMap(\.valuePence).reduce(0, +)
    breaksWithoutValue = offers.filter { $0.details.valuePence == nil }.map(\.breaks).reduce(0, +)
  }
}

/// What a partner gave of one offer in a year.
package struct OfferGiven: Sendable, Equatable {
  package let details: OfferDetails
  package let stay: Stay
  package let breaks: Int
  /// Of all parties, each counted once.
  package let people: Int
  package let dates: Int
  /// People, each counted on every date.
  package let peopleDates: Int
  /// Rooms, tables or beds, each counted on every date; a party without one counts as one.
  package let unitDates: Int

  /// Counts what was given.
  package init(
    details: OfferDetails, stay: Stay, breaks: Int, people: Int, dates: Int, peopleDates: Int, unitDates: Int
  ) {
    self.details = details
    self.stay = stay
    self.breaks = breaks
    self.people = people
    self.dates = dates
    self.peopleDates = peopleDates
    self.unitDates = unitDates
  }

  /// What it would have cost others: the offer's value of one date, by person, party or unit; nil when it says none.
  package var valuePence: Int? {
    details.valuePence.map { value in
      switch details.contributionPer {
      case .person: value.value * peopleDates
      case .party: value.value * dates
      case .unit: value.value * unitDates
      }
    }
  }
}

/// That a partner was thanked for a year, with the numbers as they were told.
package struct Thanks: Sendable, Equatable {
  package let id: ID<Thanks>
  package let partner: ID<Partner>
  package let given: YearGiven
  package let sentAt: Instant

  /// Puts it together.
  package init(id: ID<Thanks>, partner: ID<Partner>, given: YearGiven, sentAt: Instant) {
    self.id = id
    self.partner = partner
    self.given = given
    self.sentAt = sentAt
  }
}
