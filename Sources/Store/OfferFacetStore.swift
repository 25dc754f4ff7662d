import Breaks
import SQL

// How many offers each choice of a filter would leave.

extension OfferStore {
  /// Counts what a search finds, and what every further choice would leave of it.
  ///
  /// One statement counts all; where a filter of one value is set, one more counts what its other values would leave.
  /// - Parameter centre: the middle of `search.near`; needed when that is said.
  package func facets(_ search: OfferSearch, centre: OutwardCentre?, now: Instant) throws -> OfferFacets {
    let others = OfferFacet.allCases.filter { $0.isOneOf && search.says($0) }
    var counted = try count(
      OfferFacet.allCases.filter { !others.contains($0) }, of: search, centre: centre, now: now)
    var facets = OfferFacets()
    facets.total = counted[OfferStatement.total]?.first?.count ?? 0
    for facet in others {
      counted[facet.rawValue] = try count([facet], of: search.without(facet), centre: centre, now: now)[facet.rawValue]
    }
    for facet in OfferFacet.allCases { facets.set(facet, counted[facet.rawValue] ?? []) }
    return facets
  }

  private func count(
    _ facets: [OfferFacet], of search: OfferSearch, centre: OutwardCentre?, now: Instant
  ) throws -> [String: [OfferFacets.Choice]] {
    var statement = OfferStatement(search: search, centre: centre, now: now)
    let sql = statement.counts(facets)
    return try tx.sql.query(sql, statement.arguments.values).reduce(into: [:]) { counts, row in
      counts[try row.text("facet"), default: []].append(
        OfferFacets.Choice(value: try row.text("value"), count: try row.number("offers")))
    }
  }
}

extension OfferStatement {
  /// Stands in place of a filter's name where all that is found is counted.
  fileprivate static let total = "total"

  /// The statement that counts by some filters; first which offers fit, then each filter's values among them.
  fileprivate mutating func counts(_ facets: [OfferFacet]) -> String {
    _ = filter()
    var parts = ["SELECT '\(OfferStatement.total)' AS facet, '' AS value, COUNT(*) AS offers FROM found"]
    for facet in facets {
      switch facet {
      case .category, .stay, .area:
        let column = facet.rawValue
        parts.append("SELECT '\(column)', \(column), COUNT(*) FROM found GROUP BY \(column)")
      case .free:
        parts.append("SELECT 'free', 'true', COUNT(*) FROM found WHERE contribution_pence = 0")
      case .diet, .avoid, .access, .language:
        parts.append(
          """
          SELECT '\(facet.rawValue)', w.word, COUNT(*) FROM found JOIN offer_word w ON w.offer_id = found.id
          WHERE w.kind = '\(facet.rawValue)' GROUP BY w.word
          """)
      }
    }
    return """
      WITH found AS MATERIALIZED (
        SELECT o.id, o.category, o.stay, o.area, o.contribution_pence
        FROM offer o LEFT JOIN outward_centre c ON c.outward = o.outward
        WHERE \(filters.joined(separator: "\n    AND "))
      )
      \(parts.joined(separator: "\nUNION ALL\n"))
      """
  }
}
