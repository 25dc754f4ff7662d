import Breaks
import Foundation
import Store
import UseCases
import Wire

// What a town trades in, made through the API as its people would.

/// A partner with somebody who signs in for it.
package struct Host: Sendable {
  package let id: String
  package let token: String
}

/// An offer with dates.
package struct Break: Sendable {
  package let id: String
  package let slots: [String]
  package let host: Host

  /// Names an offer and its dates.
  package init(id: String, slots: [String], host: Host) {
    self.id = id
    self.slots = slots
    self.host = host
  }
}

extension Town {
  /// The address of the first host's letters.
  package static let hostEmail = "desk@bluebell.example"

  /// Adds a partner and its person.
  package func host(
    _ area: AreaSlug = AreaSlug(stored: "liverpool"), name: String = "Bluebell House", email: String = Town.hostEmail
  ) async throws -> Host {
    let coordinator = try await token(.coordinator, in: area)
    let made = try await post(
      "/v1/partners",
      [
        "name": .string(name), "kind": "hotel", "area": .string(area.text), "email": .string(email), "town": "Crosby",
        "postcode": "L23 3ZE", "phone": "0151 496 0455",
        "safeguarding": ["lead": "Jo Marsh", "policySeenOn": "2026-02-01", "insuranceSeenOn": "2026-02-01"],
      ],
      token: coordinator)
    guard made.status == 201, let id = made.json["id"]?.text else { throw TownFault.refused(made.text) }
    let person = PersonDetails(
      name: "Bernadette Host", email: nil, phone: nil,
      roles: [RoleGrant(role: .partner, area: area, partner: try ID(text: id))])
    return Host(id: id, token: try await token(person))
  }

  /// What a partner says of an offer; `change` replaces or adds members.
  package func offerDraft(_ change: [String: JSON] = [:]) -> JSONObject {
    var body: JSONObject = JSONObject()
    let usual: [(String, JSON)] = [
      ("title", "A night by the beach"), ("summary", "Bed and breakfast for two."),
      ("description", "Two streets from the sand."), ("category", "hotel"), ("stay", "overnight"),
      ("town", "Crosby"), ("postcode", "L23 3ZE"),
      ("audience", ["partyMax": 4, "childrenWelcome": true, "caredForWelcome": true, "youngCarersWelcome": true]),
    ]
    for (name, value) in usual { body[name] = value }
    for (name, value) in change { body[name] = value }
    return body
  }

  /// Publishes an offer with dates a week apart from seven days on.
  package func offer(
    of host: Host, _ change: [String: JSON] = [:], places: Int = 4, dates: Int = 1
  ) async throws -> Break {
    let date: JSON = ["places": .int(Int64(places))]
    return try await offer(of: host, change, dates: Array(repeating: date, count: dates))
  }

  /// Publishes an offer with dates, each by its room; those that do not say when are a week apart from seven days on.
  package func offer(of host: Host, _ change: [String: JSON] = [:], dates: [JSON]) async throws -> Break {
    let body = JSON.object(offerDraft(change))
    let made = try await post("/v1/partners/\(host.id)/offers", body, token: host.token)
    guard made.status == 201, let id = made.json["id"]?.text else { throw TownFault.refused(made.text) }
    let slots = dates.enumerated().map { week, date -> JSON in
      var slot = date.object ?? JSONObject()
      let start = London.instant(London.day(of: clock.now).adding(days: 7 + 7 * week), minuteOfDay: 15 * 60)
      if !slot.has("startsAt") {
        slot["startsAt"] = .string(start.text)
        slot["endsAt"] = .string(start.adding(hours: 20).text)
      }
      return .object(slot)
    }
    if !slots.isEmpty {
      let added = try await post("/v1/offers/\(id)/slots", ["slots": .array(slots)], token: host.token)
      guard added.status == 201 else { throw TownFault.refused(added.text) }
    }
    let published = try await post("/v1/offers/\(id)/publish", token: host.token)
    guard published.status == 200 else { throw TownFault.refused(published.text) }
    let listed = try await get("/v1/offers/\(id)/slots?limit=100", token: host.token)
    return Break(id: id, slots: (listed.json["items"]?.items ?? []).compactMap { $0["id"]?.text }, host: host)
  }

  /// A registration as a carer would send it; `change` replaces or adds members.
  package func registration(_ change: [String: JSON] = [:]) -> JSON {
    var body = JSONObject()
    let usual: [(String, JSON)] = [
      ("name", "Aisha Khan-Whitworth"), ("email", "aisha@example.org"), ("phone", "0151 496 0303"),
      ("postcode", "L17 4JT"), ("birthDate", "1980-06-01"), ("area", "liverpool"),
      ("food", ["diets": ["halal"], "avoids": ["peanuts"], "severe": ["peanuts"]]), ("access", ["step_free"]),
      ("consents", ["privacy": true, "shareWithPartners": true]),
    ]
    for (name, value) in usual { body[name] = value }
    for (name, value) in change { if value == .null { body[name] = nil } else { body[name] = value } }
    return .object(body)
  }

  /// Registers and verifies a carer whose address is proven, and signs them in.
  package func carer(_ change: [String: JSON] = [:]) async throws -> (id: String, token: String) {
    let made = try await post("/v1/carers", registration(change))
    guard made.status == 201, let id = made.json["id"]?.text else { throw TownFault.refused(made.text) }
    let coordinator = try await token(.coordinator, in: AreaSlug(stored: change["area"]?.text ?? "liverpool"))
    let verified = try await post("/v1/carers/\(id)/verify", ["evidence": "letter seen"], token: coordinator)
    guard verified.status == 200 else { throw TownFault.refused(verified.text) }
    let token = try await carryOut { errand in
      guard let carer = try errand.store.carers.find(try ID<Carer>(text: id)) else { throw Refusal.notFound }
      try errand.store.people.markEmailProven(carer.person, at: errand.now)
      return try errand.openSession(for: carer.person, days: 400).token
    }
    return (id, token)
  }

  /// Books for the one who is signed in.
  package func book(
    _ offer: Break, _ token: String, key: String = "a-key", slot: Int = 0, _ change: [String: JSON] = [:]
  ) async throws -> Answer {
    var body = JSONObject()
    body["offerId"] = .string(offer.id)
    body["slots"] = [.string(offer.slots[slot])]
    body["party"] = [["kind": "carer"]]
    for (name, value) in change { body[name] = value }
    return try await post("/v1/bookings", .object(body), token: token, headers: ["Idempotency-Key": key])
  }

  /// How many places of a date are left, as anybody sees it.
  package func placesLeft(_ offer: Break, slot: Int = 0) async throws -> Int? {
    let listed = try await get("/v1/offers/\(offer.id)/slots?limit=100")
    return listed.json["items"]?.items?.first { $0["id"]?.text == offer.slots[slot] }?["placesLeft"]?.int
  }
}

extension Town {
  /// Puts a practice there with somebody who prescribes; gives their token.
  package func doctor(in area: AreaSlug) async throws -> String {
    let administrator = try await token(.administrator, in: area)
    let made = try await post(
      "/v1/practices",
      ["odsCode": "Y9L01", "name": "Larkmere Surgery", "area": .string(area.text), "email": "desk@larkmere.example"],
      token: administrator)
    guard made.status == 201, let id = made.json["id"]?.text else { throw TownFault.refused(made.text) }
    return try await token(
      PersonDetails(
        name: "Dr Denise Holbrook", email: nil, phone: nil,
        roles: [RoleGrant(role: .prescriber, area: area, practice: try ID(text: id))], profession: .gp,
        registration: Registration(stored: "7654321")))
  }

  /// A prescription for the carer of `registration`; `change` replaces or adds members of its carer.
  package func prescription(_ change: [String: JSON] = [:]) -> JSON {
    var carer = JSONObject()
    let usual: [(String, JSON)] = [
      ("name", "Aisha Khan-Whitworth"), ("email", "aisha@example.org"), ("postcode", "L17 4JT"),
      ("birthDate", "1980-06-01"),
    ]
    for (name, value) in usual { carer[name] = value }
    for (name, value) in change { carer[name] = value }
    return [
      "carer": .object(carer), "reason": "Needs rest.",
      "consent": ["given": true, "recordedAt": .string(Town.start.adding(hours: -1).text)],
      "prescriber": ["name": "Dr Denise Holbrook", "profession": "gp", "registration": "7654321"],
    ]
  }
}
