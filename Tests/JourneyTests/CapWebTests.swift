import Breaks
import TestTown
import Testing
import Wire

@Suite(.onEveryEngine) struct CapWebTests {
  /// `overnight 1/half_year: 0 used, 1 left until 2027-01-01; then 0 used, 1 left` of each cap.
  private static func words(_ answer: Answer) -> [String] {
    (answer.json["caps"]?.items ?? []).map { cap in
      func number(_ json: JSON?, _ name: String) -> String { json?[name]?.int.map(String.init) ?? "?" }
      return
        "\(cap["stay"]?.text ?? "") \(number(cap, "count"))/\(cap["per"]?.text ?? ""): \(number(cap, "used")) used, "
        + "\(number(cap, "left")) left until \(cap["resetsOn"]?.text ?? ""); then \(number(cap["next"], "used")) used, "
        + "\(number(cap["next"], "left")) left"
    }
  }

  @Test func `a carer sees what is used and left, and what a booking is refused for`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host()
    let night = try await town.offer(of: host, dates: 8)
    let carer = try await town.carer()
    let before = try await town.get("/v1/carers/me/caps", token: carer.token)
    #expect(before.status == 200, "\(before.text)")
    #expect(
      Self.words(before) == [
        "overnight 1/half_year: 0 used, 1 left until 2027-01-01; then 0 used, 1 left",
        "daytime 4/quarter: 0 used, 4 left until 2027-01-01; then 0 used, 4 left",
      ])
    // The first date is on 30 November, the seventh on 11 January.
    let booked = try await town.book(night, carer.token)
    #expect(booked.status == 201, "\(booked.text)")
    let used = try await town.get("/v1/carers/me/caps", token: carer.token)
    #expect(
      Self.words(used).first == "overnight 1/half_year: 1 used, 0 left until 2027-01-01; then 0 used, 1 left")
    let refused = try await town.book(night, carer.token, key: "second", slot: 1)
    #expect(refused.code == "cap_reached")
    #expect(refused.json["capResetsOn"] == used.json["caps"]?[0]?["resetsOn"])
    let found = try await town.get("/v1/offers?fitsMe=true", token: carer.token)
    let says = found.json["items"]?[0]?["fit"]?["says"]?.items ?? []
    #expect(says.contains { $0["what"]?.text == "cap" && $0["answer"]?.text == "ask" }, "\(found.text)")
    #expect(try await town.book(night, carer.token, key: "later", slot: 6).status == 201)
    let both = try await town.get("/v1/carers/me/caps", token: carer.token)
    #expect(
      Self.words(both).first == "overnight 1/half_year: 1 used, 0 left until 2027-01-01; then 1 used, 0 left")
    let reference = try #require(booked.json["reference"]?.text)
    let coordinator = try await town.token(.coordinator, in: area)
    let declined = try await town.post(
      "/v1/bookings/\(reference)/cancel", ["spokeTo": "Jo", "reason": "flood"], token: coordinator)
    #expect(declined.status == 200, "\(declined.text)")
    // What the partner takes back costs the carer nothing.
    let back = try await town.get("/v1/carers/me/caps", token: carer.token)
    #expect(
      Self.words(back).first == "overnight 1/half_year: 0 used, 1 left until 2027-01-01; then 1 used, 0 left")
  }

  @Test func `the desk of the area sees a carer's caps, and it is kept who looked`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let carer = try await town.carer()
    let volunteer = try await town.token(.volunteer, in: area)
    let path = "/v1/carers/\(carer.id)/caps"
    let seen = try await town.get(path, token: volunteer)
    #expect(seen.status == 200 && Self.words(seen).count == 2)
    #expect(seen.json == (try await town.get("/v1/carers/me/caps", token: carer.token)).json)
    #expect(try await town.get(path, token: carer.token).status == 200)
    let away = try await town.area("wigan")
    #expect(try await town.get(path, token: try await town.token(.volunteer, in: away)).status == 404)
    #expect(try await town.get(path, token: try await town.token(.commissioner, in: area)).status == 403)
    #expect(try await town.get("/v1/carers/me/caps", token: volunteer).status == 403)
    #expect(try await town.get(path).status == 401)
    let kept = try await town.carryOut { errand in
      try errand.store.sql.query("SELECT subject_id FROM audit_entry WHERE act = 'caps_read'").map {
        try $0.text("subject_id")
      }
    }
    #expect(kept == [carer.id])
  }
}
