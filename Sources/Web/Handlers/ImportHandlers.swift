import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/partners/{id}/import/offers`
  func importOffers() async throws -> Response {
    let partner = try id("id", Partner.self)
    return try await bringIn(Kind(name: "offers", subject: "partner", id: partner.text)) { csv in
      try ImportSheet(csv, own: ["publish?"], rowsMax: ImportRules.offersMax, readOfferRow)
    } act: {
      try $0.importOffers(partner: partner, $1, make: $2)
    }
  }

  /// `POST /v1/partners/{id}/import/slots`
  func importSlots() async throws -> Response {
    let partner = try id("id", Partner.self)
    return try await bringIn(Kind(name: "slots", subject: "partner", id: partner.text)) { csv in
      try ImportSheet(csv, rowsMax: ImportRules.rowsMax, readSlotRow)
    } act: {
      try $0.importSlots(partner: partner, $1, make: $2)
    }
  }

  /// `POST /v1/areas/{slug}/import/partners`
  func importPartners() async throws -> Response {
    let area = try slug()
    return try await bringIn(Kind(name: "partners", subject: "area", id: area.text)) { csv in
      try ImportSheet(csv, rowsMax: ImportRules.rowsMax) { try readPartnerRow($0, area: area) }
    } act: {
      try $0.importPartners(into: area, $1, make: $2)
    }
  }

  /// `POST /v1/areas/{slug}/import/carers`
  func importCarers() async throws -> Response {
    let area = try slug()
    return try await bringIn(Kind(name: "carers", subject: "area", id: area.text)) { csv in
      try ImportSheet(csv, own: ["evidence", "evidenceKind"], rowsMax: ImportRules.rowsMax) {
        try readCarerRow($0, area: area)
      }
    } act: {
      try $0.importCarers(into: area, $1, make: $2)
    }
  }

  /// What is brought in, and where to.
  private struct Kind: Sendable {
    let name: String
    let subject: String
    let id: String
  }

  /// Looks at a file, or brings it in once: all of it, or nothing when anything is wrong.
  ///
  /// - Parameters:
  ///   - read: reads the file's rows.
  ///   - act: the use case; its last argument says whether to make anything.
  private func bringIn<Thing: Sendable>(
    _ kind: Kind, _ read: ([UInt8]) throws -> ImportSheet<Thing>,
    act: @escaping @Sendable (Errand, [ImportRow<Thing>], Bool) throws -> ImportOutcome
  ) async throws -> Response {
    try noQuery()
    try requireToken()
    let (once, wish) = (try await once(), try await body(readImport))
    let sheet = try read(wish.csv)
    if wish.dryRun {
      let outcome = try await market.look(as: caller) { try act($0, sheet.rows, false) }
      try await market.carryOut(as: caller) { try $0.note("import_tried", kind.subject, kind.id, kind.name) }
      return try Reply.json(ImportShape(ImportReport(sheet, outcome), dryRun: true), ask: self)
    }
    return try await make(
      location: { _ in nil }, version: { _ in nil }, shape: { ImportShape($0, dryRun: false) }, once: once
    ) { (errand: Errand) -> ImportReport in
      let report = ImportReport(sheet, try act(errand, sheet.rows, sheet.problems.isEmpty))
      if !report.problems.isEmpty { throw ImportRefused(report: report) }
      return report
    }
  }
}

extension ImportShape {
  init(_ report: ImportReport, dryRun: Bool) {
    let notes = report.there.prefix(ImportReport.listedMax).map { line in
      var note = Wire.Problem(
        pointer: "/csv", code: "already_there", detail: "This is there already; it stays as it is.")
      note.line = line
      return note
    }
    self.init(
      dryRun: dryRun, rows: report.rows, new: report.fresh, alreadyThere: report.there.count, notes: notes,
      problems: report.listed, moreProblems: report.unlisted)
  }
}
