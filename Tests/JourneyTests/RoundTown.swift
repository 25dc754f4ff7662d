import Breaks
import Foundation
import Store
import TestTown
import UseCases
import Wire

// Scarce breaks, and crowds that ask for them.

extension Town {
  /// Publishes an offer whose places are shared out; its dates begin seven days on.
  func scarce(
    _ allocation: Allocation, places: Int, dates: Int = 1, _ change: [String: JSON] = [:]
  ) async throws -> Break {
    var change = change
    change["allocation"] = .string(allocation.rawValue)
    return try await offer(of: host(), change, places: places, dates: dates)
  }

  /// Opens a round of all an offer's dates that closes after two days.
  func round(of offer: Break, _ change: [String: JSON] = [:]) async throws -> String {
    var body = JSONObject()
    body["slots"] = .array(offer.slots.map(JSON.string))
    body["closesAt"] = .string(clock.now.adding(hours: 48).text)
    for (name, value) in change { body[name] = value }
    let made = try await post("/v1/offers/\(offer.id)/rounds", .object(body), token: offer.host.token)
    guard made.status == 201, let id = made.json["id"]?.text else { throw TownFault.refused(made.text) }
    return id
  }

  /// Asks in a round.
  func enter(
    _ round: String, _ slots: [String], _ token: String, people: Int = 1, _ change: [String: JSON] = [:]
  ) async throws -> Answer {
    var body = JSONObject()
    body["slots"] = .array(slots.map(JSON.string))
    body["party"] = .array([["kind": "carer"]] + Array(repeating: ["kind": "companion"], count: people - 1))
    for (name, value) in change { body[name] = value }
    return try await post("/v1/rounds/\(round)/entries", .object(body), token: token)
  }

  /// Lets the window close and does all chores until none is left.
  func draw() async throws {
    clock.pass(hours: 48)
    for _ in 1...20 {
      let done = await market.doChores()
      guard done.faults.isEmpty else { throw TownFault.refused(done.faults.joined(separator: "\n")) }
      if done.done.isEmpty { return }
    }
  }

  /// Registers and verifies many carers without e-mail, past the API.
  func crowd(_ count: Int) async throws -> [String] {
    try await carryOut { errand in
      var errand = errand
      errand.quiet = true
      return try (0..<count).map { number in
        let details = CarerDetails(
          name: "Carer \(number)", phone: try UKPhone(text: "0151 496 0303"), postcode: try Postcode(text: "L17 4JT"),
          birthDate: try Day(text: "1970-01-01"), area: AreaSlug(stored: "liverpool"),
          contact: SafeContact(safeBy: [.phone]))
        let answers = Consents(privacy: true, shareWithPartners: true)
        let carer = try errand.registerCarer(CarerRegistration(details: details, consents: answers))
        return try errand.verifyCarer(carer.id, Evidence(text: "seen", kind: .other), ifVersion: nil).id.text
      }
    }
  }
}
