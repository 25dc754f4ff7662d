import Breaks
import SQL
import TestTown
import TestYard
import Testing

@testable import Store

@Suite(.inTurn) struct OfferPlanTests {
  /// How the engine says it will walk the tables for a search, a line a step.
  private static func plan(_ shape: (inout OfferSearch) -> Void) async throws -> [String] {
    var search = OfferSearch()
    shape(&search)
    var statement = OfferStatement(
      search: search,
      centre: search.near.map { OutwardCentre(outward: $0, latitudeMicro: 53_403_000, longitudeMicro: -2_980_000) },
      now: OfferFair.now)
    let sql = "EXPLAIN QUERY PLAN " + statement.text(after: nil, limit: 21)
    let values = statement.arguments.values
    return try await Ground.on(.sqlite) {
      try await OfferFair().database.read { tx in try tx.query(sql, values).map { try $0.text("detail") } }
    }
  }

  @Test func `a listing walks indexes only`() async throws {
    let searches: [(inout OfferSearch) -> Void] = [
      { $0.area = OfferFair.wigan },
      { ($0.area, $0.party, $0.days.from) = (OfferFair.wigan, 2, Day.test("2026-12-01")) },
      { ($0.area, $0.near, $0.sort) = (OfferFair.wigan, "L1", .nearest) },
      { ($0.area, $0.words, $0.diets, $0.access) = (OfferFair.wigan, "quiet restarant", [.vegan], [.stepFree]) },
    ]
    for shape in searches {
      let steps = try await Self.plan(shape)
      let tables = ["o", "s", "w", "c", "p", "offer_gram"]
      let scanned = tables.filter { table in steps.contains { $0.hasPrefix("SCAN \(table) ") || $0 == "SCAN \(table)" }
      }
      #expect(scanned == [], "\(steps)")
      #expect(steps.contains { $0.contains("USING INDEX offer_by_area (area=? AND state=?") }, "\(steps)")
      #expect(steps.contains { $0.contains("slot_by_offer (offer_id=?") }, "\(steps)")
    }
  }
}
