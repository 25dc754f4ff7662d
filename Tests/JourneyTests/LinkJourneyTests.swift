import Breaks
import TestTown
import Testing
import Wire

/// What a letter's link lets its reader do, and what it does not.
@Suite(.onEveryEngine) struct LinkJourneyTests {
  /// A request that waits for the host's answer.
  private struct Asked {
    let town: Town
    let offer: Break
    let carer: (id: String, token: String)
    let post: TownPost
    let reference: String
    let link: String

    /// The request's state, as its carer sees it.
    func state() async throws -> String? {
      try await town.get("/v1/bookings/\(reference)", token: carer.token).json["state"]?.text
    }
  }

  private func asked(_ change: [String: JSON] = [:], of person: [String: JSON] = [:]) async throws -> Asked {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), change.merging(["confirmation": "partner"]) { $1 })
    let (carer, post) = (try await town.carer(person), try await town.post())
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let mail = try #require(try await post.deliver().last { $0.to == Town.hostEmail })
    return Asked(
      town: town, offer: offer, carer: carer, post: post, reference: reference, link: try #require(mail.link))
  }

  @Test func `a hotel says yes by the letter's link, without signing in`() async throws {
    let asked = try await asked()
    let page = try await asked.town.get(asked.link)
    #expect(page.status == 200)
    #expect(page.text.contains(asked.reference) && page.text.contains("A night by the beach"))
    #expect(page.text.contains("SEVERE: peanuts"))
    #expect(!page.text.contains("Aisha"))
    let answered = try await asked.town.submit(asked.link, [("answer", "accept"), ("message", "Ring the side bell.")])
    #expect(answered.status == 200)
    #expect(answered.text.contains("They are coming"))
    #expect(try await asked.state() == "confirmed")

    let mails = try await asked.post.deliver()
    let hers = try #require(mails.last { $0.to == "aisha@example.org" })
    #expect(hers.text.contains("Ring the side bell.") && hers.calendar?.contains("METHOD:REQUEST") == true)
    #expect(mails.last { $0.to == Town.hostEmail }?.text.contains("Aisha Khan-Whitworth") == true)
    #expect(try await asked.town.trail(of: "booking").contains("booking_accepted by link"))
    try await asked.post.stop()
  }

  @Test func `a hotel says no by the letter's link, and the carer reads why`() async throws {
    let asked = try await asked()
    let answered = try await asked.town.submit(
      asked.link, [("answer", "decline"), ("message", "A wedding party.\r\nIn March there is room.")])
    #expect(answered.status == 200)
    #expect(try await asked.state() == "declined")
    #expect(try await asked.town.placesLeft(asked.offer) == 4)
    let hers = try #require(try await asked.post.deliver().last { $0.to == "aisha@example.org" })
    #expect(hers.text.contains("A wedding party. In March there is room."))
    try await asked.post.stop()
  }

  @Test func `a program that follows links and sends bare forms decides nothing`() async throws {
    let asked = try await asked()
    for _ in 0..<3 {
      #expect(try await asked.town.get(asked.link).status == 200)
      #expect(try await asked.town.send("HEAD", asked.link, Sending()).status == 200)
      #expect(try await asked.town.get(asked.link + "?answer=accept").status == 200)
    }
    let forms: [[(String, String)]] = [
      [], [("answer", "")], [("message", "x")], [("answer", "maybe")], [("answer", "accept"), ("x", "1")],
    ]
    for fields in forms {
      let again = try await asked.town.submit(asked.link, fields)
      #expect(again.status == 422)
      #expect(again.text.contains("Please choose one of the answers"))
    }
    let bare = try await asked.town.send("POST", asked.link, Sending())
    #expect(bare.status == 422)
    #expect(try await asked.state() == "requested")
    #expect(try await asked.town.trail(of: "booking") == ["booking_made"])
    #expect(try await asked.town.submit(asked.link, [("answer", "accept")]).status == 200)
    try await asked.post.stop()
  }

  @Test func `one altered character makes it no link of ours`() async throws {
    let asked = try await asked()
    let token = Array(asked.link.dropFirst(3))
    #expect(token.count == 43)
    for place in token.indices {
      var altered = token
      altered[place] = token[place] == "A" ? "B" : "A"
      // The last character has bits to spare: even those that mean nothing are not another way to write it.
      let written = [String(altered), String(token[..<place])]
      for text in written {
        let answer = try await asked.town.submit("/l/\(text)", [("answer", "accept")])
        #expect(answer.status == 404, "character \(place)")
      }
    }
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for last in alphabet where last != token[42] {
      #expect(try await asked.town.get("/l/\(String(token[..<42]))\(last)").status == 404)
    }
    let none = try await asked.town.get("/l/\(String(token))x")
    #expect(none.status == 404)
    #expect(none.text.contains("We do not know this link"))
    #expect(try await asked.state() == "requested")
    try await asked.post.stop()
  }

  @Test func `a link is dead from its deadline on`() async throws {
    let asked = try await asked()
    let booking = try await asked.town.get("/v1/bookings/\(asked.reference)", token: asked.carer.token)
    let decideBy = try Instant(text: try #require(booking.json["decideBy"]?.text))
    asked.town.clock.pass(seconds: decideBy.seconds(since: asked.town.clock.now) - 1)
    #expect(try await asked.town.get(asked.link).status == 200)
    asked.town.clock.pass(seconds: 1)
    let answer = try await asked.town.submit(asked.link, [("answer", "accept")])
    #expect(answer.status == 410)
    #expect(answer.text.contains("0151 496 0100"))
    #expect(try await asked.state() == "requested")
    try await asked.post.stop()
  }

  @Test func `an answer counts once, and the second time the page says what it was`() async throws {
    let asked = try await asked()
    _ = try await asked.town.submit(asked.link, [("answer", "decline")])
    for again in [
      try await asked.town.submit(asked.link, [("answer", "accept")]), try await asked.town.get(asked.link),
    ] {
      #expect(again.status == 410)
      #expect(again.text.contains("You said no") && again.text.contains("told us before"))
    }
    #expect(try await asked.state() == "declined")
    try await asked.post.stop()
  }

  @Test func `what was settled while signed in needs no answer by link any more`() async throws {
    let asked = try await asked()
    _ = try await asked.town.post("/v1/bookings/\(asked.reference)/accept", token: asked.offer.host.token)
    let late = try await asked.town.submit(asked.link, [("answer", "decline")])
    #expect(late.status == 410)
    #expect(late.text.contains("nothing left to answer"))
    #expect(try await asked.state() == "confirmed")
    try await asked.post.stop()
  }

  @Test func `two answers at the same moment are one answer`() async throws {
    let asked = try await asked()
    async let yes = asked.town.submit(asked.link, [("answer", "accept")])
    async let no = asked.town.submit(asked.link, [("answer", "decline")])
    let statuses = try await [yes.status, no.status].sorted()
    #expect(statuses == [200, 410])
    #expect(
      try await asked.post.deliver().filter { $0.to == "aisha@example.org" && $0.text.contains(asked.reference) }.count
        == 2)
    try await asked.post.stop()
  }

  @Test func `a hostile title is text on the page, and the page has no script and asks nobody else`() async throws {
    let title = "<script>alert('1')</script><style>"
    let asked = try await asked(["title": .string(title)])
    let page = try await asked.town.get(asked.link)
    #expect(page.text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;style&gt;"))
    for word in [
      "<script", "http://", "https://", "javascript:", " style=", " onclick", "<img", "<link", "@import", "url(",
    ] {
      #expect(!page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("<html lang=\"en-GB\">") && page.text.components(separatedBy: "<h1>").count == 2)
    let policy = page.header("Content-Security-Policy") ?? ""
    #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && policy.contains("form-action 'self'"))
    #expect(!policy.contains("unsafe"))
    #expect(page.header("Referrer-Policy") == "no-referrer")
    #expect(page.header("Cache-Control") == "no-store")
    #expect(page.header("X-Robots-Tag") == "noindex")
    #expect(page.header("Content-Type") == "text/html; charset=utf-8")
    try await asked.post.stop()
  }

  @Test(arguments: [
    ("application/json", "{\"answer\":\"accept\"}", 415), ("text/plain", "answer=accept", 415),
    ("application/x-www-form-urlencoded", "answer=accept&answer=decline", 400),
    ("application/x-www-form-urlencoded", "answer=%zz", 400), ("application/x-www-form-urlencoded", "answer=%ff", 400),
    ("application/x-www-form-urlencoded", "a&b&c&d&e&f&g&h&i&j&k", 400),
    ("application/x-www-form-urlencoded", "answer=accept&message=" + String(repeating: "a", count: 12 * 1024), 413),
    ("application/x-www-form-urlencoded", "answer=accept&message=" + String(repeating: "a", count: 1001), 422),
    ("application/x-www-form-urlencoded", "answer=accept&message=%00", 422),
    (
      "application/x-www-form-urlencoded; charset=UTF-8",
      "answer=accept&message=" + String(repeating: "a", count: 1000), 200
    ),
  ])
  func `a form is read strictly`(type: String, body: String, status: Int) async throws {
    let asked = try await asked()
    let sent = Sending(headers: ["Content-Type": type], body: Array(body.utf8))
    let answer = try await asked.town.send("POST", asked.link, sent)
    #expect(answer.status == status)
    #expect(try await asked.state() == (status == 200 ? "confirmed" : "requested"))
    if status == 422 { #expect(answer.text.contains("too long for us")) }
    try await asked.post.stop()
  }

  @Test func `no token is logged or measured`() async throws {
    let asked = try await asked()
    _ = try await asked.town.submit(asked.link, [("answer", "accept"), ("message", "canary words")])
    let told = asked.town.log.lines.joined(separator: "\n") + asked.town.metrics.text
    #expect(told.contains("route=/l/{token}"))
    #expect(!told.contains(asked.link.dropFirst(3)) && !told.contains("canary"))
    try await asked.post.stop()
  }
}
