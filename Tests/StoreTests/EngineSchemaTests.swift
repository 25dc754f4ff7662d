import SQL
import TestTown
import TestYard
import Testing

/// The migrations are written once; here is what each engine makes of them.
@Suite(.inTurn) struct EngineSchemaTests {
  private static func tables(_ engine: Engine) async throws -> Tables {
    try await Ground.on(engine) { try await Tables.read(try await Ground.database()) }
  }

  @Test func `tables, columns and keys are the same on every engine`() async throws {
    let first = try await Self.tables(.sqlite)
    // What is compared must be there: a question that finds nothing would agree with itself.
    #expect(first.columns.count > 200)
    #expect(first.keys.contains { $0.hasPrefix("booking is known by id") })
    #expect(first.keys.contains { $0.hasPrefix("index offer_by_area of offer (area state") })
    #expect(first.keys.contains { $0.hasPrefix("booking (carer_id) points to carer (id)") })
    for engine in Engine.present.dropFirst() {
      let other = try await Self.tables(engine)
      #expect(other.columns.difference(from: first.columns).isEmpty, "on \(engine.rawValue)")
      #expect(other.keys.difference(from: first.keys).isEmpty, "on \(engine.rawValue)")
    }
  }
}
