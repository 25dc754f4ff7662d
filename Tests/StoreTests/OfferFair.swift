import Breaks
import Foundation
import SQL
import Store
import Synchronization
import TestTown
import UseCases

/// A real database with two areas, and whatever offers a test puts on show.
final class OfferFair: Sendable {
  static let now = Instant(millis: 1_795_338_000_000)  // Sunday 2026-11-22T09:00:00Z
  let market: Marketplace
  let database: any SQLDatabase

  init() async throws {
    database = try await Ground.database()
    let ids = Counter()
    market = Marketplace(
      database: database,
      world: World(
        now: { OfferFair.now },
        newID: {
          let number = ids.next()
          let chance = [UInt8](repeating: 0, count: 8) + [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
          return UUID.v7(at: OfferFair.now.adding(seconds: number), chance: chance)
        }, randomBytes: { [UInt8](repeating: 7, count: $0) }),
      keys: Keys(id: "k1", master: [UInt8](repeating: 1, count: 32)))
    for name in ["wigan", "liverpool"] { try await makeArea(name) }
    try await market.carryOut(as: OfferFair.administrator) { errand in
      try errand.importOutwardCentres([
        OutwardCentreRow(outward: "WN1", latitude: 53.551, longitude: -2.629),
        OutwardCentreRow(outward: "L1", latitude: 53.403, longitude: -2.980),
        OutwardCentreRow(outward: "L15", latitude: 53.397, longitude: -2.921),
      ])
    }
  }

  static let wigan = AreaSlug(stored: "wigan")
  static let liverpool = AreaSlug(stored: "liverpool")
  static let administrator = Caller(
    person: ID(UUID()), name: "Ada", grants: [RoleGrant(role: .administrator, area: wigan)])
  static let coordinator = Caller(
    person: ID(UUID()), name: "Cora", grants: [wigan, liverpool].map { RoleGrant(role: .coordinator, area: $0) })

  private func makeArea(_ name: String) async throws {
    let slug = AreaSlug(stored: name)
    let details = AreaDetails(
      name: name.capitalized, schemeName: "Time Out", phone: try UKPhone(text: "0151 496 0100"),
      phoneHours: "weekdays, nine to five", email: try EmailAddress(text: "desk@\(name).example.org"),
      postalAddress: "1 High Street", postcodeDistricts: [], controller: "Carers' Centre",
      privacyNotice: PrivacyNotice(version: "1", url: "https://example.org/notice"),
      safeguardingPhone: try UKPhone(text: "0151 496 0101"))
    try await market.carryOut(as: OfferFair.administrator) { errand in _ = try errand.makeArea(slug, details) }
  }

  /// A partner, called and placed as told.
  func partner(
    _ name: String = "The Heron", kind: Category = .hotel, area: AreaSlug = wigan, postcode: String = "WN1 1AA",
    town: String = "Wigan"
  ) async throws -> Partner {
    let details = PartnerDetails(
      name: name, kind: kind, area: area, email: try EmailAddress(text: "desk@example.org"),
      postcode: try Postcode(text: postcode), town: town)
    return try await market.carryOut(as: OfferFair.coordinator) { errand in try errand.makePartner(details) }
  }

  /// A published offer with dates that begin so many hours from now and have so many places.
  func offer(
    _ title: String, of partner: Partner, dates: [(hours: Int, places: Int)] = [(24, 4)],
    _ shape: @escaping @Sendable (inout OfferDraft) -> Void = { _ in }
  ) async throws -> Offer {
    let slots = dates.map { date in
      let start = OfferFair.now.adding(hours: date.hours)
      return SlotRequest(startsAt: start, endsAt: start.adding(hours: 2), places: date.places)
    }
    return try await market.carryOut(as: OfferFair.coordinator) { errand in
      var draft = OfferDraft(title: title, stay: .daytime)
      (draft.summary, draft.description) = ("Come along.", "Somebody will meet you at the door.")
      shape(&draft)
      let offer = try errand.makeOffer(partner: partner.id, draft)
      if !slots.isEmpty { _ = try errand.addSlots(offer: offer.id, slots, ifVersion: nil) }
      return try errand.publishOffer(offer.id, ifVersion: nil)
    }
  }

  /// The titles that a search finds, in their order.
  func titles(
    _ shape: @escaping @Sendable (inout OfferSearch) -> Void = { _ in }
  ) async throws -> [String] {
    try await found(limit: 100, after: nil, shape).items.map(\.details.title)
  }

  /// One page of a search.
  func found(
    limit: Int, after mark: OfferMark?, _ shape: @escaping @Sendable (inout OfferSearch) -> Void = { _ in }
  ) async throws -> PageOf<Offer, OfferMark> {
    try await market.look(as: nil) { errand in
      var search = OfferSearch()
      shape(&search)
      return try errand.findOffers(search, after: mark, limit: limit)
    }
  }

  /// Runs a change as the coordinator of both areas.
  func change<Answer: Sendable>(
    _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await market.carryOut(as: OfferFair.coordinator, body)
  }
}

/// Counts upwards from 1.
private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
