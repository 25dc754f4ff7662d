import Testing

@testable import Breaks

/// Whether a carer may have a break.
@Suite struct BookingRulesTests {
  typealias Row = WishRow<String>

  /// All that can stand against a booking, in the order in which it is told.
  static let obstacles = [
    Row("a draft", "offer_not_published") { $0.offerState = .draft },
    Row("begun", "slot_past") { $0.now = $0.startsAt },
    Row("no notice left", "too_late_to_book") {
      $0.offer.bookBeforeHours = 24
      $0.now = $0.startsAt.adding(hours: -1)
    },
    Row("not verified", "not_verified") { $0.carerState = .registered },
    Row("another area", "not_in_area") { $0.area = BookingWish.wigan },
    Row("booked already", "already_booked") { $0.alreadyBooked = true },
    Row("another's prescription", "prescription_not_yours") {
      try $0.pays { $0.carer = ID(BookingWish.somebodyElse) }
    },
    Row("the cap reached", "cap_reached") {
      $0.used = [
        CapUse(cap: Cap(stay: .overnight, count: 1, per: .halfYear), count: 1, around: $0.facts.startsOn)
      ]
    },
    Row("nothing shared", "sharing_needed") { $0.shares = false },
  ]

  @Test(arguments: obstacles.indices)
  func `of all that stands against a booking the first is told`(place: Int) throws {
    var wish = try BookingWish()
    // The later ones first, so that of two that move the clock the earlier one does it.
    for obstacle in Self.obstacles[place...].reversed() { try obstacle.change(&wish) }
    #expect(try wish.answer() == Self.obstacles[place].expected)
  }

  static let times = [
    Row("withdrawn", "offer_not_published") { $0.offerState = .withdrawn },
    Row("withdrawn after the places were promised", "confirmed") {
      ($0.offerState, $0.keepsPlaces) = (.withdrawn, true)
    },
    Row("a second before it begins", "confirmed") { $0.now = $0.startsAt.adding(seconds: -1) },
    Row("as it begins", "slot_past") { $0.now = $0.startsAt },
    Row("two days before, to the second", "confirmed") {
      $0.offer.bookBeforeHours = 48
      $0.now = $0.startsAt.adding(hours: -48)
    },
    Row("a second later", "too_late_to_book") {
      $0.offer.bookBeforeHours = 48
      $0.now = $0.startsAt.adding(seconds: 1 - 48 * 3600)
    },
    Row("a carer who moved", "not_in_area") { $0.carer.area = BookingWish.wigan },
  ]

  @Test(arguments: times)
  func `a date is booked until its notice runs out`(row: Row) throws {
    #expect(try row.wish().answer() == row.expected)
  }

  static let prescriptions = [
    Row("redeemed by the carer", "confirmed") { try $0.pays() },
    Row("there is none of this code", "prescription_not_yours") { $0.names = true },
    Row("another's", "prescription_not_yours") { try $0.pays { $0.carer = ID(BookingWish.somebodyElse) } },
    Row("nobody's yet", "prescription_not_yours") { try $0.pays { ($0.state, $0.carer) = (.issued, nil) } },
    Row("withdrawn", "prescription_not_yours") { try $0.pays { $0.state = .withdrawn } },
    Row("spent on a booking", "prescription_used") { try $0.pays { $0.booking = ID(BookingWish.me) } },
    Row("spent, and its last day is over", "prescription_used") {
      try $0.pays({ $0.booking = ID(BookingWish.me) }, expiresOn: "2026-11-22")
    },
    Row("on its last day, for a later break", "confirmed") { try $0.pays(expiresOn: "2026-11-23") },
    Row("the day after", "prescription_expired") { try $0.pays(expiresOn: "2026-11-22") },
    Row("its last minute by London's clock", "confirmed") {
      ($0.now, $0.startsAt) = (try Instant(text: "2027-06-10T22:59:59Z"), try Instant(text: "2027-06-20T14:00:00Z"))
      try $0.pays(expiresOn: "2027-06-10")
    },
    Row("a minute after midnight in London", "prescription_expired") {
      ($0.now, $0.startsAt) = (try Instant(text: "2027-06-10T23:00:00Z"), try Instant(text: "2027-06-20T14:00:00Z"))
      try $0.pays(expiresOn: "2027-06-10")
    },
    Row("another's, but not named", "confirmed") {
      try $0.pays { $0.carer = ID(BookingWish.somebodyElse) }
      $0.names = false
    },
  ]

  @Test(arguments: prescriptions)
  func `a prescription pays while it is the carer's, unspent and in date`(row: Row) throws {
    #expect(try row.wish().answer() == row.expected)
  }

  @Test(arguments: [(1, 0, true), (1, 1, false), (4, 3, true), (4, 4, false), (4, 5, false)])
  func `a cap is reached with its last break`(cap: Int, used: Int, isFree: Bool) throws {
    var wish = try BookingWish()
    wish.used = [
      CapUse(cap: Cap(stay: .overnight, count: cap, per: .quarter), count: used, around: wish.facts.startsOn)
    ]
    #expect(try wish.answer() == (isFree ? "confirmed" : "cap_reached"))
  }

  @Test(arguments: [
    (CapPeriod.month, "2026-11-30T15:00:00Z", "2026-12-01"), (.quarter, "2026-11-30T15:00:00Z", "2027-01-01"),
    (.halfYear, "2026-11-30T15:00:00Z", "2027-01-01"), (.year, "2026-11-30T15:00:00Z", "2027-01-01"),
    (.month, "2026-12-31T23:59:59Z", "2027-01-01"), (.month, "2028-02-29T12:00:00Z", "2028-03-01"),
    (.quarter, "2027-03-31T22:59:59Z", "2027-04-01"), (.quarter, "2027-03-31T23:00:00Z", "2027-07-01"),
    (.halfYear, "2027-06-30T22:59:59Z", "2027-07-01"), (.halfYear, "2027-06-30T23:00:00Z", "2028-01-01"),
    (.year, "2027-01-01T00:00:00Z", "2028-01-01"),
  ])
  func `a reached cap says from which London day it is free again`(
    per: CapPeriod, startsAt: String, resetsOn: String
  ) throws {
    var wish = try BookingWish()
    wish.startsAt = try Instant(text: startsAt)
    wish.used = [CapUse(cap: Cap(stay: .overnight, count: 1, per: per), count: 1, around: wish.facts.startsOn)]
    #expect(throws: Refusal.capReached(resetsOn: try Day(text: resetsOn))) { try wish.decide() }
  }

  @Test(arguments: [(true, false, "confirmed"), (false, true, "confirmed"), (false, false, "sharing_needed")])
  func `needs are shared always or for this booking`(always: Bool, thisOnce: Bool, expected: String) throws {
    var wish = try BookingWish()
    (wish.shares, wish.sharesThisOnce) = (always, thisOnce)
    #expect(try wish.answer() == expected)
  }

  @Test func `a place that agrees first has a deadline, any other has none`() throws {
    var wish = try BookingWish()
    #expect(try wish.decide().decideBy == nil)
    wish.offer.confirmation = .partner
    let decision = try wish.decide()
    #expect(decision.state == .requested)
    #expect(decision.decideBy == Deadlines.decideBy(asked: wish.now, startsAt: wish.startsAt))
  }

  @Test(arguments: [(0, "2026-11-30T15:00:00Z"), (24, "2026-11-29T15:00:00Z"), (72, "2026-11-27T15:00:00Z")])
  func `cancelling is free until so many hours before`(hours: Int, until: String) throws {
    var wish = try BookingWish()
    wish.offer.cancelFreeHours = hours
    #expect(try wish.decide().cancelFreeUntil.text == until)
  }

  @Test func `the carer's own needs come from the registration unless the request says others`() throws {
    var wish = try BookingWish()
    wish.carer.food = FoodNeeds(avoids: [.peanuts])
    wish.carer.access = [.stepFree]
    wish.brings(PartyMember(kind: .companion))
    let kept = try wish.decide().party
    #expect(kept[0] == PartyMember(kind: .carer, food: FoodNeeds(avoids: [.peanuts]), access: [.stepFree]))
    #expect(kept[1] == PartyMember(kind: .companion))
    wish.party[0].food = FoodNeeds(diets: [.vegan])
    wish.party[0].access = [.hoist]
    #expect(try wish.decide().party[0] == wish.party[0])
  }

  @Test(arguments: [(18, 0, Int?.none), (18, 1, 17)])
  func `only a young carer's age is kept`(years: Int, daysLater: Int, expected: Int?) throws {
    var wish = try BookingWish()
    wish.turns(years, daysLater: daysLater)
    wish.party[0].age = 40
    #expect(try wish.decide().party[0].age == expected)
  }
}
