import Breaks
import TestTown
import Testing
import UseCases
import Wire

/// An absence costs nothing until the carer has been asked; silence excuses.
@Suite(.onEveryEngine) struct AbsenceJourneyTests {
  /// A night to which nobody came, marked on the day after.
  private struct Missed {
    let town: Town
    let area: AreaSlug
    let offer: Break
    let carer: (id: String, token: String)
    let path: String

    init() async throws {
      town = try await Town.make()
      area = try await town.area()
      // Two of the three dates lie in the same half of a year.
      offer = try await town.offer(of: town.host(), dates: 4)
      carer = try await town.carer()
      let booked = try await town.book(offer, carer.token)
      path = "/v1/bookings/\(try #require(booked.json["reference"]?.text))"
      town.clock.pass(hours: 24 * 9)
      let marked = try await town.post(path + "/absent", token: offer.host.token)
      #expect(marked.json["state"]?.text == "absent")
      #expect(!marked.text.contains("absence"))
    }

    func say(_ answer: JSON, by token: String? = nil) async throws -> Answer {
      try await town.post(path + "/absence", answer, token: token ?? carer.token)
    }

    func bookAgain(_ key: String = "again") async throws -> Answer {
      try await town.book(offer, carer.token, key: key, slot: 2)
    }
  }

  @Test func `the carer is asked kindly, and silence excuses after a fortnight`() async throws {
    let story = try await Missed()
    let post = try await story.town.post()
    let letter = try #require(try await post.deliver().last { $0.to == "aisha@example.org" })
    #expect(letter.subject.hasPrefix("Is all well with you"))
    let asked = try await story.town.get(story.path, token: story.carer.token).json["absence"]
    #expect(asked?["answerBy"]?.text == story.town.clock.now.adding(hours: 336).text)
    #expect(asked?["excused"] == nil)
    story.town.clock.pass(hours: 335)
    #expect(await story.town.market.doChores() == ChoresDone())
    story.town.clock.pass(hours: 1)
    #expect(await story.town.market.doChores().done == ["excuse_absences": 1])
    #expect(await story.town.market.doChores() == ChoresDone())
    let settled = try await story.town.get(story.path, token: story.carer.token).json["absence"]
    #expect(settled?["excused"]?.bool == true)
    #expect(settled?["answerBy"] == nil)
    #expect(try await story.say(["why": "illness"]).code == "wrong_state")
    try await post.stop()
  }

  @Test func `it costs nothing while the answer is waited for`() async throws {
    let story = try await Missed()
    #expect(try await story.bookAgain().status == 201)
  }

  @Test func `what life did costs nothing, a change of mind counts`() async throws {
    let excused = try await Missed()
    #expect(try await excused.say(["why": "transport"]).json["absence"]?["excused"]?.bool == true)
    #expect(try await excused.bookAgain().status == 201)
    let counts = try await Missed()
    let answer = try await counts.say(["why": "changed_mind"])
    #expect(answer.json["absence"]?["excused"]?.bool == false)
    #expect(try await counts.bookAgain().code == "cap_reached")
    #expect(try await counts.say(["why": "illness"]).code == "wrong_state")
  }

  @Test func `a coordinator excuses whatever was said, and says why`() async throws {
    let story = try await Missed()
    let volunteer = try await story.town.token(.volunteer, in: story.area)
    let coordinator = try await story.town.token(.coordinator, in: story.area)
    let excuse: JSON = ["why": "other", "reason": "We had told her the wrong day.", "excused": true]
    #expect(try await story.say(excuse, by: volunteer).status == 403)
    #expect(try await story.say(["why": "other", "excused": true], by: coordinator).errors == ["/reason required"])
    #expect(try await story.say(["why": "illness"], by: story.offer.host.token).status == 403)
    #expect(try await story.say(["why": "other"], by: volunteer).json["absence"]?["excused"]?.bool == false)
    #expect(try await story.bookAgain("a").code == "cap_reached")
    #expect(try await story.say(excuse, by: coordinator).json["absence"]?["excused"]?.bool == true)
    #expect(try await story.bookAgain("b").status == 201)
  }

  @Test func `a slip is put right: the break was had after all`() async throws {
    let story = try await Missed()
    let came = try await story.town.post(story.path + "/attended", token: story.offer.host.token)
    #expect(came.json["state"]?.text == "attended")
    let shown = try await story.town.get(story.path, token: story.carer.token)
    #expect(shown.json["absence"] == nil)
    #expect(try await story.bookAgain().code == "cap_reached")
    let post = try await story.town.post()
    #expect(try await !post.deliver().contains { $0.subject.hasPrefix("Is all well") })
    try await post.stop()
  }

  @Test func `the last break taken is one that was had, or stayed away from without an excuse`() async throws {
    let story = try await Missed()
    let id: ID<Carer> = try ID(text: story.carer.id)
    func lastTook() async throws -> [ID<Carer>: Instant] {
      try await story.town.carryOut { try $0.store.standings.lastTookAt([id], stay: .overnight) }
    }
    #expect(try await lastTook() == [:])
    #expect(try await story.say(["why": "other"]).status == 200)
    let start = try await story.town.get(story.path, token: story.carer.token).json["slots"]?[0]?["startsAt"]?.text
    #expect(try await lastTook()[id]?.text == start)
  }
}
