import SQL
import TestTown
import Testing

/// No statement that runs in the day's work may walk a table that grows.
@Suite(.onEveryEngine) struct QueryPlanTests {
  /// Tables of a few rows or a few hundred, in the largest country too.
  static let small: Set<String> = ["area", "practice", "outward_centre", "schema_migration", "audit_chain"]

  /// The plans of statements, none of which is run.
  static func plans(
    _ statements: [Recorder.Statement], on database: any SQLDatabase
  ) async throws -> [(sql: String, plan: Plan)] {
    try await database.write { tx in
      try statements.filter { Self.isWork($0.sql) }.map { ($0.sql, try Plan.of($0, tx)) }
    }
  }

  private static func isWork(_ sql: String) -> Bool {
    ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } && !sql.hasPrefix(peek)
  }

  /// How the story itself reads the code that a mailbox would have got.
  private static let peek = "SELECT id, code FROM letter WHERE code IS NOT NULL"

  @Test func `every statement of a long story, and the post's, finds its rows by an index`() async throws {
    let recorder = Recorder()
    let town = try await Town.make(seed: 7, through: recorder.listen)
    _ = try await Replay.tell(in: town, seed: 7, commands: 600)
    let post = try await town.post()
    _ = try await post.deliver()
    try await post.stop()
    let plans = try await Self.plans(recorder.statements, on: town.database)
    #expect(plans.count > 80)
    let tables = Set(try await Tables.read(town.database).columns.map(\.table)).subtracting(Self.small)
    for (sql, plan) in plans {
      let walked = plan.walked.intersection(tables).sorted()
      #expect(walked == [], "\(sql)\n\(plan.words)")
    }
  }

  @Test func `a statement without an index is caught`() async throws {
    let town = try await Town.make()
    let slow = [
      Recorder.Statement(sql: "SELECT l.id FROM letter l WHERE l.by_way = 'email'", values: []),
      Recorder.Statement(sql: "SELECT id FROM letter ORDER BY id", values: []),
      Recorder.Statement(sql: "UPDATE letter SET tries = 0 WHERE by_way = 'email'", values: []),
    ]
    for (sql, plan) in try await Self.plans(slow, on: town.database) {
      #expect(plan.walked == ["letter"], "\(sql)\n\(plan.words)")
    }
  }
}
