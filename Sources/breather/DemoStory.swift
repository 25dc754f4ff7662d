import Breaks
import Foundation
import MailSink
import Wire

/// The story the demo plays through the real API: from a GP's prescription to a break, and back.
struct DemoStory {
  let visitor: DemoVisitor
  let post: DemoPost
  /// One token a role, from the seeds.
  let tokens: [String: String]
  let say: @Sendable (String) -> Void

  private static let carerEmail = "maureen.ashcombe@example.org"

  /// Plays all steps.
  ///
  /// - Throws: `DemoFailure` at the first step that does not go as told.
  func play() async throws {
    let code = try await prescribe()
    try await register()
    let token = try await signIn()
    try await redeem(code, token)
    let (offer, slot) = try await browse()
    let reference = try await book(offer, slot, code, token)
    try await hotelReads(reference)
    try await lettersArrive(reference)
    try await cancel(reference, offer, slot, token)
    say("That is the whole story: every step went through the HTTP API, a SQLite file and a mail server.")
  }

  private func prescribe() async throws -> String {
    say("1. At her surgery, Maureen says she has not had a day off in three years. The GP prescribes a break.")
    let answer = try await visitor.post(
      "/v1/prescriptions", as: tokens["prescriber"], key: "demo-prescription",
      [
        "carer": [
          "name": "Maureen Ashcombe", "email": .string(DemoStory.carerEmail), "phone": "0151 496 0177",
          "postcode": "L17 4JT", "birthDate": "1964-03-09",
        ],
        "reason": "Cares for her husband after a stroke, sleeps badly, needs rest.",
        "needs": ["a night of unbroken sleep"], "urgency": "soon",
        "consent": ["given": true, "recordedAt": .string(visitor.secondsAgo(60)), "by": "self", "messageBack": true],
        "prescriber": ["name": "Dr Demo Prescriber", "profession": "gp", "registration": "7654321"],
      ], expecting: 201)
    let code = try answer.text("code")
    try await post.wait(for: DemoStory.carerEmail, containing: code, "the prescription's letter")
    say("   Prescription \(code). A letter with the code is on its way; it names nobody and no illness.")
    return code
  }

  private func register() async throws {
    say("2. At home she registers, and says what she eats: vegetarian, and no tree nuts, not even traces.")
    _ = try await visitor.post(
      "/v1/carers", as: nil, key: "demo-registration",
      [
        "name": "Maureen Ashcombe", "email": .string(DemoStory.carerEmail), "phone": "0151 496 0177",
        "postcode": "L17 4JT", "birthDate": "1964-03-09", "area": "liverpool",
        "food": ["diets": ["vegetarian"], "avoids": ["tree_nuts"], "severe": ["tree_nuts"]],
        "caring": [
          "hoursPerWeek": 60, "caresFor": [["relation": "husband", "needs": ["stroke"]]], "canLeaveOvernight": true,
        ],
        "consents": ["privacy": true, "shareWithPartners": true],
      ], expecting: 201)
  }

  private func signIn() async throws -> String {
    say("3. She asks for a sign-in code, finds it in her mailbox, and types it.")
    _ = try await visitor.post("/v1/sign-in", as: nil, ["email": .string(DemoStory.carerEmail)], expecting: 202)
    let code = try await post.signInCode(for: DemoStory.carerEmail)
    let answer = try await visitor.post(
      "/v1/sign-in/confirm", as: nil, ["email": .string(DemoStory.carerEmail), "code": .string(code)], expecting: 200)
    return try answer.text("token")
  }

  private func redeem(_ code: String, _ token: String) async throws {
    say("4. She redeems the prescription. Birth date and postcode match, so nobody has to ask for more proof.")
    let answer = try await visitor.post("/v1/prescriptions/\(code)/redeem", as: token, expecting: 200)
    try answer.expect("state", "redeemed")
    try await visitor.get("/v1/carers/me", as: token).expect("state", "verified")
  }

  private func browse() async throws -> (offer: String, slot: String) {
    say("5. She looks for a night away for two that can keep nuts out.")
    let partner = try await visitor.get("/v1/me", as: tokens["partner"])
    guard let host = partner["roles"]?[0]?["partnerId"]?.text else {
      throw DemoFailure("The partner has no partnerId.")
    }
    let found = try await visitor.get(
      "/v1/offers?area=liverpool&stay=overnight&diet=vegetarian&avoid=tree_nuts&party=2&free=true&limit=100", as: nil)
    let offers = found["items"]?.items ?? []
    guard
      let offer = offers.first(where: { $0["partner"]?["id"]?.text == host && $0["confirmation"]?.text == "instant" }),
      let id = offer["id"]?.text
    else { throw DemoFailure("None of the offers found is the demo hotel's.") }
    say("   \(offers.count) breaks fit. She likes “\(offer["title"]?.text ?? "")”.")
    // A fortnight on: the hotel wants some notice, and cancelling later is still in time.
    let from = London.day(of: visitor.now()).adding(days: 14).text
    let slots = try await visitor.get("/v1/offers/\(id)/slots?from=\(from)&limit=100", as: nil)
    guard let slot = slots["items"]?.items?.first(where: { ($0["placesLeft"]?.int ?? 0) >= 2 })?["id"]?.text else {
      throw DemoFailure("The offer has no date with two places left.")
    }
    return (id, slot)
  }

  private func book(_ offer: String, _ slot: String, _ code: String, _ token: String) async throws -> String {
    say("6. She books it for herself and her sister, who must eat without milk.")
    let answer = try await visitor.post(
      "/v1/bookings", as: token, key: "demo-booking",
      [
        "offerId": .string(offer), "slots": [.string(slot)],
        "party": [
          ["kind": "carer"],
          ["kind": "companion", "name": "Pauline", "food": ["diets": ["vegetarian"], "avoids": ["milk"]]],
        ],
        "prescription": .string(code), "cover": ["how": "arranged"], "note": "We will come by train.",
      ], expecting: 201)
    try answer.expect("state", "confirmed")
    let reference = try answer.text("reference")
    say("   Confirmed: \(reference).")
    return reference
  }

  private func hotelReads(_ reference: String) async throws {
    say("7. The hotel reads who is coming and what they need; it never learns why, or who is cared for.")
    let host = try await visitor.get("/v1/me", as: tokens["partner"])["roles"]?[0]?["partnerId"]?.text ?? ""
    let list = try await visitor.get("/v1/partners/\(host)/bookings?limit=100", as: tokens["partner"])
    guard let seen = list["items"]?.items?.first(where: { $0["reference"]?.text == reference }) else {
      throw DemoFailure("The hotel does not see the booking.")
    }
    let severe = (seen["food"]?.items ?? []).flatMap { $0["severe"]?.items ?? [] }.compactMap(\.text)
    guard severe == ["tree_nuts"] else { throw DemoFailure("The hotel is not told of the severe allergy.") }
    _ = try await visitor.post("/v1/bookings/\(reference)/needs-seen", as: tokens["partner"], expecting: 200)
    say("   Two guests, led by \(seen["leadName"]?.text ?? "?"); the kitchen has read: no tree nuts, not even traces.")
  }

  private func lettersArrive(_ reference: String) async throws {
    try await post.wait(for: DemoStory.carerEmail, containing: reference, "the carer's letter", method: "REQUEST")
    try await post.wait(for: nil, containing: reference, "the hotel's letter", method: "REQUEST")
    say("8. Both letters have arrived, hers with an entry for her calendar.")
  }

  private func cancel(_ reference: String, _ offer: String, _ slot: String, _ token: String) async throws {
    say("9. Her husband is taken ill, and she cancels. Nothing is held against her.")
    let before = try await placesLeft(offer, slot)
    let answer = try await visitor.post(
      "/v1/bookings/\(reference)/cancel", as: token, ["why": "illness"], expecting: 200)
    try answer.expect("state", "cancelled")
    try await post.wait(for: DemoStory.carerEmail, containing: reference, "the cancellation", method: "CANCEL")
    try await post.wait(for: nil, containing: reference, "the hotel's cancellation", method: "CANCEL")
    guard try await placesLeft(offer, slot) == before + 2 else { throw DemoFailure("The places are not free again.") }
    say("   Both sides have been told, the calendar entry is taken back, and the two places are free again.")
  }

  private func placesLeft(_ offer: String, _ slot: String) async throws -> Int {
    let slots = try await visitor.get("/v1/offers/\(offer)/slots?limit=100", as: nil)["items"]?.items ?? []
    guard let left = slots.first(where: { $0["id"]?.text == slot })?["placesLeft"]?.int else {
      throw DemoFailure("The date is not listed any more.")
    }
    return left
  }
}

/// A step of the story that did not go as told.
struct DemoFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
