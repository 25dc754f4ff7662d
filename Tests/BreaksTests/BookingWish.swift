import Foundation
import Testing

@testable import Breaks

/// One row of a table: what differs from a wish that is granted, and what is said to it.
struct WishRow<Answer: Sendable>: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let expected: Answer
  let change: @Sendable (inout BookingWish) throws -> Void

  init(_ name: String, _ expected: Answer, _ change: @escaping @Sendable (inout BookingWish) throws -> Void = { _ in })
  {
    testDescription = name
    self.expected = expected
    self.change = change
  }

  /// The wish that this row tells of.
  func wish() throws -> BookingWish {
    var wish = try BookingWish()
    try change(&wish)
    return wish
  }
}

/// A wish for a break that is granted as it stands: an adult carer, verified, for a night in her own area.
struct BookingWish: Sendable {
  static let liverpool = AreaSlug(stored: "liverpool")
  static let wigan = AreaSlug(stored: "wigan")
  static let me = id(1)
  static let somebodyElse = id(2)

  /// Monday 23 November 2026, half past nine in London.
  var now: Instant
  /// Monday 30 November 2026, three o'clock in London.
  var startsAt: Instant
  var offer: OfferDetails
  var offerState = OfferState.published
  var area = BookingWish.liverpool
  var carer: CarerDetails
  var carerState = CarerState.verified
  var shares = true
  var sharesThisOnce = false
  var party = [PartyMember(kind: .carer)]
  var cover: Cover?
  var prescription: Prescription?
  var names = false
  var used: [CapUse] = []
  var alreadyBooked = false
  /// What the date has room for, and how much of each kind of room is taken.
  var room = SlotRoom(places: 12)
  var taken: [UnitKind: Int] = [:]
  /// More dates: so many days after the first, with the same room.
  var moreDays: [Int] = []
  var unitKind: UnitKind?
  var keepsPlaces = false

  init() throws {
    now = try Instant(text: "2026-11-23T09:30:00Z")
    startsAt = try Instant(text: "2026-11-30T15:00:00Z")
    offer = OfferDetails(
      title: "A night by the beach", category: .hotel, stay: .overnight,
      audience: Audience(partyMax: 4, childrenWelcome: true, youngCarersWelcome: true, caredForWelcome: true))
    carer = CarerDetails(
      name: "Aisha Khan-Whitworth", postcode: try Postcode(text: "L17 4JT"), birthDate: try Day(text: "1980-06-01"),
      area: BookingWish.liverpool, contact: SafeContact(safeBy: []))
  }

  private static func id(_ number: UInt8) -> UUID {
    UUID.v7(at: Instant(millis: 1), chance: Array(repeating: number, count: 10))
  }

  /// The carer's companions.
  mutating func brings(_ members: PartyMember...) { party += members }

  /// Lets the carer turn an age on the day of the break, or so many days after it.
  mutating func turns(_ years: Int, daysLater days: Int = 0) {
    carer.birthDate = London.day(of: startsAt).adding(months: -12 * years).adding(days: days)
  }

  /// Gives the carer under 16 somebody who agrees.
  mutating func hasResponsibleAdult() throws {
    carer.responsibleAdult = ResponsibleAdult(
      name: "Rosa Khan", relation: .parent, contact: try AdultContact(text: "rosa@example.org"), agreedAt: now,
      how: "by phone", mayAct: true)
  }

  /// Names a prescription that the carer has redeemed, unless `change` makes it another.
  mutating func pays(_ change: (inout Prescription) -> Void = { _ in }, expiresOn: String = "2027-11-22") throws {
    let details = PrescriptionDetails(
      carer: PrescribedCarer(
        name: carer.name, email: nil, phone: nil, address: nil, postcode: carer.postcode, birthDate: carer.birthDate,
        nhsNumber: nil, languages: [], formats: [], contact: SafeContact(safeBy: []), responsibleAdult: nil),
      reason: "Exhausted.", needs: [], urgency: .routine, budgetPence: nil,
      consent: PrescriptionConsent(given: true, recordedAt: now, by: .own, messageBack: false),
      prescriber: Prescriber(name: "Sam Okoro", profession: .other, registration: nil))
    var prescription = Prescription(
      id: ID(BookingWish.me), code: Reference(stored: "AAAAAAAAAA"), details: details, state: .redeemed, area: area,
      issuedAt: now, issuedBy: ID(BookingWish.me), contactBy: London.day(of: now), expiresOn: try Day(text: expiresOn),
      practice: nil, carer: ID(BookingWish.me), booking: nil, version: 1)
    change(&prescription)
    self.prescription = prescription
    names = true
  }

  var facts: BookingFacts {
    let slots = ([0] + moreDays).enumerated().map { place, days in
      let start = startsAt.adding(hours: 24 * days)
      return Slot(
        id: ID(BookingWish.id(UInt8(place + 1))), offer: ID(BookingWish.me), startsAt: start,
        endsAt: start.adding(hours: 20), places: room.places, units: room.unitsInAll, staff: room.staff,
        kinds: room.kinds.map { SlotUnits(kind: $0.kind, units: $0.units, taken: taken[$0.kind] ?? 0) })
    }
    let consent = ConsentRecord(
      kind: .shareWithPartners, value: shares, at: now, how: "web", by: nil, noticeVersion: "1")
    return BookingFacts(
      offer: Offer(
        id: ID(BookingWish.me), partner: PartnerSummary(id: ID(BookingWish.me), name: "Bluebell House", kind: .hotel),
        area: area, details: offer, state: offerState, nextSlotAt: startsAt, version: 1),
      slots: slots.sorted { $0.startsAt < $1.startsAt },
      carer: Carer(
        id: ID(BookingWish.me), person: ID(BookingWish.me), reference: Reference(stored: "AAAAAAA"), details: carer,
        state: carerState, verifiedAt: nil, emailProvenAt: nil, consents: [consent], createdAt: now, version: 1),
      prescription: prescription, used: used, alreadyBooked: alreadyBooked,
      keepsPlaces: keepsPlaces)
  }

  var request: BookingRequest {
    BookingRequest(
      offer: ID(BookingWish.me), slots: (0...moreDays.count).map { ID(BookingWish.id(UInt8($0 + 1))) }, party: party,
      prescription: names ? Reference(stored: "AAAAAAAAAA") : nil, cover: cover, shareNeeds: sharesThisOnce,
      unitKind: unitKind)
  }

  /// The problems of the party, each with its place: `/party/1 children_not_welcome`.
  var problems: [String] { PartyRules.problems(facts, request).map { "\($0.pointer) \($0.code)" } }

  func decide() throws -> BookingDecision { try BookingRules.decide(facts, request, now: now) }

  /// The state that is granted, or the code of the refusal.
  func answer() throws -> String {
    do {
      return try decide().state.rawValue
    } catch let refusal as Refusal {
      return refusal.code
    }
  }
}
