import Foundation
import SQL

/// How an engine means to run a statement.
package struct Plan: Sendable {
  /// The tables that it would walk from end to end.
  package let walked: Set<String>
  /// Indexes of only those rows that still wait for something: to walk one is to walk what there is to do.
  private static let queues = ["letter_due", "booking_held", "booking_to_answer", "nudge_due"]
  /// The engine's own words, for the reader of a failure.
  package let words: String

  /// Asks the engine; nothing is changed.
  ///
  /// The tables of a test are all but empty, so PostgreSQL is told to walk a table only where no index can serve.
  package static func of(_ statement: Recorder.Statement, _ tx: any SQLTransaction) throws -> Plan {
    if tx.dialect.name == "sqlite" {
      let steps = try tx.query("EXPLAIN QUERY PLAN " + statement.sql, statement.values).map { try $0.text("detail") }
      return Plan(sqlite: steps, of: statement.sql)
    }
    _ = try tx.query("SELECT set_config('enable_seqscan', 'off', true)")
    for statement in Plan.forgetting { try tx.execute(statement) }
    let steps = try tx.query("EXPLAIN (COSTS OFF) " + statement.sql, statement.values).map { try $0.text("QUERY PLAN") }
    return Plan(postgres: steps)
  }

  /// What the server has learnt of the tables by itself meanwhile: that they are tiny, and so cheap to walk.
  private static let forgetting = [
    """
    UPDATE pg_class SET reltuples = -1, relpages = 0
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
    """,
    """
    DELETE FROM pg_statistic
    WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
    """,
  ]

  /// SQLite speaks of `SCAN o`, where `o` may stand for a table, a common table expression or a list of values.
  private init(sqlite steps: [String], of sql: String) {
    words = steps.joined(separator: "\n")
    let names = Plan.names(in: sql)
    walked = Set(
      steps.filter { step in step.hasPrefix("SCAN ") && !Plan.queues.contains { step.hasSuffix("INDEX " + $0) } }
        .compactMap { step in
          let name = step.split(separator: " ")[1]
          return names[String(name)]
        })
  }

  /// PostgreSQL speaks of `Seq Scan on slot s`, or of an index with no condition, which is all of it.
  private init(postgres steps: [String]) {
    words = steps.joined(separator: "\n")
    var found: Set<String> = []
    for (place, step) in steps.enumerated() {
      guard let end = step.range(of: " on ") else { continue }
      let table = step[end.upperBound...].split(separator: " ").first.map(String.init) ?? ""
      let indent = step.prefix { $0 == " " }.count
      let details = steps[(place + 1)...].prefix { $0.prefix { $0 == " " }.count > indent && !$0.contains("->") }
      let isIndex = step.contains("Index Scan using") || step.contains("Index Only Scan using")
      if step.contains("Seq Scan on ") { found.insert(table) }
      let isQueue = Plan.queues.contains { step.contains(" using \($0) ") }
      if isIndex, !isQueue, !details.contains(where: { $0.contains("Index Cond") }) { found.insert(table) }
    }
    walked = found
  }

  /// What each name in a statement stands for: `FROM offer o` makes `o` an `offer`.
  private static func names(in sql: String) -> [String: String] {
    let words = sql.split { " \n,()".contains($0) }.map(String.init)
    let ends: Set<String> = ["ON", "WHERE", "ORDER", "GROUP", "LIMIT", "JOIN", "LEFT", "SET", "USING", "UNION", "AS"]
    var names: [String: String] = [:]
    for (place, word) in words.enumerated() where ["FROM", "JOIN", "UPDATE", "INTO"].contains(word) {
      guard place + 1 < words.count else { continue }
      let table = words[place + 1]
      names[table] = table
      guard place + 2 < words.count else { continue }
      let next = words[place + 2] == "AS" && place + 3 < words.count ? words[place + 3] : words[place + 2]
      if !ends.contains(next) { names[next] = table }
    }
    return names
  }
}
