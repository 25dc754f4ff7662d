import Breaks
import TestTown
import Testing
import UseCases
import Wire

/// Who asks without waiting stands behind everybody in line, also where nobody has looked at the line for a while.
@Suite(.onEveryEngine) struct WaitingTurnTests {
  /// A full night, somebody in line for it whose share is used up, and a cancellation that so helped nobody.
  private struct Line {
    let town: Town
    let offer: Break
    let waiting: (id: String, token: String)
    let path: String
    let used: String

    init() async throws {
      town = try await Town.make()
      try await town.area()
      let host = try await town.host()
      offer = try await town.offer(of: host, places: 1)
      let elsewhere = try await town.offer(of: host)
      waiting = try await town.carer()
      let first = try await town.carer(["email": "first@example.org"])
      used = try await town.booked(elsewhere, waiting.token)
      let booked = try await town.booked(offer, first.token)
      path = try await town.inLine(for: offer, waiting.token)
      _ = try await town.post(booked + "/cancel", ["why": "illness"], token: first.token)
    }
  }

  @Test func `whoever is refused for their sake leaves the place to them`() async throws {
    let line = try await Line()
    let town = line.town
    #expect(try await town.steps(line.path, line.waiting.token) == ["joined", "not_eligible cap_reached"])
    let administrator = try await town.token(.administrator, in: AreaSlug(stored: "liverpool"))
    let more: JSON = ["caps": [["stay": "overnight", "count": 2, "per": "half_year"]]]
    #expect(try await town.patch("/v1/areas/liverpool", more, token: administrator).status == 200)
    let other = try await town.carer(["email": "bo@example.org"])
    let refused = try await town.book(line.offer, other.token)
    #expect(refused.code == "held_by_others", "\(refused.text)")
    // Not the promise of a moment that went with the refusal: the place is kept for who waited.
    let offered = try await town.get(line.path, token: line.waiting.token).json
    #expect(offered["state"]?.text == "offered")
    #expect(offered["heldUntil"] == refused.json["retryAt"])
    #expect(try await town.post(line.path + "/accept", token: line.waiting.token).status == 200)
  }

  @Test func `whose absence is excused has their share again, and their turn at once`() async throws {
    let line = try await Line()
    let town = line.town
    let later = try await town.offer(
      of: line.offer.host,
      dates: [["startsAt": "2026-12-14T15:00:00Z", "endsAt": "2026-12-15T11:00:00Z", "places": 1]])
    let holder = try await town.carer(["email": "holder@example.org"])
    let booked = try await town.booked(later, holder.token)
    let path = try await town.inLine(for: later, line.waiting.token)
    _ = try await town.post(booked + "/cancel", ["why": "illness"], token: holder.token)
    #expect(try await town.steps(path, line.waiting.token).last == "not_eligible cap_reached")
    town.clock.set(try Instant(text: "2026-12-01T12:00:00Z"))
    #expect(try await town.post(line.used + "/absent", token: line.offer.host.token).status == 200)
    let excused = try await town.post(line.used + "/absence", ["why": "illness"], token: line.waiting.token)
    #expect(excused.status == 200, "\(excused.text)")
    #expect(try await town.get(path, token: line.waiting.token).json["state"]?.text == "offered")
  }
}
