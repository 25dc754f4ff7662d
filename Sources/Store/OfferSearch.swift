import Breaks
import Foundation
import SQL

// Finding published offers: one statement, put together from the filters that were asked for.

extension OfferStore {
  /// A page of the published offers that fit a search.
  ///
  /// - Parameters:
  ///   - centre: the middle of `search.near`; needed when that is said.
  ///   - mark: where the page before ended; of the search's own order.
  ///   - limit: most offers to give.
  package func search(
    _ search: OfferSearch, centre: OutwardCentre?, after mark: OfferMark?, limit: Int, now: Instant
  ) throws -> PageOf<Offer, OfferMark> {
    var statement = OfferStatement(search: search, centre: centre, now: now)
    let sql = statement.text(after: mark, limit: limit + 1)
    let rows = try tx.sql.query(sql, statement.arguments.values)
    let items = try rows.prefix(limit).map(Offer.init(row:))
    guard rows.count > limit, let last = items.last else { return PageOf(items: items, next: nil) }
    return PageOf(items: items, next: try search.sort.mark(of: rows[limit - 1], id: last.id))
  }
}

extension OfferSort {
  /// Stands in place of a next date where there is none, so that such offers come last.
  fileprivate static let noDate = Instant(millis: 253_402_214_400_000)  // 9999-12-31
  /// Stands in place of a distance where an offer's outward code is not in the table.
  fileprivate static let noDistance = Int(Int64.max)

  fileprivate func mark(of row: SQLRow, id: ID<Offer>) throws -> OfferMark {
    switch self {
    case .soonest: .soonest(try row.at("standing"), id)
    case .nearest: .nearest(try row.number("standing"), id)
    case .newest: .newest(try row.at("standing"), id)
    }
  }
}

/// The statement of one search, and its values.
struct OfferStatement {
  let search: OfferSearch
  let centre: OutwardCentre?
  let now: Instant
  var arguments = SQLArguments()
  private var filters: [String] = ["o.state = 'published'"]
  /// The placeholder of `now`.
  private let fromNow: String

  init(search: OfferSearch, centre: OutwardCentre?, now: Instant) {
    self.search = search
    self.centre = centre
    self.now = now
    fromNow = arguments.add(.at(now))
  }

  /// The whole statement: first which offers fit and where each stands in the order, then one page of them in full.
  mutating func text(after mark: OfferMark?, limit: Int) -> String {
    filterByColumns()
    filterByWords()
    filterByDates()
    filterByText()
    let distance = self.distance()
    if search.near != nil, let distance {
      filters.append("\(distance) <= \(arguments.add(.number(OutwardCentre.squaredMicro(km: search.withinKm))))")
    }
    let standing = self.standing(distance)
    let order = search.sort == .newest ? "DESC" : "ASC"
    return """
      WITH found AS MATERIALIZED (
        SELECT o.id, \(standing) AS standing
        FROM offer o LEFT JOIN outward_centre c ON c.outward = o.outward
        WHERE \(filters.joined(separator: "\n    AND "))
      ), page AS MATERIALIZED (
        SELECT id, standing FROM found\(beyond(mark))
        ORDER BY standing \(order), id \(order)
        LIMIT \(arguments.add(.number(limit)))
      )
      SELECT o.id, o.partner_id, p.name AS partner_name, p.kind AS partner_kind, o.area, o.state, o.details, o.version,
        page.standing AS standing, \(nextDate) AS next_slot_at
      FROM page JOIN offer o ON o.id = page.id JOIN partner p ON p.id = o.partner_id
      ORDER BY page.standing \(order), page.id \(order)
      """
  }

  private var nextDate: String {
    """
    (SELECT s.starts_at FROM slot s
      WHERE s.offer_id = o.id AND s.starts_at > \(fromNow) AND s.taken < s.places AND NOT s.paused
      ORDER BY s.starts_at, s.id LIMIT 1)
    """
  }

  private mutating func standing(_ distance: String?) -> String {
    switch search.sort {
    case .soonest: "COALESCE(\(nextDate), \(arguments.add(.at(OfferSort.noDate))))"
    case .nearest: "COALESCE(\(distance ?? "NULL"), \(arguments.add(.number(OfferSort.noDistance))))"
    case .newest: "o.created_at"
    }
  }

  private mutating func beyond(_ mark: OfferMark?) -> String {
    switch mark {
    case .soonest(let at, let id): " WHERE (standing, id) > (\(arguments.add(.at(at))), \(arguments.add(.id(id))))"
    case .nearest(let far, let id):
      " WHERE (standing, id) > (\(arguments.add(.number(far))), \(arguments.add(.id(id))))"
    case .newest(let at, let id): " WHERE (standing, id) < (\(arguments.add(.at(at))), \(arguments.add(.id(id))))"
    case nil: ""
    }
  }

  private mutating func filterByColumns() {
    if let area = search.area { filters.append("o.area = \(arguments.add(.text(area.text)))") }
    if let category = search.category { filters.append("o.category = \(arguments.add(.text(category.rawValue)))") }
    if let stay = search.stay { filters.append("o.stay = \(arguments.add(.text(stay.rawValue)))") }
    if let party = search.party { filters.append("o.party_max >= \(arguments.add(.number(party)))") }
    if search.withChildren { filters.append("o.children_welcome") }
    if search.freeOnly { filters.append("o.contribution_pence = 0") }
  }

  private mutating func filterByWords() {
    let wanted: [(kind: String, words: [String])] = [
      ("diet", search.diets.map(\.rawValue)), ("avoid", search.avoids.map(\.rawValue)),
      ("access", search.access.map(\.rawValue)), ("language", search.language.map { [$0.text] } ?? []),
    ]
    for (kind, words) in wanted {
      for word in words {
        filters.append(
          """
          EXISTS (SELECT 1 FROM offer_word w
            WHERE w.offer_id = o.id AND w.kind = '\(kind)' AND w.word = \(arguments.add(.text(word))))
          """)
      }
    }
  }

  private mutating func filterByDates() {
    guard search.needsDate else { return }
    var wanted = "s.starts_at > \(fromNow)"
    if let begin = search.days.begin { wanted += " AND s.starts_at >= \(arguments.add(.at(begin)))" }
    if let end = search.days.end { wanted += " AND s.starts_at < \(arguments.add(.at(end)))" }
    let party = arguments.add(.number(search.party ?? 1))
    filters.append(
      """
      EXISTS (SELECT 1 FROM slot s
        WHERE s.offer_id = o.id AND \(wanted) AND s.places - s.taken >= \(party) AND NOT s.paused)
      """)
  }

  /// Each word of the search must be found, its runs within one word of the offer.
  private mutating func filterByText() {
    guard let text = search.words else { return }
    let wanted = Grams.search(text)
    if wanted.isEmpty { filters.append("FALSE") }
    for word in wanted {
      let hits = word.runs.map { run in
        """
        SELECT offer_id, SUBSTR(gram, 5) AS word FROM offer_gram
            WHERE gram >= \(arguments.add(.text(run + ":"))) AND gram < \(arguments.add(.text(run + ";")))
        """
      }
      let need = arguments.add(.number(word.need))
      let swapped = word.swapped.map {
        " UNION SELECT offer_id FROM offer_gram WHERE gram = \(arguments.add(.text($0)))"
      }
      filters.append(
        """
        o.id IN (SELECT offer_id FROM (
            \(hits.joined(separator: "\n    UNION ALL\n    "))
          ) AS hit GROUP BY offer_id, word HAVING COUNT(*) >= \(need)\(swapped ?? ""))
        """)
    }
  }

  /// The squared distance in square microdegrees of latitude, in whole numbers so that all engines agree.
  private mutating func distance() -> String? {
    guard let centre else { return nil }
    let latitude = "(c.latitude_micro - \(arguments.add(.number(centre.latitudeMicro))))"
    let longitude =
      "((c.longitude_micro - \(arguments.add(.number(centre.longitudeMicro))))"
      + " * \(arguments.add(.number(centre.longitudePerMille))) / 1000)"
    return "(\(latitude) * \(latitude) + \(longitude) * \(longitude))"
  }
}

extension OutwardCentre {
  /// Thousandths of a degree of latitude that a degree of longitude has here.
  ///
  /// Over a county the error of a flat map is far below that of taking a district's middle for its every house.
  fileprivate var longitudePerMille: Int {
    Int((cos(Double(latitudeMicro) / 1_000_000 * .pi / 180) * 1000).rounded())
  }

  /// The square of a distance in square microdegrees of latitude.
  ///
  /// - Parameter km: in kilometres; a degree of latitude has 111.195 of them.
  fileprivate static func squaredMicro(km: Int) -> Int {
    let micro = km * 1_000_000_000 / 111_195
    return micro * micro
  }
}
