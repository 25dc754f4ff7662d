import Breaks
import TestTown
import Testing
import Wire

@Suite(.onEveryEngine) struct CareJourneyTests {
  @Test func `one call books the matinée and the sitter, and both stand`() async throws {
    let day = try await Afternoon()
    let booked = try await day.book()
    #expect(booked.status == 201)
    #expect(booked.json["state"]?.text == "confirmed")
    #expect(booked.json["replacementCare"]?["state"]?.text == "confirmed")
    let care = try await day.show(booked.json["replacementCare"]?["reference"]?.text)
    #expect(care["careFor"]?["reference"]?.text == booked.json["reference"]?.text)
    #expect(care["care"]?["needs"]?[0]?.text == "Company and a cup of tea")
    #expect(try await day.town.placesLeft(day.sitting) == 3)
  }

  @Test func `care that ends before the curtain falls books neither`() async throws {
    let day = try await Afternoon()
    let short = try await day.town.book(day.theatre, day.carer.token, day.wish(slot: 1))
    #expect(short.status == 422)
    #expect(short.errors == ["/replacementCare/slots care_does_not_cover"])
    let mute = try await day.town.book(
      day.theatre, day.carer.token, key: "b", day.wish(["needs": [], "ratio": "three"]))
    #expect(mute.errors.contains("/replacementCare/ratio unknown_value"))
    let unsaid = try await day.town.book(day.theatre, day.carer.token, key: "c", day.wish(["needs": .null]))
    #expect(unsaid.status == 422)
    #expect(try await day.town.placesLeft(day.theatre) == 4)
    #expect(try await day.town.placesLeft(day.sitting) == 4)
  }

  @Test func `the break waits until the sitter has said yes, and only then the theatre learns a name`() async throws {
    let day = try await Afternoon("instant", "partner")
    let post = try await day.town.post()
    let booked = try await day.book()
    #expect(booked.json["state"]?.text == "requested")
    #expect(booked.json["decideBy"] == nil)
    let first = try await post.deliver()
    #expect(first.contains { $0.to == "aisha@example.org" && $0.text.contains("Your places are kept for you.") })
    #expect(!first.contains { $0.to == Town.hostEmail })
    let care = booked.json["replacementCare"]?["reference"]?.text
    #expect(try await day.act("accept", care, by: day.sitting.host.token).status == 200)
    let reference = booked.json["reference"]?.text
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
    let after = try await post.deliver()
    #expect(after.last { $0.to == Town.hostEmail }?.text.contains("Aisha Khan-Whitworth") == true)
    try await post.stop()
  }

  @Test func `the theatre's yes alone does not make it final either`() async throws {
    let day = try await Afternoon("partner", "partner")
    let booked = try await day.book()
    let reference = booked.json["reference"]?.text
    #expect(try await day.act("accept", reference, by: day.theatre.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "requested")
    #expect(try await day.act("accept", reference, by: day.theatre.host.token).code == "wrong_state")
    let care = booked.json["replacementCare"]?["reference"]?.text
    #expect(try await day.act("accept", care, by: day.sitting.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
  }

  @Test func `the sitter cancels and the break waits for the carer's word`() async throws {
    let day = try await Afternoon()
    let post = try await day.town.post()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    let before = try await post.deliver().count
    #expect(try await day.act("care", reference, ["how": "arranged"]).code == "wrong_state")
    #expect(try await day.act("cancel", care, ["reason": "Ill."], by: day.sitting.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
    let asked = try await post.deliver().dropFirst(before)
    #expect(
      asked.contains { $0.to == "aisha@example.org" && $0.text.contains("Nothing else happens until you tell us") })
    #expect(!asked.contains { $0.to == Town.hostEmail })
    let other = try await day.act(
      "care", reference, .object(day.wish().reduce(into: JSONObject()) { $0[$1.key] = $1.value }))
    #expect(other.status == 200)
    #expect(other.json["replacementCare"]?["state"]?.text == "confirmed")
    #expect(other.json["replacementCare"]?["reference"]?.text != care)
    try await post.stop()
  }

  @Test func `a break that waited for care that fell away is final when the carer manages otherwise`() async throws {
    let day = try await Afternoon("instant", "partner")
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    #expect(try await day.act("decline", care, by: day.sitting.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "requested")
    #expect(try await day.act("care", reference, ["how": "needed"]).status == 422)
    #expect(try await day.act("care", reference, [:]).status == 422)
    let managed = try await day.act("care", reference, ["how": "arranged"])
    #expect(managed.json["state"]?.text == "confirmed")
    #expect(managed.json["replacementCare"] == nil)
  }

  @Test func `who cancels the matinée is asked about the sitter, or gives both up at once`() async throws {
    let day = try await Afternoon()
    let post = try await day.town.post()
    let booked = try await day.book()
    let care = booked.json["replacementCare"]?["reference"]?.text
    #expect(try await day.act("cancel", booked.json["reference"]?.text, ["why": "illness"]).status == 200)
    #expect(try await day.show(care)["state"]?.text == "confirmed")
    #expect(try await post.deliver().contains { $0.text.contains("The help at home that goes with it still stands") })
    #expect(try await day.act("cancel", care, ["why": "illness"]).status == 200)
    let again = try await day.town.book(day.theatre, day.carer.token, key: "b", day.wish())
    let both = try await day.act("cancel", again.json["reference"]?.text, ["why": "illness", "careToo": true])
    #expect(both.json["state"]?.text == "cancelled")
    #expect(try await day.show(again.json["replacementCare"]?["reference"]?.text)["state"]?.text == "cancelled")
    #expect(try await day.town.placesLeft(day.sitting) == 4)
    try await post.stop()
  }

  @Test func `sitting hours are counted against the week's allowance, and neither is booked beyond it`() async throws {
    let day = try await Afternoon("instant", "instant", ["careHoursPerWeek": 20])
    #expect(try await day.book().status == 201)
    let more = try await day.town.book(
      day.sitting, day.carer.token, key: "b", slot: 1,
      ["party": [["kind": "cared_for"]], "care": ["needs": ["Company"], "ratio": "one_to_one"]])
    #expect(more.status == 201)
    let lean = try await Afternoon("instant", "instant", ["careHoursPerWeek": 19])
    let refused = try await lean.book()
    #expect(refused.status == 409)
    #expect(refused.code == "care_not_available")
    #expect(try await lean.town.placesLeft(lean.theatre) == 4)
    let direct = try await lean.town.book(
      lean.sitting, lean.carer.token, key: "c", ["party": [["kind": "cared_for"]], "care": ["needs": ["Company"]]])
    #expect(direct.code == "care_hours_reached")
  }

  @Test func `whoever books care says for whom and what they need`() async throws {
    let day = try await Afternoon()
    let mute = try await day.town.book(day.sitting, day.carer.token)
    #expect(mute.status == 422)
    #expect(mute.errors == ["/care/needs required"])
    let odd = try await day.town.book(day.theatre, day.carer.token, key: "b", ["care": ["needs": ["Company"]]])
    #expect(odd.errors == ["/care not_allowed_here"])
  }
}
