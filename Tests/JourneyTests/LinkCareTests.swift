import Breaks
import TestTown
import Testing
import Wire

/// The links by which a carer says what is to become of a break without its care, or of care without its break.
@Suite(.onEveryEngine) struct LinkCareTests {
  /// Her newest letter of those in which a question stands.
  private func asked(_ day: Afternoon, _ post: TownPost, _ reference: String?) async throws -> Mail {
    try #require(
      try await post.deliver().last { mail in
        mail.to == "aisha@example.org" && mail.text.contains("Tell us here") && mail.text.contains(reference ?? "none")
      })
  }

  @Test func `a carer keeps the matinée by the letter's link, because a neighbour steps in`() async throws {
    let day = try await Afternoon("instant", "partner")
    let post = try await day.town.post()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    #expect(try await day.act("decline", care, by: day.sitting.host.token).status == 200)
    let link = try #require(try await asked(day, post, reference).link)

    let page = try await day.town.get(link)
    #expect(page.status == 200)
    #expect(page.text.contains("called off") && page.text.contains("Bluebell House"))
    for word in ["Aisha", "peanuts", "Sit With Me"] { #expect(!page.text.contains(word), "\(word)") }
    for bare in [[], [("answer", "")], [("answer", "keep")], [("answer", "needed")]] as [[(String, String)]] {
      #expect(try await day.town.submit(link, bare).status == 422)
    }
    #expect(try await day.show(reference)["state"]?.text == "requested")

    let kept = try await day.town.submit(link, [("answer", "arranged")])
    #expect(kept.status == 200)
    #expect(kept.text.contains("You keep your booking") && kept.text.contains("somebody else will be there"))
    let now = try await day.show(reference)
    #expect(now["state"]?.text == "confirmed")
    #expect(now["cover"]?["how"]?.text == "arranged" && now["replacementCare"] == nil)
    #expect(try await day.town.trail(of: "booking").contains("care_answered by link"))
    let again = try await day.town.submit(link, [("answer", "cancel")])
    #expect(again.status == 410 && again.text.contains("told us before") && again.text.contains("You keep"))
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
    try await post.stop()
  }

  @Test func `a carer without a sitter cancels the matinée by link, and it costs nothing however late`() async throws {
    let day = try await Afternoon()
    let post = try await day.town.post()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    day.town.clock.pass(hours: 24 * 7)
    #expect(try await day.act("cancel", care, ["reason": "Ill."], by: day.sitting.host.token).status == 200)
    let link = try #require(try await asked(day, post, reference).link)
    let cancelled = try await day.town.submit(link, [("answer", "cancel")])
    #expect(cancelled.status == 200 && cancelled.text.contains("It is cancelled"))
    let now = try await day.show(reference)
    #expect(now["state"]?.text == "cancelled" && now["late"]?.bool == true)
    #expect(now["why"]?.text == "care_fell_through")
    #expect(try await day.town.placesLeft(day.theatre) == 4)
    let caps = try await day.town.get("/v1/carers/me/caps", token: day.carer.token)
    #expect(caps.json["caps"]?.items?.allSatisfy { $0["used"]?.int == 0 } ?? false)
    try await post.stop()
  }

  @Test func `a carer whose matinée is off keeps the sitter, or cancels the sitter`() async throws {
    for answer in ["keep", "cancel"] {
      let day = try await Afternoon()
      let post = try await day.town.post()
      let booked = try await day.book()
      let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
      #expect(try await day.act("cancel", reference, ["reason": "Flooded."], by: day.theatre.host.token).status == 200)
      let link = try #require(try await asked(day, post, care).link)
      #expect(try await day.town.get(link).text.contains("The help at home that goes with it still stands"))
      #expect(try await day.town.submit(link).status == 422)
      #expect(try await day.show(care)["state"]?.text == "confirmed")
      let answered = try await day.town.submit(link, [("answer", answer)])
      #expect(answered.status == 200)
      #expect(try await day.show(care)["state"]?.text == (answer == "keep" ? "confirmed" : "cancelled"))
      #expect(try await day.town.placesLeft(day.sitting) == (answer == "keep" ? 3 : 4))
      let trail = try await day.town.trail(of: "booking")
      #expect(trail.contains(answer == "keep" ? "care_kept by link" : "booking_cancelled by link"))
      let again = try await day.town.submit(link, [("answer", answer == "keep" ? "cancel" : "keep")])
      #expect(again.status == 410 && again.text.contains("told us before"))
      try await post.stop()
    }
  }

  @Test func `what was answered while signed in needs no answer by link, and the link ends when the break begins`()
    async throws
  {
    let day = try await Afternoon()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    _ = try await day.act("cancel", care, ["reason": "Ill."], by: day.sitting.host.token)
    let link = try #require(try await day.town.link(.careLost, of: reference ?? ""))
    #expect(try await day.town.get(link).status == 200)
    #expect(try await day.act("care", reference, .object(day.body())).status == 200)
    #expect(try await day.town.submit(link, [("answer", "cancel")]).text.contains("nothing left to answer"))

    let other = try await day.show(reference)["replacementCare"]?["reference"]?.text
    day.town.clock.pass(hours: 1)
    _ = try await day.act("cancel", other, ["reason": "Ill, too."], by: day.sitting.host.token)
    let anew = try #require(try await day.town.link(.careLost, of: reference ?? ""))
    #expect(anew != link)
    let start = try Instant(text: try #require(try await day.show(reference)["slots"]?[0]?["startsAt"]?.text))
    day.town.clock.pass(seconds: start.seconds(since: day.town.clock.now) - 1)
    #expect(try await day.town.get(anew).status == 200)
    day.town.clock.pass(seconds: 1)
    #expect(try await day.town.submit(anew, [("answer", "cancel")]).status == 410)
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
  }

  @Test func `those who are asked for care read how much and what is needed, in the letter and on the page`()
    async throws
  {
    let day = try await Afternoon("instant", "partner")
    let post = try await day.town.post()
    let wish = day.wish(["ratio": "two_to_one", "needs": ["Help to stand up", "<b>Soft</b> food"]])
    #expect(try await day.town.book(day.theatre, day.carer.token, wish).status == 201)
    let mail = try #require(try await post.deliver().last { $0.to == "rota@sitwithme.example" })
    let page = try await day.town.get(try #require(mail.link))
    for words in ["Two of your staff are needed for this person (2:1).", "Help to stand up"] {
      #expect(mail.text.contains(words) && mail.html.contains(words) && page.text.contains(words), "\(words)")
    }
    #expect(mail.text.contains("Somebody asks you for care") && page.text.contains("Can you give this care?"))
    #expect(mail.text.contains("- <b>Soft</b> food"))
    #expect(page.text.contains("&lt;b&gt;Soft&lt;/b&gt; food") && mail.html.contains("&lt;b&gt;Soft&lt;/b&gt; food"))
    for name in ["Aisha", "Khan"] { #expect(!mail.everything.contains(name) && !page.text.contains(name), "\(name)") }
    try await post.stop()
  }
}
