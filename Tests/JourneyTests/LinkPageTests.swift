import Breaks
import TestTown
import Testing
import Web
import Wire

/// What goes wrong behind a letter's link is told on a page, for it is a person who reads it.
@Suite(.onEveryEngine) struct LinkPageTests {
  private func isPage(_ answer: Answer, saying words: String) -> Bool {
    answer.header("Content-Type") == "text/html; charset=utf-8" && answer.text.hasPrefix("<!DOCTYPE html>")
      && answer.text.contains("<h1>\(words)</h1>") && answer.text.contains("ring the number in your letter")
      && answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'; style-src 'sha256-") == true
      && answer.header("Referrer-Policy") == "no-referrer" && answer.header("Cache-Control") == "no-store"
      && answer.header("X-Robots-Tag") == "noindex"
  }

  /// A request that waits for the host's answer, and the link by which they give it.
  private func asked(in town: Town) async throws -> (link: String, reference: String, token: String) {
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"])
    let carer = try await town.carer()
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    return (try #require(try await town.link(.partnerAnswer, of: reference)), reference, carer.token)
  }

  @Test func `what cannot be read is told on a page, with the status that programs know`() async throws {
    let town = try await Town.make()
    let link = try await asked(in: town).link
    func send(_ type: String, _ body: String) async throws -> Answer {
      try await town.send("POST", link, Sending(headers: ["Content-Type": type], body: Array(body.utf8)))
    }
    let form = "application/x-www-form-urlencoded"
    let wrong = try await send("application/json", "{}")
    #expect(wrong.status == 415 && isPage(wrong, saying: "We could not read that"))
    let torn = try await send(form, "answer=%zz")
    #expect(torn.status == 400 && isPage(torn, saying: "We could not read that"))
    let long = try await send(form, "answer=accept&message=" + String(repeating: "a", count: 13_000))
    #expect(long.status == 413 && isPage(long, saying: "That was too long for us"))
    let huge = try await send(form, String(repeating: "a", count: 70_000))
    #expect(huge.status == 413 && isPage(huge, saying: "That was too long for us"))
    let deleted = try await town.send("DELETE", link, Sending())
    #expect(deleted.status == 405 && isPage(deleted, saying: "We could not read that"))
    #expect(deleted.header("Allow") == "GET, HEAD, POST")
    for path in ["/l/", "/l/a/b", "/l/%ff"] {
      let none = try await town.get(path)
      #expect(none.status == 404 && none.text.contains("<h1>We do not know this link</h1>"), "\(path)")
    }
    // Everything else still speaks to programs.
    #expect(try await town.get("/lines").header("Content-Type") == "application/problem+json")
  }

  @Test func `who comes too often, or when there is too much to do, is asked to wait`() async throws {
    let calm = try await Town.make(settings: { settings in
      settings.rateLimits = true
      settings.limits.general = Rate(burst: 1, perSecond: 0.5)
    })
    _ = try await calm.get("/l/none")
    let often = try await calm.get("/l/none")
    #expect(often.status == 429 && often.header("Retry-After") == "2")
    #expect(isPage(often, saying: "Please try again in a moment") && often.text.contains("wait 2 seconds"))
    let busy = try await Town.make(settings: { $0.limits.inFlightMax = 0 })
    let full = try await busy.get("/l/none")
    #expect(full.status == 503 && full.header("Retry-After") == "1")
    #expect(isPage(full, saying: "Please try again in a moment"))
  }

  @Test func `an answer is never given to another request than the page showed`() async throws {
    let town = try await Town.make()
    let (link, reference, token) = try await asked(in: town)
    let page = try await town.get(link)
    let field = "name=\"seen\" value=\""
    let seen = try #require(page.text.components(separatedBy: field).last?.prefix { $0 != "\"" })
    #expect(page.text.contains(field) && !seen.isEmpty)
    let three: JSON = ["party": [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]]
    let changed = try await town.post(
      "/v1/bookings/\(reference)/change", three, token: token, headers: ["Idempotency-Key": "c"])
    #expect(changed.status == 200)
    for old in [String(seen), "x"] {
      let late = try await town.submit(link, [("answer", "accept"), ("seen", old), ("message", "Welcome!")])
      #expect(late.status == 409)
      #expect(late.text.contains("This has changed since you opened the page") && late.text.contains("3 adults"))
      #expect(late.text.contains("Welcome!"))
    }
    #expect(try await town.get("/v1/bookings/\(reference)", token: token).json["state"]?.text == "requested")
    let now = try #require(changed.json["version"]?.int)
    #expect(try await town.submit(link, [("answer", "accept"), ("seen", "\(now)")]).status == 200)
    #expect(try await town.get("/v1/bookings/\(reference)", token: token).json["state"]?.text == "confirmed")
  }
}
