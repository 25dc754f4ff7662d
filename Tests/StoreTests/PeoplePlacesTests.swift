import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct PeoplePlacesTests {
  private func invalid(_ work: () async throws -> Void) async throws -> [String] {
    do {
      try await work()
      return []
    } catch let invalid as Invalid {
      return invalid.problems.map { "\($0.pointer) \($0.code)" }
    }
  }

  private func coordinator(_ bench: PeopleBench) async throws -> Caller {
    try await bench.caller(
      try await bench.person("Cora Lane", nil, [RoleGrant(role: .coordinator, area: bench.liverpool)]))
  }

  private func partner(_ bench: PeopleBench, _ name: String, _ area: AreaSlug) async throws -> Partner {
    let details = PartnerDetails(
      name: name, kind: .hotel, area: area, email: try EmailAddress(text: "bookings@example.org"),
      phone: try UKPhone(text: "0151 496 0140"), postcode: try Postcode(text: "L3 9AG"), town: "Liverpool",
      address: "1 Quay Row", description: "Quiet.",
      safeguarding: Safeguarding(
        lead: "Ann", policySeenOn: try Day(text: "2026-10-01"), insuranceSeenOn: try Day(text: "2026-10-02")),
      cqcLocationID: "1-123", noPersonalCare: true)
    return try await bench.town.carryOut(as: bench.administrator) { try $0.makePartner(details) }
  }

  @Test func `an area is kept whole, and changed only on the version that was read`() async throws {
    let bench = try await PeopleBench()
    let slug = bench.wigan
    let found = try await bench.town.carryOut { try $0.area(slug) }
    #expect(found.details == (try PeopleBench.area("Wigan")))
    let changed = try await bench.town.carryOut(as: bench.administrator) {
      try $0.changeArea(slug, expected: 1) { $0.phoneHours = "Always" }
    }
    #expect(changed.version == 2)
    #expect(try await bench.town.carryOut { try $0.area(slug) } == changed)
    await #expect(throws: Refusal.changedMeanwhile) {
      try await bench.town.carryOut(as: bench.administrator) { try $0.changeArea(slug, expected: 1) { $0.name = "W" } }
    }
    await #expect(throws: Refusal.notFound) {
      try await bench.town.carryOut(as: bench.administrator) {
        try $0.changeArea(AreaSlug(text: "bolton"), expected: nil) { $0.name = "B" }
      }
    }
    #expect(try await bench.town.carryOut { try $0.areas().map(\.details.name) } == ["Liverpool", "Wigan"])
  }

  @Test func `an area's short name is given once, its caps once a kind`() async throws {
    let bench = try await PeopleBench()
    let second = try PeopleBench.area("Second")
    await #expect(throws: Refusal.self) {
      try await bench.town.carryOut(as: bench.administrator) { try $0.makeArea(bench.liverpool, second) }
    }
    var details = second
    details.caps = [Cap(stay: .daytime, count: 1, per: .month), Cap(stay: .daytime, count: 2, per: .year)]
    details.postcodeDistricts = ["L1", "L2", "L1"]
    let problems = try await invalid { [details] in
      _ = try await bench.town.carryOut(as: bench.administrator) { try $0.makeArea(AreaSlug(text: "second"), details) }
    }
    #expect(problems == ["/postcodeDistricts/2 duplicate", "/caps/1/stay duplicate"])
    let cora = try await coordinator(bench)
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: cora) { try $0.makeArea(AreaSlug(text: "x1"), PeopleBench.area("X")) }
    }
  }

  @Test func `a practice is found by its code, and its code is given once`() async throws {
    let bench = try await PeopleBench()
    let details = PracticeDetails(
      odsCode: try ODSCode(text: "Y9L01"), name: "Lantern Street", area: bench.liverpool,
      email: try EmailAddress(text: "p@example.org"), phone: nil, carersLead: "Farah Siddiqui")
    let cora = try await coordinator(bench)
    let practice = try await bench.town.carryOut(as: cora) { try $0.makePractice(details) }
    let found = try await bench.town.carryOut { errand in
      [try errand.store.practices.find(practice.id), try errand.store.practices.byCode(details.odsCode)]
    }
    #expect(found == [practice, practice])
    await #expect(throws: Refusal.self) { try await bench.town.carryOut(as: cora) { try $0.makePractice(details) } }
    let far = moved(details, to: bench.wigan)
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: cora) { try $0.makePractice(far) }
    }
    let nowhere = moved(details, to: AreaSlug(stored: "bolton"))
    let problems = try await invalid {
      _ = try await bench.town.carryOut(as: cora) { try $0.makePractice(nowhere) }
    }
    #expect(problems == ["/area not_found"])
    #expect(
      try await bench.town.market.look(as: cora) { try $0.practices(in: nil, after: nil, limit: 20) } == [practice])
  }

  private func moved(_ details: PracticeDetails, to area: AreaSlug) -> PracticeDetails {
    var moved = details
    moved.area = area
    return moved
  }

  @Test func `partners are listed by name, page after page, each once`() async throws {
    let bench = try await PeopleBench()
    for name in ["Delta", "Alpha", "Bravo", "Alpha", "Charlie"] { _ = try await partner(bench, name, bench.liverpool) }
    _ = try await partner(bench, "Elsewhere", bench.wigan)
    let cora = try await coordinator(bench)
    var names: [String] = []
    var after: (name: String, id: ID<Partner>)?
    repeat {
      let page = try await bench.town.market.look(as: cora) { [after] in
        try $0.partners(in: nil, kind: nil, after: after, limit: 2)
      }
      names += page.prefix(2).map(\.details.name)
      after = page.count > 2 ? (page[1].details.name, page[1].id) : nil
    } while after != nil
    #expect(names == ["Alpha", "Alpha", "Bravo", "Charlie", "Delta"])
    let all = try await bench.town.market.look(as: bench.administrator) {
      try $0.partners(in: nil, kind: .hotel, after: nil, limit: 100).count
    }
    #expect(all == 6)
    let problems = try await invalid {
      _ = try await bench.town.market.look(as: cora) {
        try $0.partners(in: bench.wigan, kind: nil, after: nil, limit: 1)
      }
    }
    #expect(problems == ["/area not_found"])
  }

  @Test func `a partner keeps every field, and changes only what is its own`() async throws {
    let bench = try await PeopleBench()
    let lantern = try await partner(bench, "The Lantern", bench.liverpool)
    #expect(try await bench.town.carryOut { try $0.store.partners.find(lantern.id) } == lantern)
    let host = try await bench.caller(
      try await bench.person(
        "Hal Ost", nil, [RoleGrant(role: .partner, area: bench.liverpool, partner: lantern.id)]))
    let changed = try await bench.town.carryOut(as: host) {
      try $0.changePartner(lantern.id, expected: 1) { details in
        details.town = nil
        details.description = "Quieter."
      }
    }
    #expect(changed.version == 2)
    #expect(try await bench.town.market.look(as: host) { try $0.partner(lantern.id) } == changed)
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: host) {
        try $0.changePartner(lantern.id, expected: nil) { $0.safeguarding = nil }
      }
    }
    let other = try await partner(bench, "Other", bench.liverpool)
    await #expect(throws: Refusal.notFound) {
      try await bench.town.market.look(as: host) { try $0.partner(other.id) }
    }
    await #expect(throws: Refusal.changedMeanwhile) {
      try await bench.town.carryOut(as: host) { try $0.changePartner(lantern.id, expected: 1) { $0.name = "L" } }
    }
  }

  @Test func `a coordinator of another area finds no partner here and moves none away`() async throws {
    let bench = try await PeopleBench()
    let lantern = try await partner(bench, "The Lantern", bench.liverpool)
    let wiganer = try await bench.caller(
      try await bench.person("W C", nil, [RoleGrant(role: .coordinator, area: bench.wigan)]))
    await #expect(throws: Refusal.notFound) {
      try await bench.town.market.look(as: wiganer) { try $0.partner(lantern.id) }
    }
    let cora = try await coordinator(bench)
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: cora) {
        try $0.changePartner(lantern.id, expected: nil) { $0.area = bench.wigan }
      }
    }
    let moved = try await bench.town.carryOut(as: bench.administrator) {
      try $0.changePartner(lantern.id, expected: nil) { $0.area = bench.wigan }
    }
    #expect(moved.details.area == bench.wigan)
  }

  @Test func `a table of postal districts is taken whole or not at all`() async throws {
    let bench = try await PeopleBench()
    let rows = [
      OutwardCentreRow(outward: "l1", latitude: 53.4034, longitude: -2.9848),
      OutwardCentreRow(outward: "WN1", latitude: 53.5529, longitude: -2.6259),
    ]
    try await bench.town.carryOut { try $0.importOutwardCentres(rows) }
    let bad = [
      OutwardCentreRow(outward: "L2", latitude: 53.4, longitude: -2.9),
      OutwardCentreRow(outward: "L3", latitude: .nan, longitude: -2.9),
      OutwardCentreRow(outward: "L1 9DZ", latitude: 53.4, longitude: -2.9),
      OutwardCentreRow(outward: "L4", latitude: 48.8, longitude: 2.3),
    ]
    let problems = try await invalid { try await bench.town.carryOut { try $0.importOutwardCentres(bad) } }
    #expect(problems.map { $0.prefix(2) } == ["/1", "/2", "/3"])
    let found = try await bench.town.carryOut { errand in
      [try errand.store.outwardCentres.find("L1"), try errand.store.outwardCentres.find("L2")]
    }
    #expect(found == [OutwardCentre(outward: "L1", latitudeMicro: 53_403_400, longitudeMicro: -2_984_800), nil])
    #expect(try await bench.count("outward_centre") == 2)
  }
}

@Suite(.onEveryEngine) struct PeoplePartnerOffersTests {
  private func partner(_ bench: PeopleBench, kind: Breaks.Category) async throws -> Partner {
    let details = PartnerDetails(
      name: "Old Name", kind: kind, area: bench.liverpool, email: try EmailAddress(text: "bookings@example.org"),
      postcode: try Postcode(text: "L3 9AG"), town: "Liverpool",
      safeguarding: Safeguarding(
        lead: "Ann", policySeenOn: try Day(text: "2026-10-01"), insuranceSeenOn: try Day(text: "2026-10-02")),
      cqcLocationID: "1-123")
    return try await bench.town.carryOut(as: bench.administrator) { try $0.makePartner(details) }
  }

  private func offer(_ bench: PeopleBench, of partner: Partner, state: OfferState) async throws -> ID<Offer> {
    try await bench.town.carryOut { errand in
      var draft = OfferDraft(title: "A night off", stay: .daytime)
      draft.summary = "Short."
      draft.description = "Long."
      draft.audience.youngCarersWelcome = true
      let offer = Offer(
        id: errand.world.id(), partner: partner.summary, area: partner.details.area,
        details: draft.filled(by: partner.details), state: state, nextSlotAt: nil, version: 1)
      try errand.store.offers.insert(offer, now: errand.now)
      return offer.id
    }
  }

  @Test func `without safeguarding young carers are welcome no more`() async throws {
    let bench = try await PeopleBench()
    let hotel = try await partner(bench, kind: .hotel)
    let shown = try await offer(bench, of: hotel, state: .published)
    _ = try await bench.town.carryOut(as: bench.administrator) {
      try $0.changePartner(hotel.id, expected: nil) { $0.safeguarding = nil }
    }
    let found = try await bench.town.carryOut { try $0.store.offers.find(shown, now: $0.now) }
    #expect(found?.details.audience.youngCarersWelcome == false)
    #expect(found?.version == 2)
  }

  @Test func `what a published offer of care stands on stays`() async throws {
    let bench = try await PeopleBench()
    let home = try await partner(bench, kind: .care)
    _ = try await offer(bench, of: home, state: .published)
    do {
      _ = try await bench.town.carryOut(as: bench.administrator) {
        try $0.changePartner(home.id, expected: nil) { $0.cqcLocationID = nil }
      }
      Issue.record("the location was taken away")
    } catch let invalid as Invalid {
      #expect(invalid.problems.map(\.code) == ["cqc_needed"])
    }
    let changed = try await bench.town.carryOut(as: bench.administrator) {
      try $0.changePartner(home.id, expected: nil) { details in
        details.cqcLocationID = nil
        details.noPersonalCare = true
      }
    }
    #expect(changed.details.noPersonalCare)
  }

  @Test func `a partner with offers stays in its area, and is found by its new name`() async throws {
    let bench = try await PeopleBench()
    let hotel = try await partner(bench, kind: .hotel)
    let draft = try await offer(bench, of: hotel, state: .draft)
    await #expect(throws: Refusal.wrongState) {
      try await bench.town.carryOut(as: bench.administrator) {
        try $0.changePartner(hotel.id, expected: nil) { $0.area = bench.wigan }
      }
    }
    func grams() async throws -> Set<String> {
      try await bench.town.carryOut { errand in
        Set(
          try errand.store.sql.query("SELECT gram FROM offer_gram WHERE offer_id = $1", [.id(draft)])
            .map { try $0.text("gram") })
      }
    }
    let before = try await grams()
    _ = try await bench.town.carryOut(as: bench.administrator) {
      try $0.changePartner(hotel.id, expected: nil) { $0.name = "Zzyzx Quay" }
    }
    #expect(try await grams() != before)
  }
}
