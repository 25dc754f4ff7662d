import Breaks
import SQL

/// What demand is reckoned from: live wishes without their words, and the published offers.
package struct DemandStore {
  private let tx: StoreTransaction
  /// So many ids at most stand in one statement.
  private static let batch = 500

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// All that counts in some areas.
  ///
  /// - Parameter now: dates after it are to come.
  package func facts(in areas: Set<AreaSlug>, now: Instant) throws -> DemandRules.Facts {
    let wanted = try wanted(in: areas)
    return DemandRules.Facts(
      wanted: wanted, seconds: try seconds(of: wanted.map(\.wish)), offers: try offers(in: areas, now: now),
      districts: try spots(of: Set(wanted.compactMap(\.kind.district)).sorted()))
  }

  private func wanted(in areas: Set<AreaSlug>) throws -> [DemandRules.Wanted] {
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT id, carer_id, area, category, stay, language, outward FROM wish
      WHERE state IN ('waiting', 'shown') AND area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))
      ORDER BY area, id
      """, arguments.values
    ).map { row in
      DemandRules.Wanted(
        wish: try row.id("id"), carer: try row.id("carer_id"),
        kind: DemandKind(
          area: try row.area(), category: try row.wordIfAny("category"), stay: try row.wordIfAny("stay"),
          language: try row.parsedIfAny("language", LanguageTag.init(text:)), district: try row.textIfAny("outward")))
    }
  }

  private func seconds(of wishes: [ID<Wish>]) throws -> [ID<Wish>: [ID<Carer>]] {
    try inBatches(wishes).reduce(into: [:]) { seconds, batch in
      var arguments = SQLArguments()
      let list = arguments.list(batch.map { .id($0) })
      let rows = try tx.sql.query(
        "SELECT wish_id, carer_id FROM wish_second WHERE wish_id IN (\(list))", arguments.values)
      for row in rows { seconds[try row.id("wish_id"), default: []].append(try row.id("carer_id")) }
    }
  }

  private func offers(in areas: Set<AreaSlug>, now: Instant) throws -> [DemandRules.Offered] {
    var arguments = SQLArguments()
    let from = arguments.add(.at(now))
    let rows = try tx.sql.query(
      """
      SELECT o.id, o.area, o.category, o.stay, c.latitude_micro, c.longitude_micro,
        EXISTS (SELECT 1 FROM slot s WHERE s.offer_id = o.id AND s.starts_at > \(from)) AS is_coming
      FROM offer o LEFT JOIN outward_centre c ON c.outward = o.outward
      WHERE o.state = 'published' AND o.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))
      ORDER BY o.id
      """, arguments.values)
    let languages = try languages(of: rows.map { try $0.id("id") })
    return try rows.map { row in
      DemandRules.Offered(
        area: try row.area(), category: try row.word("category"), stay: try row.word("stay"),
        languages: languages[try row.id("id")] ?? [], spot: try spot(row), hasDate: try row.bool("is_coming"))
    }
  }

  private func languages(of offers: [ID<Offer>]) throws -> [ID<Offer>: Set<String>] {
    try inBatches(offers).reduce(into: [:]) { languages, batch in
      var arguments = SQLArguments()
      let list = arguments.list(batch.map { .id($0) })
      let rows = try tx.sql.query(
        "SELECT offer_id, word FROM offer_word WHERE kind = 'language' AND offer_id IN (\(list))", arguments.values)
      for row in rows { languages[try row.id("offer_id"), default: []].insert(try row.text("word")) }
    }
  }

  private func spots(of districts: [String]) throws -> [String: Spot] {
    try inBatches(districts).reduce(into: [:]) { spots, batch in
      var arguments = SQLArguments()
      let list = arguments.list(batch.map { .text($0) })
      let rows = try tx.sql.query(
        "SELECT outward, latitude_micro, longitude_micro FROM outward_centre WHERE outward IN (\(list))",
        arguments.values)
      for row in rows { spots[try row.text("outward")] = try spot(row) }
    }
  }

  private func spot(_ row: SQLRow) throws -> Spot? {
    guard let latitude = try row.numberIfAny("latitude_micro"), let longitude = try row.numberIfAny("longitude_micro")
    else { return nil }
    return Spot(latitudeMicro: latitude, longitudeMicro: longitude)
  }

  private func inBatches<Thing>(_ things: [Thing]) -> [ArraySlice<Thing>] {
    stride(from: 0, to: things.count, by: DemandStore.batch).map {
      things[$0..<min($0 + DemandStore.batch, things.count)]
    }
  }
}

extension StoreTransaction {
  /// What demand is reckoned from.
  package var demand: DemandStore { DemandStore(self) }
}
