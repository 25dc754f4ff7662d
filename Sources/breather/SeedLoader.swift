import Breaks
import Foundation
import UseCases
import Web
import Wire

/// Loads a town of seeds through the use cases: one transaction a file, and nothing of a file that has a bad row.
struct SeedLoader {
  let market: Marketplace
  let folder: String
  let progress: ProgressBar

  /// What was loaded.
  struct Report: Sendable {
    /// Rows by file, in the order they were loaded.
    var counts: [(file: String, rows: Int)] = []
    var slots = 0
    /// One token a role, for trying the API.
    var tokens: [String: String] = [:]
  }

  /// Loads all files in order.
  ///
  /// - Throws: `SeedFault`; `Refusal.wrongState` when the database is not empty.
  func load() async throws -> Report {
    var report = Report()
    var keys = SeedKeys()
    try await market.look(as: nil) { try $0.requireEmpty() }
    let areas = try SeedTable("areas.csv", in: folder)
    let wishes = try read(areas, own: ["key"], readArea)
    let loader = Caller(
      person: market.world.id(), name: "Seed loader",
      grants: wishes.flatMap { wish in
        [Role.administrator, .coordinator].map { RoleGrant(role: $0, area: wish.thing.slug) }
      })
    try await each(wishes, of: areas, as: loader, before: { try $0.writeLoaderDown() }) { errand, row in
      _ = try errand.makeArea(row.thing.slug, row.thing.details)
    }
    report.counts.append(("areas.csv", wishes.count))
    try await loadCentres(as: loader, &report)
    try await loadPlain("practices.csv", readPractice, as: loader, &keys, &report) { try $0.makePractice($1).id }
    try await loadPlain("partners.csv", readPartner, as: loader, &keys, &report) { try $0.makePartner($1).id }
    try await loadPeople(as: loader, &keys, &report)
    try await loadOffers(as: loader, &keys, &report)
    try await loadSlots(as: loader, keys, &report)
    try await loadCarers(as: loader, &keys, &report)
    progress.finish()
    return report
  }

  /// A row whose body has been read.
  struct ReadRow<Thing: Sendable>: Sendable {
    let line: Int
    let loader: [String: String]
    let thing: Thing
  }

  /// Reads the bodies of all rows; every bad one is reported at once.
  func read<Thing: Sendable>(
    _ table: SeedTable, own: Set<String>, keys: SeedKeys = SeedKeys(), _ reader: (Reader) -> Thing?
  ) throws -> [ReadRow<Thing>] {
    var bad: [SeedFault.BadRow] = []
    var rows: [ReadRow<Thing>] = []
    for row in try table.rows(own: own) {
      do {
        let body = try keys.resolved(row.body)
        rows.append(ReadRow(line: row.line, loader: row.loader, thing: try Reader.read(body, reader)))
      } catch {
        bad += table.fault(error, line: row.line)
      }
    }
    if !bad.isEmpty { throw SeedFault(file: table.file, rows: bad) }
    return rows
  }

  /// Carries out one errand a row, all in one transaction.
  @discardableResult
  func each<Thing: Sendable, Answer: Sendable>(
    _ rows: [ReadRow<Thing>], of table: SeedTable, as loader: Caller,
    before: @escaping @Sendable (Errand) throws -> Void = { _ in },
    _ act: @escaping @Sendable (Errand, ReadRow<Thing>) throws -> Answer
  ) async throws -> [Answer] {
    let progress = progress
    return try await market.load(as: loader) { errand in
      try before(errand)
      return try rows.enumerated().map { place, row in
        progress.show(table.file, place + 1, of: rows.count)
        do {
          return try act(errand, row)
        } catch  where error is Invalid || error is Refusal || error is BadValue {
          throw SeedFault(file: table.file, rows: table.fault(error, line: row.line))
        }
      }
    }
  }

  private func loadPlain<Details: Sendable, Thing>(
    _ file: String, _ reader: (Reader) -> Details?, as loader: Caller, _ keys: inout SeedKeys,
    _ report: inout Report, _ make: @escaping @Sendable (Errand, Details) throws -> ID<Thing>
  ) async throws {
    let table = try SeedTable(file, in: folder)
    let rows = try read(table, own: ["key"], keys: keys, reader)
    let ids = try await each(rows, of: table, as: loader) { try make($0, $1.thing) }
    for (row, id) in zip(rows, ids) { keys.keep(row.loader["key"], id) }
    report.counts.append((file, rows.count))
  }

  private func loadPeople(as loader: Caller, _ keys: inout SeedKeys, _ report: inout Report) async throws {
    let table = try SeedTable("people.csv", in: folder)
    let rows = try read(table, own: ["key", "token"], keys: keys, readPerson)
    let made = try await each(rows, of: table, as: loader) { errand, row in
      let person = try errand.makePerson(row.thing)
      let token = try row.loader["token"].map { _ in try errand.openSession(for: person.id, days: 30).token }
      return (person.id, token)
    }
    for (row, (id, token)) in zip(rows, made) {
      keys.keep(row.loader["key"], id)
      if let role = row.loader["token"], let token { report.tokens[role] = token }
    }
    report.counts.append((table.file, rows.count))
  }
}
