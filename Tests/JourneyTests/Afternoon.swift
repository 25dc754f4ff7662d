import Breaks
import TestTown
import Wire

/// A matinée and somebody who sits with Mum meanwhile.
struct Afternoon {
  let town: Town
  let theatre: Break
  let sitting: Break
  let carer: (id: String, token: String)

  init(
    _ theatreSays: String = "instant", _ sitterSays: String = "instant", _ area: [String: JSON] = [:],
    of person: [String: JSON] = [:]
  ) async throws {
    town = try await Town.make()
    let slug = try await town.area()
    if !area.isEmpty {
      let change = area.reduce(into: JSONObject()) { $0[$1.key] = $1.value }
      let administrator = try await town.token(.administrator, in: slug)
      let changed = try await town.patch("/v1/areas/liverpool", .object(change), token: administrator)
      guard changed.status == 200 else { throw TownFault.refused(changed.text) }
    }
    theatre = try await town.offer(
      of: town.host(), ["stay": "daytime", "category": "theatre", "confirmation": .string(theatreSays)], dates: 2)
    let sitters = try await town.host(name: "Sit With Me", email: "rota@sitwithme.example")
    let coordinator = try await town.token(.coordinator, in: slug)
    let vouched = try await town.patch("/v1/partners/\(sitters.id)", ["noPersonalCare": true], token: coordinator)
    guard vouched.status == 200 else { throw TownFault.refused(vouched.text) }
    sitting = try await town.offer(
      of: sitters,
      [
        "title": "An afternoon's sitting", "stay": "at_home", "category": "care", "confirmation": .string(sitterSays),
      ], dates: 2)
    carer = try await town.carer(person)
  }

  func wish(_ change: [String: JSON] = [:], slot: Int = 0) -> [String: JSON] {
    var care: JSONObject = JSONObject()
    care["offerId"] = .string(sitting.id)
    care["slots"] = [.string(sitting.slots[slot])]
    care["needs"] = ["Company and a cup of tea"]
    for (name, value) in change { care[name] = value }
    return ["replacementCare": .object(care)]
  }

  /// The wish as a body of its own.
  func body() -> JSONObject { wish().reduce(into: JSONObject()) { $0[$1.key] = $1.value } }

  func book(_ change: [String: JSON] = [:]) async throws -> Answer {
    try await town.book(theatre, carer.token, wish().merging(change) { $1 })
  }

  func show(_ reference: String?) async throws -> JSON {
    try await town.get("/v1/bookings/\(reference ?? "")", token: carer.token).json
  }

  func act(_ act: String, _ reference: String?, _ body: JSON? = nil, by token: String? = nil) async throws -> Answer {
    try await town.post("/v1/bookings/\(reference ?? "")/\(act)", body, token: token ?? carer.token)
  }
}
