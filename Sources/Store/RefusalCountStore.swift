import Breaks
import SQL

/// How often each refusal was given in an area on a day, without persons.
package struct RefusalCountStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Counts one more.
  package func add(_ code: String, area: AreaSlug, day: Day) throws {
    try tx.sql.execute(
      """
      INSERT INTO refusal_count (day, area, code, count) VALUES ($1, $2, $3, 1)
      ON CONFLICT (day, area, code) DO UPDATE SET count = refusal_count.count + 1
      """, [.on(day), .text(area.text), .text(code)])
  }

  /// The counts of an area between two days, both included.
  package func list(area: AreaSlug, from: Day, to: Day) throws -> [RefusalCount] {
    try tx.sql.query(
      """
      SELECT day, area, code, count FROM refusal_count
      WHERE area = $1 AND day >= $2 AND day <= $3
      ORDER BY day, code
      """, [.text(area.text), .on(from), .on(to)]
    ).map {
      RefusalCount(day: try $0.on("day"), area: try $0.area(), code: try $0.text("code"), count: try $0.number("count"))
    }
  }
}

/// How often a refusal was given on a day.
package struct RefusalCount: Sendable, Equatable {
  package let day: Day
  package let area: AreaSlug
  package let code: String
  package let count: Int
}

extension StoreTransaction {
  /// How often each refusal was given.
  package var refusals: RefusalCountStore { RefusalCountStore(self) }
}
