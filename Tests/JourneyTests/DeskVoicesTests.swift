import Foundation
import TestTown
import TestYard
import Testing
import Wire

@testable import Desk

/// What people say through the phone desk: no field is missing, and danger comes first.
@Suite struct `what carers say through the phone desk` {
  private static let id = "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01"

  @Test func `every field of a concern can be said`() throws {
    let raise = try Concerns.Raise.parse([
      "--about", "partner-conduct", "--words", "He shouted.", "--danger-now", "--area", "wigan", "--booking",
      "mr7n wdj",
      "--partner", Self.id, "--carer", "1",
    ])
    #expect(raise.dangerNow == true)
    #expect(
      raise.body(words: "He shouted.", danger: true, carer: "c") == [
        "about": "partner_conduct", "words": "He shouted.", "dangerNow": true, "area": "wigan",
        "bookingReference": "mr7n wdj", "partnerId": .string(Self.id), "carerId": "c",
      ])
    #expect(try Concerns.Raise.parse(["--about", "child"]).dangerNow == nil)
    #expect(try Concerns.Raise.parse(["--about", "child", "--no-danger-now"]).dangerNow == false)
    let list = try Concerns.List.parse(["--area", "wigan", "--state", "open", "--limit", "5", "--cursor", "x"])
    #expect(list.query.map { "\($0.name)=\($0.value)" } == ["area=wigan", "state=open", "limit=5", "cursor=x"])
    let people = try Concerns.People.parse(["wigan", "--name", "a", "--name", "b"])
    #expect(people.body == ["people": ["a", "b"]])
  }

  @Test func `in danger the first line is 999 and the area's number, plain`() {
    let danger: JSON = ["call": "999", "areaPhone": "0151 496 0199", "message": "Please ring 999 now."]
    let lines = ConcernPages.raised(danger, on: Terminal(width: 80))
    #expect(lines.first == "RING 999 NOW, THEN 0151 496 0199.")
    let calm: JSON = ["areaPhone": "0151 496 0199", "message": "Thank you."]
    #expect(ConcernPages.raised(calm, on: Terminal(width: 80)).first?.contains("0151 496 0199") == true)
    #expect(
      ConcernPages.raised(danger, on: Terminal(width: 80, hasColour: true)).first?.contains("\u{1B}[1;31m") == true)
  }

  @Test func `a concern to read shows how its raiser is spoken to safely, and every note`() {
    let concern: JSON = [
      "about": "adult", "area": "liverpool", "dangerNow": true, "state": "open", "raisedAt": "2027-03-05T15:00:00Z",
      "words": "He shouted.", "raisedBy": ["name": "Moira", "phone": "0151 496 0123", "note": "Never on Sundays."],
      "partner": ["id": .string(Self.id), "name": "The Lantern"],
      "notes": [["kind": "note", "words": "Rang.", "by": "Ngozi", "at": "2027-03-05T16:00:00Z"]],
    ]
    let lines = ConcernPages.page(concern, row: "1", on: Terminal(width: 100))
    #expect(lines.first == "Somebody was in danger when this was raised.")
    for words in ["leave none; try again later", "Never on Sundays.", "The Lantern", "He shouted.", "Noted by Ngozi"] {
      #expect(lines.contains { $0.contains(words) }, "\(words)")
    }
  }

  @Test func `every field of a wish, of a second and of a closing can be said`() throws {
    let make = try Wishes.Make.parse([
      "--for", "1", "--checked", "postcode", "--checked", "birth-date", "--words", "Clay", "--area", "wigan",
      "--category", "learning", "--stay", "at-home", "--near", "WN1 1YB", "--language", "pa",
    ])
    #expect(
      make.body(words: "Clay", carer: "c") == [
        "words": "Clay", "area": "wigan", "category": "learning", "stay": "at_home", "near": "WN1 1YB",
        "language": "pa",
        "onBehalfOf": "c", "identity": ["checked": ["postcode", "birth_date"]],
      ])
    #expect(try Wishes.Second.parse(["1"]).body(carer: nil) == [:])
    #expect(try Wishes.Second.parse(["1", "--undo"]).undo)
    #expect(
      try Wishes.Close.parse(["1", "--why", "not-possible"]).body(offer: "o") == [
        "why": "not_possible", "offerId": "o",
      ])
    let list = try Wishes.List.parse(["--area", "wigan", "--state", "shown", "--limit", "5", "--cursor", "x"])
    #expect(
      list.query(carer: "c").map { "\($0.name)=\($0.value)" } == [
        "carerId=c", "area=wigan", "state=shown", "limit=5", "cursor=x",
      ])
  }

  @Test func `every star of feedback can be given, and an average is told from enough answers on`() throws {
    let give = try FeedbackDesk.Give.parse([
      "MR7N-WDJ", "--for", "1", "--checked", "postcode", "--checked", "phone", "--welcome", "5", "--food", "4",
      "--access", "3", "--recommend", "2", "--words", "Fine.", "--words-private",
    ])
    #expect(
      give.body(carer: "c") == [
        "welcome": 5, "food": 4, "access": 3, "wouldRecommend": 2, "words": "Fine.", "wordsPrivate": true,
        "onBehalfOf": "c", "identity": ["checked": ["postcode", "phone"]],
      ])
    let found: JSON = [
      "items": [["month": "2027-03", "title": "Tea", "welcome": 5]], "next": .null, "averagesFrom": 5,
      "averages": ["welcome": ["count": 6, "average": 4.5], "food": ["count": 1], "access": ["count": 0]],
    ]
    let lines = FeedbackPages.list(found, on: Terminal(width: 100))
    #expect(lines.contains { $0.contains("4.5 of 5 (6 answers)") })
    #expect(lines.contains { $0.contains("1 answer; an average from 5 on") })
  }
}

/// The built program against a town that is served: what is typed arrives.
@Suite(.inTurn) struct DeskVoicesProgramTests {
  /// A config folder of each test's own: what was listed last is kept there.
  private let config =
    NSTemporaryDirectory() + "/breather-desk-voices-" + String(UInt64.random(in: 0 ... .max), radix: 36)

  private func breather(_ port: Int, _ token: String, _ words: [String]) async throws -> Program.End {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather")
    return try await Program.run(
      words.isEmpty ? [program.path] : [program.path] + words, in: FileManager.default.temporaryDirectory,
      environment: [
        "PATH": "/usr/bin:/bin", "BREATHER_SERVER": "http://127.0.0.1:\(port)", "BREATHER_TOKEN": token,
        "XDG_CONFIG_HOME": config,
      ])
  }

  @Test func `a concern is raised in danger, read by who is named, and by nobody else`() async throws {
    defer { try? FileManager.default.removeItem(atPath: config) }
    try await Ground.on(.sqlite) {
      let town = try await Town.make()
      let area = try await town.area()
      let (coordinator, administrator) = (
        try await town.token(.coordinator, in: area), try await town.token(.administrator, in: area)
      )
      let id = try #require(try await town.get("/v1/me", token: coordinator).json["id"]?.text)
      let carer = try await town.carer()
      try await town.serve { port in
        let named = try await breather(port, administrator, ["concerns", "people", "liverpool", "--name", id])
        #expect(named.code == 0 && named.said.contains("Sam Porter"), "\(named.complained)")
        let raised = try await breather(
          port, carer.token, ["concerns", "raise", "--about", "adult", "--words", "He shouted.", "--danger-now"])
        #expect(raised.code == 0, "\(raised.complained)")
        #expect(raised.said.hasPrefix("RING 999 NOW, THEN 0151 496 0199.\n"))
        #expect(raised.complained.hasPrefix("RING 999 NOW."))
        let list = try await breather(port, coordinator, ["concerns", "list"])
        #expect(list.said.contains("YES") && !list.said.contains("shouted"), "\(list.complained)")
        let read = try await breather(port, coordinator, ["concerns", "read", "1"])
        #expect(read.said.contains("He shouted.") && read.said.contains("Aisha Khan-Whitworth"), "\(read.complained)")
        #expect(try await breather(port, carer.token, ["concerns", "list"]).code == DeskExit.notAllowed.rawValue)
        let unsaid = try await breather(port, carer.token, ["concerns", "raise", "--about", "adult", "--words", "x"])
        #expect(unsaid.code == DeskExit.usage.rawValue && unsaid.complained.contains("--no-danger-now"))
        // Standard input is empty here: nothing is said, and the server says so.
        let empty = try await breather(
          port, carer.token, ["concerns", "raise", "--about", "adult", "--words", "-", "--no-danger-now"])
        #expect(empty.code == DeskExit.wrongInput.rawValue, "\(empty.complained)")
      }
    }
  }

  @Test func `a wish is counted, kept from who might know whose it is, and taken back`() async throws {
    defer { try? FileManager.default.removeItem(atPath: config) }
    try await Ground.on(.sqlite) {
      let town = try await Town.make()
      let area = try await town.area()
      let (coordinator, commissioner) = (
        try await town.token(.coordinator, in: area), try await town.token(.commissioner, in: area)
      )
      let carer = try await town.carer()
      try await town.serve { port in
        let wished = try await breather(port, carer.token, ["wishes", "make", "--words", "Clay", "--near", "L1"])
        #expect(wished.code == 0 && wished.said.contains("near L1"), "\(wished.complained)")
        let demand = try await breather(port, coordinator, ["demand"])
        #expect(demand.code == 0 && demand.said.contains("Clay"), "\(demand.complained)")
        let report = try await breather(port, commissioner, ["demand"])
        #expect(report.said.contains("1 wish of fewer than 5 people not shown."), "\(report.complained)")
        _ = try await breather(port, carer.token, ["wishes", "list"])
        let back = try await breather(port, carer.token, ["wishes", "withdraw", "1", "--yes"])
        #expect(back.code == 0 && back.said.contains("closed: withdrawn"), "\(back.complained)")
        #expect(try await breather(port, coordinator, ["demand"]).said.contains("No wish waits."))
      }
    }
  }
}
