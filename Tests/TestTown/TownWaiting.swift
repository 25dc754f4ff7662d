import Breaks
import Store
import UseCases
import Wire

// Waiting lists, as a town's people use them.

extension Town {
  /// A party of one carer, or more.
  package static func party(_ people: Int) -> JSON {
    .array((0..<people).map { $0 == 0 ? ["kind": "carer"] : ["kind": "companion"] })
  }

  /// Joins the waiting list for the one who is signed in.
  package func wait(
    for offer: Break, _ token: String, people: Int = 1, slots: [Int] = [0], _ change: [String: JSON] = [:]
  ) async throws -> Answer {
    var body = JSONObject()
    body["offerId"] = .string(offer.id)
    body["slots"] = .array(slots.map { .string(offer.slots[$0]) })
    body["party"] = Town.party(people)
    for (name, value) in change { body[name] = value }
    return try await post("/v1/waiting", .object(body), token: token)
  }

  /// Joins the waiting list; it must go well.
  ///
  /// - Returns: the address of the party's waiting.
  package func inLine(for offer: Break, _ token: String, people: Int = 1, slots: [Int] = [0]) async throws -> String {
    let joined = try await wait(for: offer, token, people: people, slots: slots)
    guard joined.status == 201, let id = joined.json["id"]?.text else { throw TownFault.refused(joined.text) }
    clock.pass(seconds: 1)
    return "/v1/waiting/\(id)"
  }

  /// Books; it must go well.
  ///
  /// - Returns: the address of the booking.
  package func booked(_ offer: Break, _ token: String, people: Int = 1, slot: Int = 0) async throws -> String {
    let made = try await book(offer, token, key: "booked-\(slot)", slot: slot, ["party": Town.party(people)])
    guard made.status == 201, let reference = made.json["reference"]?.text else { throw TownFault.refused(made.text) }
    return "/v1/bookings/\(reference)"
  }

  /// What happened to a party in line: the code of each step, with the reason of those that have one.
  package func steps(_ path: String, _ token: String) async throws -> [String] {
    let shown = try await get(path, token: token)
    return (shown.json["steps"]?.items ?? []).map { step in
      let more = [
        step["code"]?.text, step["needed"]?.int.map { "needs \($0)" }, step["free"]?.int.map { "\($0) free" },
      ]
      return ([step["what"]?.text ?? ""] + more.compactMap { $0 }).joined(separator: " ")
    }
  }

  /// Carers of addresses of their own, signed in.
  package func carers(_ count: Int) async throws -> [(id: String, token: String)] {
    var carers: [(id: String, token: String)] = []
    for number in 0..<count { carers.append(try await carer(["email": .string("carer\(number)@example.org")])) }
    return carers
  }
}
