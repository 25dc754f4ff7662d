import Breaks
import SQL
import Store

/// A town made for booking: so many carers and dates that every booking that is wished for is granted.
///
/// Its people are as full of words as those of the seeds, for a booking reads and seals what they told.
struct BenchTown: Sendable {
  /// Somebody, and what they want to book.
  struct Wish: Sendable {
    let caller: Caller
    let request: BookingRequest
  }

  let keys: Keys
  /// One for each booking, in the order in which they are made; no carer's follow each other.
  private(set) var wishes: [Wish] = []
  private let world: World
  private let area = AreaSlug(stored: "liverpool")

  /// How many breaks by day the usual cap lets a carer have in a quarter.
  private static let perCarer = 4
  private static let partySize = 2
  private static let placesMax = 1_000
  private static let offersMin = 16
  private static let carersATransaction = 200

  /// Puts a town into a migrated, empty database.
  static func make(
    in database: any SQLDatabase, keys: Keys, bookings: Int, world: World = .bench
  ) async throws -> BenchTown {
    var town = BenchTown(keys: keys, world: world)
    let carerCount = (bookings + perCarer - 1) / perCarer
    let offerCount = max(offersMin, carerCount * partySize / placesMax + 1)
    let offers = try await database.write { [town] tx in
      let store = StoreTransaction(tx, keys: town.keys)
      _ = try store.areas.insert(town.area, try town.areaDetails(), now: town.world.now())
      return try (0..<offerCount).map { try town.offer($0, store) }
    }
    var callers: [Caller] = []
    for first in stride(from: 0, to: carerCount, by: carersATransaction) {
      let some = first..<min(first + carersATransaction, carerCount)
      callers += try await database.write { [town] tx in
        let store = StoreTransaction(tx, keys: town.keys)
        return try some.map { try town.carer($0, store) }
      }
    }
    town.wishes = (0..<bookings).map { place in
      let (round, carer) = place.quotientAndRemainder(dividingBy: carerCount)
      let (offer, slots) = offers[carer % offerCount]
      return Wish(caller: callers[carer], request: town.request(offer, slots[round]))
    }
    return town
  }

  private init(keys: Keys, world: World) {
    self.keys = keys
    self.world = world
  }

  /// The carer and a companion, as most who go out for an afternoon.
  private func request(_ offer: ID<Offer>, _ slot: ID<Slot>) -> BookingRequest {
    BookingRequest(
      offer: offer, slots: [slot],
      party: [
        PartyMember(kind: .carer),
        PartyMember(kind: .companion, name: "Yusuf Whitworth", food: FoodNeeds(diets: [.halal])),
      ],
      cover: .arranged, note: "We come by bus and may be a little late.")
  }

  private func areaDetails() throws -> AreaDetails {
    AreaDetails(
      name: "Liverpool", schemeName: "Breathe Liverpool", phone: try UKPhone(text: "0151 496 0100"),
      phoneHours: "weekdays 9 to 5", email: try EmailAddress(text: "desk@liverpool.example"),
      postalAddress: "1 Dale Street\nLiverpool\nL1 1AA", postcodeDistricts: ["L1", "L8", "L17", "L23"],
      controller: "Breathe CIC",
      privacyNotice: PrivacyNotice(version: "2026-04", url: "https://breathe.example/privacy"),
      safeguardingPhone: try UKPhone(text: "0151 496 0199"))
  }

  /// A partner with one offer, whose four dates lie in one quarter.
  private func offer(_ place: Int, _ store: StoreTransaction) throws -> (ID<Offer>, [ID<Slot>]) {
    let now = world.now()
    let partner = Partner(
      id: world.id(),
      details: PartnerDetails(
        name: "Bluebell House \(place + 1)", kind: .leisure, area: area,
        email: try EmailAddress(text: "desk\(place)@bluebell.example"), phone: try UKPhone(text: "0151 496 0455"),
        postcode: try Postcode(text: "L23 3ZE"), town: "Crosby"),
      version: 1)
    try store.partners.insert(partner, now: now)
    let details = OfferDetails(
      title: "An afternoon by the beach", summary: "Tea for two and a walk.",
      description: "Two streets from the sand. A quiet room with a view, tea and cake, and nobody who needs you.",
      category: .leisure, stay: .daytime, postcode: try Postcode(text: "L23 3ZE"), town: "Crosby",
      provides: Provides(diets: [.halal, .vegetarian], allergensAvoided: [.peanuts], access: [.stepFree]),
      audience: Audience(partyMax: 4, childrenWelcome: true, caredForWelcome: true))
    let offer = Offer(
      id: world.id(), partner: partner.summary, area: area, details: details, state: .published, nextSlotAt: nil,
      version: 1)
    try store.offers.insert(offer, now: now)
    let quarter = CapPeriod.quarter.bounds(around: London.day(of: now)).until
    let slots = (0..<BenchTown.perCarer).map { week -> Slot in
      let start = London.instant(quarter.adding(days: 3 + 7 * week), minuteOfDay: 14 * 60)
      return Slot(
        id: world.id(), offer: offer.id, startsAt: start, endsAt: start.adding(hours: 3), places: BenchTown.placesMax,
        taken: 0)
    }
    for slot in slots { try store.slots.insert(slot, now: now) }
    return (offer.id, slots.map(\.id))
  }

  /// A verified carer, as one who has signed in.
  private func carer(_ place: Int, _ store: StoreTransaction) throws -> Caller {
    let now = world.now()
    let email = try EmailAddress(text: "carer\(place)@example.org")
    let person = try store.people.insert(
      PersonDetails(
        name: "Aisha Khan-Whitworth", email: email, phone: nil, roles: [RoleGrant(role: .carer, area: area)]),
      emailProvenAt: now, id: world.id(), now: now)
    let consents = [ConsentKind.privacy, .shareWithPartners, .news].map {
      ConsentRecord(kind: $0, value: $0 != .news, at: now, how: "web", by: nil, noticeVersion: "2026-04")
    }
    let carer = Carer(
      id: world.id(), person: person.id,
      reference: try unusedReference(store), details: try details(email), state: .verified, verifiedAt: now,
      emailProvenAt: now, consents: consents, createdAt: now, version: 1)
    try store.carers.insert(carer)
    return Caller(person: person.id, name: person.details.name, grants: person.details.roles, carer: carer.id)
  }

  private func unusedReference(_ store: StoreTransaction) throws -> Reference {
    while true {
      let reference = Reference(length: Reference.bookingLength, randomBytes: world.randomBytes)
      if try !store.carers.has(reference) { return reference }
    }
  }

  private func details(_ email: EmailAddress) throws -> CarerDetails {
    CarerDetails(
      name: "Aisha Khan-Whitworth", email: email, phone: try UKPhone(text: "0151 496 0303"),
      address: "14 Lark Lane\nLiverpool", postcode: try Postcode(text: "L17 4JT"),
      birthDate: try Day(text: "1980-06-01"), area: area,
      languages: [LanguageSkill(tag: try LanguageTag(text: "en")), LanguageSkill(tag: try LanguageTag(text: "ur"))],
      food: FoodNeeds(diets: [.halal], avoids: [.peanuts], severe: [.peanuts]), access: [.stepFree],
      contact: SafeContact(safeBy: [.email, .phone]),
      caring: CaringSituation(hoursPerWeek: 50, caresFor: [CaredFor(relation: "parent", needs: ["dementia"])]))
  }
}
