import Breaks
import TestTown
import Testing
import Wire

/// The link by which a carer cancels.
@Suite(.onEveryEngine) struct LinkCancelTests {
  @Test func `a carer cancels by the letter's link and says why, and life costs no break`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let post = try await town.post()
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let mails = try await post.deliver()
    let mail = try #require(mails.last { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    let link = try #require(mail.link)
    #expect(mail.html.contains("<a href=\"https://breather.example\(link)\">cancel here</a>"))

    let page = try await town.get(link)
    #expect(page.text.contains("A night by the beach") && page.text.contains("Bluebell House"))
    #expect(!page.text.contains("Aisha") && !page.text.contains("peanuts"))
    let kept = try await town.submit(link, [("answer", "keep"), ("why", "illness")])
    #expect(kept.status == 200)
    #expect(kept.text.contains("Nothing has changed"))
    #expect(try await town.placesLeft(offer) == 3)

    town.clock.pass(hours: 24 * 7 + 4)
    let cancelled = try await town.submit(link, [("answer", "cancel"), ("why", "bereavement")])
    #expect(cancelled.status == 200)
    #expect(try await town.placesLeft(offer) == 4)
    let seen = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(seen.json["state"]?.text == "cancelled")
    #expect(seen.json["late"]?.bool == true)
    #expect(try await town.trail(of: "booking").contains("booking_cancelled bereavement by link"))
    let later = try await post.deliver().dropFirst(mails.count)
    #expect(later.last { $0.to == "aisha@example.org" }?.calendar?.contains("METHOD:CANCEL") == true)
    #expect(later.last { $0.to == Town.hostEmail }?.text.contains(reference) == true)
    let again = try await town.submit(link, [("answer", "cancel")])
    #expect(again.status == 410 && again.text.contains("It is cancelled"))
    // The half-year's one night is still hers.
    let other = try await town.offer(of: offer.host)
    #expect(try await town.book(other, carer.token, key: "b").status == 201)
    try await post.stop()
  }

  @Test func `the link ends when the break begins`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let link = try #require(try await town.link(.carerCancel, of: reference))
    let start = London.instant(London.day(of: Town.start).adding(days: 7), minuteOfDay: 15 * 60)
    town.clock.pass(seconds: start.seconds(since: town.clock.now))
    #expect(try await town.submit(link, [("answer", "cancel")]).status == 410)
    #expect(try await town.get("/v1/bookings/\(reference)", token: carer.token).json["state"]?.text == "confirmed")
  }

  @Test func `a discreet carer's letter has no link, and a page that was open already tells no place and no date`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host())
    let carer = try await town.carer(["contact": ["discreet": true]])
    let post = try await town.post()
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let mail = try #require(
      try await post.deliver().last { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    #expect(mail.link == nil && !mail.everything.contains("/l/"))
    let link = try #require(try await town.link(.carerCancel, of: reference))
    for page in [try await town.get(link), try await town.submit(link, [("answer", "cancel")])] {
      #expect(page.status == 200)
      for word in ["beach", "Bluebell", "Crosby", "November", "December", "2026", "Breathe", "Aisha"] {
        #expect(!page.text.contains(word), "\(word)")
      }
    }
    try await post.stop()
  }

  @Test func `whoever reads a letter aloud is given no link`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host())
    let carer = try await town.carer(["email": .null])
    _ = try await town.book(offer, carer.token)
    let volunteer = try await town.token(.volunteer, in: area)
    let listed = try await town.get("/v1/letters?state=to_do", token: volunteer)
    let letters = (listed.json["items"]?.items ?? []).filter { $0["kind"]?.text == "booking_confirmed" }
    let id = try #require(letters.first?["id"]?.text)
    let words = try await town.get("/v1/letters/\(id)", token: volunteer)
    #expect(words.text.contains("sign in and cancel") && !words.text.contains("/l/"))
  }
}
