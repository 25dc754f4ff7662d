import Breaks
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
  private(set) var filters: [String] = ["o.state = 'published'"]
  /// The placeholder of `now`, once it is needed.
  private var nowPlace: String?

  init(search: OfferSearch, centre: OutwardCentre?, now: Instant) {
    self.search = search
    self.centre = centre
    self.now = now
  }

  /// The whole statement: first which offers fit and where each stands in the order, then one page of them in full.
  mutating func text(after mark: OfferMark?, limit: Int) -> String {
    let distance = filter()
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
        page.standing AS standing, \(nextDate()) AS next_slot_at
      FROM page JOIN offer o ON o.id = page.id JOIN partner p ON p.id = o.partner_id
      ORDER BY page.standing \(order), page.id \(order)
      """
  }

  private mutating func fromNow() -> String {
    let place = nowPlace ?? arguments.add(.at(now))
    nowPlace = place
    return place
  }

  /// Puts together what an offer has to be.
  ///
  /// - Returns: the squared distance from `near`; nil when that is not said.
  mutating func filter() -> String? {
    filterBySight()
    filterByColumns()
    filterByWords()
    filterByDates()
    filterByText()
    let distance = self.distance()
    if search.near != nil, let distance {
      filters.append("\(distance) <= \(arguments.add(.number(OutwardCentre.squaredMicro(km: search.withinKm))))")
    }
    return distance
  }

  /// The next date with a place.
  mutating func nextDate() -> String { date("ASC") }

  /// The last date with a place.
  mutating func lastDate() -> String { date("DESC") }

  private mutating func date(_ order: String) -> String {
    let fromNow = fromNow()
    return """
      (SELECT s.starts_at FROM slot s
        WHERE s.offer_id = o.id AND s.starts_at > \(fromNow) AND s.taken < s.places
          AND s.units_taken < COALESCE(s.units, 1) AND NOT s.paused
        ORDER BY s.starts_at \(order), s.id \(order) LIMIT 1)
      """
  }

  private mutating func standing(_ distance: String?) -> String {
    switch search.sort {
    case .soonest: "COALESCE(\(nextDate()), \(arguments.add(.at(OfferSort.noDate))))"
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

  /// What is not for everybody is shown to those whom it is for.
  private mutating func filterBySight() {
    guard let areas = search.sight.areas else { return }
    var seen = ["o.visibility = 'open'"]
    if !areas.isEmpty { seen.append("o.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))") }
    let partners = search.sight.partners.sorted()
    if !partners.isEmpty { seen.append("o.partner_id IN (\(arguments.list(partners.map { .id($0) })))") }
    filters.append("(\(seen.joined(separator: " OR ")))")
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
    var wanted = "s.starts_at > \(fromNow())"
    if let begin = search.days.begin { wanted += " AND s.starts_at >= \(arguments.add(.at(begin)))" }
    if let end = search.days.end { wanted += " AND s.starts_at < \(arguments.add(.at(end)))" }
    let party = arguments.add(.number(search.party ?? 1))
    filters.append(
      """
      EXISTS (SELECT 1 FROM slot s
        WHERE s.offer_id = o.id AND \(wanted) AND s.places - s.taken >= \(party)
          AND s.units_taken < COALESCE(s.units, 1) AND NOT s.paused)
      """)
  }

  /// Each word of the search must be found, its runs within one word of the offer.
  private mutating func filterByText() {
    guard let text = search.words else { return }
    let wanted = Grams.search(text)
    if wanted.isEmpty { filters.append("FALSE") }
    for meanings in wanted {
      let hits = meanings.map { self.hits(of: $0) }
      filters.append("o.id IN (\(hits.joined(separator: "\n    UNION "))\n    )")
    }
  }

  /// The offers in one of whose words enough of the runs of a wanted one are.
  private mutating func hits(of wanted: Grams.Wanted) -> String {
    let hits = wanted.runs.map { run in
      """
      SELECT offer_id, SUBSTR(gram, 5) AS word FROM offer_gram
          WHERE gram >= \(arguments.add(.text(run + ":"))) AND gram < \(arguments.add(.text(run + ";")))
      """
    }
    let need = arguments.add(.number(wanted.need))
    let longest = wanted.longest.map { " AND LENGTH(word) <= \(arguments.add(.number($0)))" }
    let swapped = wanted.swapped.map {
      "\n    UNION SELECT offer_id FROM offer_gram WHERE gram = \(arguments.add(.text($0)))"
    }
    return """
      SELECT offer_id FROM (
          \(hits.joined(separator: "\n    UNION ALL\n    "))
        ) AS hit GROUP BY offer_id, word HAVING COUNT(*) >= \(need)\(longest ?? "")\(swapped ?? "")
      """
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
