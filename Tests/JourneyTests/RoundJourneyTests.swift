import Breaks
import Foundation
import Store
import TestTown
import TestYard
import Testing
import UseCases
import Wire

@testable import breather

/// Scarce breaks, shared out among all who ask in time.
@Suite(.onEveryEngine) struct RoundJourneyTests {
  @Test func `the theatre ballot: 400 entries for 60 places, redrawn by a stranger`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let offer = try await town.scarce(.ballot, places: 60, ["category": "theatre", "stay": "daytime"])
    let round = try await town.round(of: offer)
    let promised = try #require(try await town.get("/v1/rounds/\(round)").json["seedHash"]?.text)
    var entries: [String] = []
    for (place, carer) in try await town.crowd(400).enumerated() {
      let made = try await town.enter(round, offer.slots, desk, people: 1 + place % 4, ["onBehalfOf": .string(carer)])
      entries.append(try #require(made.json["id"]?.text, "\(made.text)"))
    }
    #expect(try await town.get("/v1/rounds/\(round)/ballot").code == "wrong_state")
    let before = try await town.get("/v1/rounds/\(round)").json
    #expect(before["asked"] == nil)
    #expect(before["seed"] == nil)
    #expect(before["ballotHash"] == nil)
    try await town.draw()

    let drawn = try await town.get("/v1/rounds/\(round)").json
    #expect(drawn["state"]?.text == "drawn")
    #expect(drawn["asked"]?.int == 400)
    let file = try await town.get("/v1/rounds/\(round)/ballot")
    #expect(file.json["seedHash"]?.text == promised)
    #expect(try BallotCheck.differences(in: file.body) == [])
    try await redraw(file.body)
    // What was published stays as it is to the last byte, whatever becomes of the offer.
    #expect(drawn["ballotHash"]?.text == hexadecimal(Store.sha256(file.body)))
    #expect(drawn["seedHash"]?.text == promised)
    let renamed = try await town.patch("/v1/offers/\(offer.id)", ["title": "Another name"], token: offer.host.token)
    #expect(renamed.status == 200)
    #expect(try await town.get("/v1/rounds/\(round)/ballot").body == file.body)
    #expect(try await town.get("/v1/rounds/\(round)").json["ballotHash"] == drawn["ballotHash"])

    // Every winner has a booking, nobody else has, and the last place is not given twice.
    let results = try #require(file.json["results"]?.items)
    let won = Set(results.filter { $0["won"]?.bool == true }.compactMap { $0["pseudonym"]?.text })
    var people = 0
    for (place, id) in entries.enumerated() {
      let entry = try await town.get("/v1/entries/\(id)", token: desk).json
      let isWinner = won.contains(entry["pseudonym"]?.text ?? "")
      #expect(entry["state"]?.text == (isWinner ? "won" : "lost"))
      #expect((entry["booking"] != nil) == isWinner)
      #expect((entry["why"] != nil) != isWinner)
      if isWinner { people += 1 + place % 4 }
    }
    #expect(try await town.placesLeft(offer) == 60 - people)
    #expect(people > 56)
    let letters = try await town.get("/v1/letters?limit=100", token: desk).json["items"]?.items ?? []
    #expect(letters.contains { $0["kind"]?.text == "share_not_this_time" })
  }

  private func redraw(_ file: [UInt8]) async throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let name = "breather-round-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(file).write(to: folder.appendingPathComponent("ballot.json"))
    guard try await Program.run(["python3", "--version"], in: folder).code == 0 else {
      return print("the ballot was not redrawn in Python: there is no python3 here")
    }
    let script = root.appendingPathComponent(".ci/redraw_ballot.py").path
    let run = try await Program.run(["python3", script, "ballot.json"], in: folder)
    #expect(run.code == 0, "\(run.complained)")
  }

  @Test func `who asked for no kind of room is drawn for every kind that would do`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let kinds: JSON = [["kind": "single", "sleeps": 1], ["kind": "double", "sleeps": 2]]
    let rooms: JSON = ["places": 6, "kinds": [["kind": "single", "units": 1], ["kind": "double", "units": 2]]]
    let offer = try await town.offer(of: town.host(), ["allocation": "ballot", "unitKinds": kinds], dates: [rooms])
    let round = try await town.round(of: offer)
    for carer in try await town.crowd(4) {
      #expect(try await town.enter(round, offer.slots, desk, ["onBehalfOf": .string(carer)]).status == 201)
    }
    try await town.draw()
    let file = try await town.get("/v1/rounds/\(round)/ballot")
    #expect(try BallotCheck.differences(in: file.body) == [])
    try await redraw(file.body)
    #expect(file.json["results"]?.items?.count { $0["won"]?.bool == true } == 3)
    let booked = try await town.get("/v1/bookings?area=liverpool", token: desk).json["items"]?.items ?? []
    #expect(booked.compactMap { $0["unitKind"]?.text }.sorted() == ["double", "double", "single"])
  }

  @Test func `while places are shared out nobody books them directly; what is left then goes to whoever comes`()
    async throws
  {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.scarce(.rota, places: 3, dates: 2)
    let carer = try await town.carer()
    let before = try await town.book(offer, carer.token)
    #expect(before.status == 409)
    #expect(before.code == "ask_in_window")
    #expect(before.json["roundId"] == nil)
    let round = try await town.round(of: offer, ["slots": [.string(offer.slots[0])]])
    let told = try await town.book(offer, carer.token, key: "b")
    #expect(told.code == "ask_in_window")
    #expect(told.json["roundId"]?.text == round)
    #expect(told.json["closesAt"]?.text == town.clock.now.adding(hours: 48).text)
    #expect(try await town.book(offer, carer.token, key: "c", ["hold": true]).code == "ask_in_window")
    let desk = try await town.token(.coordinator, in: liverpool)
    let given = try await town.book(
      offer, desk, key: "d", ["onBehalfOf": .string(carer.id), "override": ["reason": "Her mother is dying."]])
    #expect(given.status == 201, "\(given.text)")

    let other = try await town.carer(["email": "bo@example.org"])
    #expect(try await town.enter(round, [offer.slots[0]], other.token).status == 201)
    try await town.draw()
    #expect(try await town.placesLeft(offer) == 1)
    let third = try await town.carer(["email": "cy@example.org"])
    #expect(try await town.book(offer, third.token, key: "e").status == 201)
    #expect(try await town.book(offer, third.token, key: "f", slot: 1).code == "ask_in_window")
  }

  @Test func `by rota who has just had a break comes after who has not, however early they ask`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (first, second) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let usual = try await town.offer(of: town.host(), ["stay": "daytime"])
    #expect(try await town.book(usual, first.token).status == 201)
    let offer = try await town.scarce(.rota, places: 1, ["stay": "daytime"])
    let round = try await town.round(of: offer)
    let early = try await town.enter(round, offer.slots, first.token)
    town.clock.pass(hours: 47)
    let late = try await town.enter(round, offer.slots, second.token)
    #expect(late.status == 201)
    town.clock.pass(hours: -47)
    try await town.draw()
    let lost = try await town.get("/v1/entries/\(early.json["id"]?.text ?? "")", token: first.token).json
    #expect(lost["state"]?.text == "lost")
    #expect(lost["reason"]?.text == "places_gone")
    #expect(lost["drawn"]?["position"]?.int == 2)
    #expect(
      lost["why"]?.text
        == "2 carers asked for 1 place. Those who have waited longest for a break came first, and you were number 2; "
        + "the places were gone after number 1. You lose nothing: your waiting goes on counting for the next time.")
    let won = try await town.get("/v1/entries/\(late.json["id"]?.text ?? "")", token: second.token).json
    #expect(won["state"]?.text == "won")
    let booking = try await town.get("/v1/bookings/\(won["booking"]?.text ?? "")", token: second.token)
    #expect(booking.json["state"]?.text == "confirmed")
    // Her letters are those of any booking; the loser's says why.
    let post = try await town.post()
    let mails = try await post.deliver()
    try await post.stop()
    #expect(mails.contains { $0.to == "bo@example.org" && $0.calendar != nil })
    let letter = try #require(mails.first { $0.to == "aisha@example.org" && $0.text.contains("gone after number 1") })
    #expect(letter.subject == "About what you asked for")
    #expect(letter.text.contains("You can ask for a person to look at it again"))
  }

  @Test func `a share is kept for those with a prescription, and a party is never parted`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let doctor = try await town.doctor(in: liverpool)
    let written = try await town.post("/v1/prescriptions", town.prescription(), token: doctor)
    let code = try #require(written.json["code"]?.text, "\(written.text)")
    let carer = try await town.carer()
    #expect(try await town.post("/v1/prescriptions/\(code)/redeem", [:], token: carer.token).status == 200)
    let offer = try await town.scarce(.ballot, places: 4, ["prescriptionPercent": 50])
    let round = try await town.round(of: offer)
    let desk = try await town.token(.coordinator, in: liverpool)
    for other in try await town.crowd(12) {
      let made = try await town.enter(round, offer.slots, desk, people: 2, ["onBehalfOf": .string(other)])
      #expect(made.status == 201)
    }
    let entry = try await town.enter(
      round, offer.slots, carer.token, people: 2, ["prescription": .string(code), "note": "We come by bus."])
    try await town.draw()
    let kept = try await town.get("/v1/entries/\(entry.json["id"]?.text ?? "")", token: carer.token).json
    #expect(kept["state"]?.text == "won")
    #expect(kept["drawn"]?["fromKept"]?.bool == true)
    #expect(try await town.placesLeft(offer) == 0)
    let usual = try await town.offer(of: offer.host, ["stay": "daytime"])
    let spent = try await town.book(usual, carer.token, key: "spent", ["prescription": .string(code)])
    #expect(spent.code == "prescription_used")
    let file = try await town.get("/v1/rounds/\(round)/ballot")
    #expect(file.json["slots"]?[0]?["kept"]?["places"]?.int == 2)
    #expect(!file.text.contains(carer.id) && !file.text.contains(code) && !file.text.contains("bus"))
  }

  @Test func `who may not have the break any more by the day of the draw loses with that reason`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.scarce(.ballot, places: 4)
    let round = try await town.round(of: offer)
    let carer = try await town.carer()
    let entry = try await town.enter(round, offer.slots, carer.token)
    // One night each half-year is all that the area gives, and she takes it elsewhere meanwhile.
    let usual = try await town.offer(of: offer.host)
    #expect(try await town.book(usual, carer.token).status == 201)
    try await town.draw()
    let lost = try await town.get("/v1/entries/\(entry.json["id"]?.text ?? "")", token: carer.token).json
    #expect(lost["state"]?.text == "lost")
    #expect(lost["reason"]?.text == "cap_reached")
    #expect(lost["why"]?.text == Refusal.capReached(resetsOn: try Day(text: "2027-01-01")).sentence)
    let file = try await town.get("/v1/rounds/\(round)/ballot").json
    #expect(file["entries"]?[0]?["setAside"]?.bool == true)
    #expect(file["results"]?.items == [])
    #expect(try await town.placesLeft(offer) == 4)
  }
}
