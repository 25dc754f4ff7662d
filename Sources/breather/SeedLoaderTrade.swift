import Breaks
import UseCases
import Web
import Wire

extension SeedLoader {
  /// Loads the middles of postal districts, in plain columns of degrees.
  func loadCentres(as loader: Caller, _ report: inout Report) async throws {
    let table = try SeedTable("outward_centres.csv", in: folder)
    let rows = try table.rows(own: ["outward", "latitude", "longitude"]).map { row in
      guard let outward = row.loader["outward"], let latitude = row.loader["latitude"].flatMap({ Double($0) }),
        let longitude = row.loader["longitude"].flatMap({ Double($0) })
      else {
        throw SeedFault(
          file: table.file, rows: [.init(line: row.line, field: "", sentence: "A district and two numbers are wanted.")]
        )
      }
      return OutwardCentreRow(
        outward: outward, latitude: latitude, longitude: longitude)
    }
    do {
      try await market.load(as: loader) { try $0.importOutwardCentres(rows) }
    } catch let invalid as Invalid {
      throw SeedFault(file: table.file, rows: table.fault(invalid, line: 0))
    }
    report.counts.append((table.file, rows.count))
  }

  /// Loads offers of partners that were loaded before, and publishes those that say so.
  func loadOffers(as loader: Caller, _ keys: inout SeedKeys, _ report: inout Report) async throws {
    let table = try SeedTable("offers.csv", in: folder)
    let rows = try read(table, own: ["key", "partner", "publish?"], keys: keys, readOffer)
    let known = keys
    let ids = try await each(rows, of: table, as: loader) { errand, row in
      let offer = try errand.makeOffer(partner: try known.id(row.loader["partner"]), row.thing)
      if row.loader["publish?"] == "yes" { _ = try errand.publishOffer(offer.id, ifVersion: nil) }
      return offer.id
    }
    for (row, id) in zip(rows, ids) { keys.keep(row.loader["key"], id) }
    report.counts.append((table.file, rows.count))
  }

  /// Loads dates from patterns.
  func loadSlots(as loader: Caller, _ keys: SeedKeys, _ report: inout Report) async throws {
    let table = try SeedTable("slots.csv", in: folder)
    let headers = Set(table.table.header)
    let rows = try table.rows(own: headers).map { ReadRow(line: $0.line, loader: $0.loader, thing: ()) }
    let counts = try await each(rows, of: table, as: loader) { errand, row in
      let dates = try SeedPattern(row.loader).slots(seededOn: errand.today)
      return try errand.addSlots(offer: try keys.id(row.loader["offer"]), dates, ifVersion: nil).count
    }
    report.counts.append((table.file, rows.count))
    report.slots = counts.reduce(0, +)
  }

  /// Loads carers, and verifies those for whom there is evidence.
  func loadCarers(as loader: Caller, _ keys: inout SeedKeys, _ report: inout Report) async throws {
    let table = try SeedTable("carers.csv", in: folder)
    let rows = try read(table, own: ["key", "evidence", "token"], keys: keys, readCarer)
    let made = try await each(rows, of: table, as: loader) { errand, row in
      let carer = try errand.registerCarer(row.thing)
      if let evidence = row.loader["evidence"] {
        let kind: EvidenceKind = evidence.hasPrefix("seen_by") ? .knownToService : .documentSeen
        _ = try errand.verifyCarer(carer.id, Evidence(text: evidence, kind: kind), ifVersion: nil)
      }
      let token = try row.loader["token"].map { _ in try errand.openSession(for: carer.person, days: 30).token }
      return (carer.id, token)
    }
    for (row, (id, token)) in zip(rows, made) {
      keys.keep(row.loader["key"], id)
      if let role = row.loader["token"], let token { report.tokens[role] = token }
    }
    report.counts.append((table.file, rows.count))
  }
}
