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

  /// The counts of areas, newest day first.
  ///
  /// - Parameter areas: nil for all.
  package func list(areas: Set<AreaSlug>?, _ wish: RefusalsWish, limit: Int) throws -> [RefusalCount] {
    var arguments = SQLArguments()
    var condition = "day >= \(arguments.add(.on(wish.from))) AND day <= \(arguments.add(.on(wish.to)))"
    if let areas { condition += " AND area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))" }
    if let (day, area, code) = wish.after {
      let (day, area, code) = (arguments.add(.on(day)), arguments.add(.text(area)), arguments.add(.text(code)))
      condition += " AND (day < \(day) OR (day = \(day) AND (area, code) > (\(area), \(code))))"
    }
    return try tx.sql.query(
      """
      SELECT day, area, code, count FROM refusal_count
      WHERE \(condition)
      ORDER BY day DESC, area, code
      LIMIT \(limit)
      """, arguments.values
    ).map {
      RefusalCount(day: try $0.on("day"), area: try $0.area(), code: try $0.text("code"), count: try $0.number("count"))
    }
  }
}

/// Which counts of refusals are wanted.
package struct RefusalsWish: Sendable {
  package let area: AreaSlug?
  /// The first London day.
  package let from: Day
  /// The last London day.
  package let to: Day
  /// Day, area and code of the last one already seen.
  package let after: (Day, String, String)?

  /// Describes the wish.
  package init(area: AreaSlug?, from: Day, to: Day, after: (Day, String, String)?) {
    self.area = area
    self.from = from
    self.to = to
    self.after = after
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
