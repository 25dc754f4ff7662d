import Breaks
import TestTown
import Testing
import Wire

/// What calendars hold after a booking has changed: exactly its dates, and nothing that was left over.
@Suite(.onEveryEngine) struct CalendarJourneyTests {
  /// A course of mornings, and the post that tells of it.
  private struct Course {
    let town: Town
    let offer: Break
    let carer: (id: String, token: String)
    let post: TownPost
    let reference: String

    init(_ confirmation: String = "instant", dates: [Int], of person: [String: JSON] = [:]) async throws {
      town = try await Town.make()
      try await town.area()
      offer = try await town.offer(
        of: town.host(), ["stay": "daytime", "category": "learning", "confirmation": .string(confirmation)], dates: 3)
      carer = try await town.carer(person)
      post = try await town.post()
      let slots = dates.map { [offer] in JSON.string(offer.slots[$0]) }
      let booked = try await town.book(offer, carer.token, ["slots": .array(slots)])
      reference = try #require(booked.json["reference"]?.text)
    }

    func change(_ dates: [Int], key: String) async throws -> Answer {
      let slots = dates.map { JSON.string(offer.slots[$0]) }
      return try await town.post(
        "/v1/bookings/\(reference)/change", ["slots": .array(slots)], token: carer.token,
        headers: ["Idempotency-Key": key])
    }

    /// What a mail program's calendar shows to somebody after all letters so far: the starts of its events.
    func calendar(of address: String) async throws -> [String] {
      var events: [String: (sequence: Int, start: String?)] = [:]
      for mail in try await post.deliver() where mail.to == address {
        let lines = (mail.calendar ?? "").split(whereSeparator: \.isNewline)
        let isRequest = lines.contains("METHOD:REQUEST")
        func values(_ name: String) -> [String] {
          lines.filter { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
        }
        let sequences = values("SEQUENCE").compactMap { Int($0) }
        for ((uid, sequence), start) in zip(zip(values("UID"), sequences), values("DTSTART")) {
          // What is not newer than what it knows, a calendar leaves out.
          if let known = events[uid] { #expect(sequence > known.sequence, "\(mail.subject)") }
          if !isRequest { #expect(events[uid]?.start != nil, "\(mail.subject) takes out what is not there") }
          events[uid] = (sequence, isRequest ? start : nil)
        }
      }
      return events.values.compactMap(\.start).sorted()
    }

    /// The starts of some of the course's mornings, as calendars write them.
    func starts(_ dates: [Int]) -> [String] {
      dates.map { week in
        let start = London.instant(London.day(of: Town.start).adding(days: 7 + 7 * week), minuteOfDay: 15 * 60)
        return String(start.text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
      }
    }
  }

  private static let both = ["aisha@example.org", Town.hostEmail]

  @Test func `mornings that a carer gives up leave both calendars, come back, and leave with the rest`() async throws {
    let course = try await Course(dates: [0, 1, 2])
    for reader in Self.both { #expect(try await course.calendar(of: reader) == course.starts([0, 1, 2])) }
    for (number, dates) in [[1], [0, 2], [2], [0, 1, 2]].enumerated() {
      #expect(try await course.change(dates, key: "\(number)").status == 200)
      for reader in Self.both { #expect(try await course.calendar(of: reader) == course.starts(dates), "\(dates)") }
    }
    _ = try await course.town.post("/v1/bookings/\(course.reference)/cancel", token: course.carer.token)
    for reader in Self.both { #expect(try await course.calendar(of: reader) == []) }
    try await course.post.stop()
  }

  @Test func `what a place agrees to takes the mornings out that it replaces`() async throws {
    let course = try await Course("partner", dates: [0, 1])
    let host = course.offer.host.token
    #expect(try await course.town.post("/v1/bookings/\(course.reference)/accept", token: host).status == 200)
    for reader in Self.both { #expect(try await course.calendar(of: reader) == course.starts([0, 1])) }
    let request = try #require(try await course.change([2], key: "c").json["reference"]?.text)
    for reader in Self.both { #expect(try await course.calendar(of: reader) == course.starts([0, 1])) }
    #expect(try await course.town.post("/v1/bookings/\(request)/accept", token: host).status == 200)
    for reader in Self.both { #expect(try await course.calendar(of: reader) == course.starts([2])) }
    let mails = try await course.post.deliver().filter { $0.subject.hasPrefix("For your calendar") }
    #expect(mails.count == 2 && mails.allSatisfy { $0.text.contains("Monday 7 December") })
    try await course.post.stop()
  }

  @Test func `who keeps no calendar, or was told of nothing yet, gets no letter about dates that are off`() async throws
  {
    let course = try await Course(dates: [0, 1, 2], of: ["contact": ["calendar": false]])
    // The first letter is not sent yet: it will tell of what is booked by then.
    #expect(try await course.change([0, 1], key: "1").status == 200)
    for reader in [Town.hostEmail] { #expect(try await course.calendar(of: reader) == course.starts([0, 1])) }
    #expect(try await course.change([0], key: "2").status == 200)
    #expect(try await course.calendar(of: Town.hostEmail) == course.starts([0]))
    let off = try await course.post.deliver().filter { $0.subject.hasPrefix("For your calendar") }
    #expect(off.map(\.to) == [Town.hostEmail])
    try await course.post.stop()
  }
}
