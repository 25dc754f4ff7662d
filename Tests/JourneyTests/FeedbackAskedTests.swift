import Breaks
import Store
import TestTown
import Testing
import UseCases
import Wire

/// A letter asks once how a break was; it is answered on its page, without a login.
@Suite(.onEveryEngine) struct FeedbackAskedTests {
  /// A night that was had; the day after is over.
  private struct Home {
    let town: Town
    let area: AreaSlug
    let offer: Break
    let carer: (id: String, token: String)
    let post: TownPost
    let reference: String

    init(_ person: [String: JSON] = [:]) async throws {
      town = try await Town.make()
      area = try await town.area()
      offer = try await town.offer(of: town.host(), ["stay": "daytime"], places: 12)
      carer = try await town.carer(person)
      post = try await town.post()
      reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
      town.clock.pass(hours: 24 * 9 + 4)
      _ = try await post.deliver()
    }

    /// What the chore does, and the letters that went then.
    func ask() async throws -> [Mail] {
      let before = try await post.deliver().count
      #expect(await town.market.doChores().done["ask_feedback"] == 1)
      return Array(try await post.deliver().dropFirst(before))
    }

    func seen() async throws -> JSON {
      try await town.get("/v1/partners/\(offer.host.id)/feedback", token: offer.host.token).json
    }
  }

  @Test func `a day after a break its carer is asked once, and answers on the letter's page`() async throws {
    let home = try await Home()
    let mail = try #require(try await home.ask().first)
    #expect(mail.to == "aisha@example.org" && mail.subject == "How was it? \(home.reference)")
    #expect(mail.text.contains("They are not told your name") && mail.text.contains("We ask only this once."))
    let link = try #require(mail.link)
    let page = try await home.town.get(link)
    #expect(page.status == 200 && page.text.contains("Bluebell House") && !page.text.contains("Aisha"))
    let said = [("welcome", "5"), ("food", ""), ("wouldRecommend", "4"), ("message", "Nobody stared.\r\nThank you.")]
    let thanked = try await home.town.submit(link, said)
    #expect(thanked.status == 200 && thanked.text.contains("Thank you for telling us"))
    let seen = try #require(try await home.seen()["items"]?[0])
    #expect(seen["welcome"]?.int == 5 && seen["food"] == nil && seen["wouldRecommend"]?.int == 4)
    #expect(seen["words"]?.text == "Nobody stared.\nThank you.")
    #expect(try await home.town.trail(of: "booking").suffix(2) == ["feedback_asked", "feedback_given by link"])
    #expect(try await home.town.submit(link, [("welcome", "1")]).status == 410)
    #expect(try await home.seen()["items"]?[0]?["welcome"]?.int == 5)
    #expect(await home.town.market.doChores() == ChoresDone())
    try await home.post.stop()
  }

  @Test func `a form without a star says nothing, and what was filled in is still there`() async throws {
    let home = try await Home()
    let link = try #require(try await home.ask().first?.link)
    let forms: [[(String, String)]] = [
      [], [("answer", "given")], [("welcome", "")], [("welcome", "6")], [("welcome", "5"), ("x", "1")],
      [("message", "Lovely.")], [("welcome", "5"), ("food", "0")],
    ]
    for fields in forms { #expect(try await home.town.submit(link, fields).status == 422) }
    let long = String(repeating: "ਪ", count: 1001)
    let again = try await home.town.submit(
      link, [("welcome", "5"), ("food", "2"), ("message", long), ("private", "yes")])
    #expect(again.status == 422 && again.text.contains(long))
    for kept in ["welcome-5", "food-2", "private"] { #expect(again.text.contains("id=\"\(kept)\" checked")) }
    #expect(again.text.components(separatedBy: " checked").count == 4)
    #expect(try await home.seen()["items"]?.items == [])
    let said = try await home.town.submit(
      link, [("welcome", "1"), ("message", String(long.dropLast())), ("private", "yes")])
    #expect(said.status == 200)
    #expect(try await home.seen()["items"]?[0]?["welcome"]?.int == 1)
    #expect(try await home.seen()["items"]?[0]?["words"] == nil)
    try await home.post.stop()
  }

  @Test func `who has said it already, or is marked as absent, is not asked`() async throws {
    let said = try await Home()
    let path = "/v1/bookings/\(said.reference)"
    #expect(try await said.town.post(path + "/feedback", ["food": 5], token: said.carer.token).status == 200)
    #expect(await said.town.market.doChores() == ChoresDone())
    let absent = try await Home()
    _ = try await absent.town.post(
      "/v1/bookings/\(absent.reference)/absent", token: absent.offer.host.token)
    #expect(await absent.town.market.doChores() == ChoresDone())
    for home in [said, absent] { try await home.post.stop() }
  }

  @Test func `what was said meanwhile closes the link, and the letter is not sent`() async throws {
    let home = try await Home()
    #expect(await home.town.market.doChores().done["ask_feedback"] == 1)
    let link = try #require(try await home.town.link(.feedback, of: home.reference))
    let path = "/v1/bookings/\(home.reference)/feedback"
    #expect(try await home.town.post(path, ["food": 5], token: home.carer.token).status == 200)
    let before = try await home.post.deliver()
    #expect(!before.contains { $0.subject.hasPrefix("How was it?") })
    let late = try await home.town.submit(link, [("food", "1")])
    #expect(late.status == 410 && late.text.contains("There is nothing left to answer"))
    #expect(try await home.seen()["items"]?[0]?["food"]?.int == 5)
    try await home.post.stop()
  }

  @Test func `who is left in peace is asked nothing, then or later`() async throws {
    let home = try await Home()
    let path = "/v1/carers/\(home.carer.id)"
    _ = try await home.town.post(path + "/quiet", ["why": "bereavement"], token: home.carer.token)
    #expect(try await home.ask().isEmpty)
    _ = try await home.town.post(path + "/lift", token: home.carer.token)
    #expect(await home.town.market.doChores() == ChoresDone())
    #expect(try await home.town.link(.feedback, of: home.reference) == nil)
    // The letter of another is queued when they ask to be left in peace.
    let other = try await Home()
    #expect(await other.town.market.doChores().done["ask_feedback"] == 1)
    let quiet = "/v1/carers/\(other.carer.id)/quiet"
    _ = try await other.town.post(quiet, ["why": "emergency"], token: other.carer.token)
    #expect(try await !other.post.deliver().contains { $0.subject.hasPrefix("How was it?") })
    for home in [home, other] { try await home.post.stop() }
  }

  @Test func `after the carer's death the link opens nothing`() async throws {
    let home = try await Home()
    let link = try #require(try await home.ask().first?.link)
    let volunteer = try await home.town.token(.volunteer, in: home.area)
    _ = try await home.town.post("/v1/carers/\(home.carer.id)/quiet", ["why": "carer_died"], token: volunteer)
    #expect(try await home.town.submit(link, [("welcome", "5")]).status == 410)
    #expect(try await home.seen()["items"]?.items == [])
    try await home.post.stop()
  }

  @Test func `who gets letters by telephone is rung up, and not when they have said it before`() async throws {
    let home = try await Home(["contact": ["safeBy": ["phone"]]])
    #expect(try await home.ask().isEmpty)
    let volunteer = try await home.town.token(.volunteer, in: home.area)
    func calls() async throws -> [String] {
      let list = try await home.town.get("/v1/letters?by=phone&limit=100", token: volunteer).json["items"]?.items ?? []
      return list.compactMap { $0["kind"]?.text == "feedback_asked" ? $0["id"]?.text : nil }
    }
    let call = try #require(try await calls().first)
    let read = try await home.town.get("/v1/letters/\(call)", token: volunteer)
    #expect(read.json["text"]?.text?.contains("Bluebell House will read what you say") == true)
    let path = "/v1/bookings/\(home.reference)/feedback"
    #expect(try await home.town.post(path, ["food": 5], token: home.carer.token).status == 200)
    #expect(try await calls().isEmpty)
    try await home.post.stop()
  }

  @Test func `a discreet carer's letter says nothing, and no child is asked`() async throws {
    let home = try await Home(["contact": ["discreet": true]])
    let mail = try #require(try await home.ask().first)
    #expect(mail.subject == "A message for you" && mail.link == nil && !mail.everything.contains("Bluebell"))
    let child = try await Home(["birthDate": "2009-06-01"])
    #expect(try await child.ask().isEmpty)
    for home in [home, child] { try await home.post.stop() }
  }
}
