import Breaks
import Store

extension Errand {
  /// Brings partners into an area; one of the same name is there already.
  ///
  /// - Parameter make: whether to make them when nothing is wrong; otherwise they are only looked at.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func importPartners(
    into area: AreaSlug, _ rows: [ImportRow<PartnerDetails>], make: Bool
  ) throws -> ImportOutcome {
    _ = try areaToImport(into: area, .importPartners, hold: make)
    let known = Set(try store.partners.names(in: area).map(ImportKey.title))
    var (outcome, seen) = (ImportOutcome(), Set<String>())
    for row in rows {
      let key = ImportKey.title(row.thing.name)
      var problems = PartnerRules.problems(in: row.thing, today: today) + elsewhere(row.thing.area, than: area)
      if !seen.insert(key).inserted { problems.append(ImportRules.double(at: "/name")) }
      outcome.add(row.line, isThere: known.contains(key), problems: problems)
    }
    guard make, outcome.mayMake else { return outcome }
    let fresh = Set(outcome.fresh)
    for row in rows where fresh.contains(row.line) { _ = try makePartner(row.thing) }
    try note("partners_imported", "area", area.text, "\(fresh.count)")
    return outcome
  }

  /// Brings carers into an area; one of the same name and birth date is there already.
  ///
  /// Nobody of a list has had the privacy notice, so not one letter is written.
  /// - Parameter make: whether to make them when nothing is wrong; otherwise they are only looked at.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func importCarers(
    into slug: AreaSlug, _ rows: [ImportRow<CarerOfList>], make: Bool
  ) throws -> ImportOutcome {
    let area = try areaToImport(into: slug, .importCarers, hold: make)
    var (outcome, seen) = (ImportOutcome(), Set<String>())
    for row in rows {
      let details = row.thing.details
      let key = SearchName.canonical(details.name) + "\n" + details.birthDate.text
      var problems =
        RegistrationRules.problems(in: details, hasRead: true, now: now) + elsewhere(details.area, than: slug)
      if !seen.insert(key).inserted { problems.append(ImportRules.double(at: "/name")) }
      let isThere = try store.carers.has(name: details.name, birthDate: details.birthDate, in: slug)
      outcome.add(row.line, isThere: isThere, problems: problems)
    }
    guard make, outcome.mayMake else { return outcome }
    let fresh = Set(outcome.fresh)
    for row in rows where fresh.contains(row.line) { try makeCarer(row.thing, area) }
    try note("carers_imported", "area", slug.text, "\(fresh.count)")
    return outcome
  }

  private func makeCarer(_ listed: CarerOfList, _ area: Area) throws {
    let consents = given(
      listed.consents, by: caller?.person, how: "import", notice: area.details.privacyNotice.version)
    let carer = try keepCarer(listed.details, consents.filter { $0.kind != .privacy })
    try note("carer_registered", "carer", carer.id.text, "import")
    guard let evidence = listed.evidence else { return }
    _ = try store.carers.verify(carer.id, evidence, by: caller?.person, now: now)
    try note("carer_verified", "carer", carer.id.text, evidence.kind.rawValue)
  }

  /// Two lists for one area follow each other, so that nobody is in both.
  private func areaToImport(into slug: AreaSlug, _ act: Act, hold: Bool) throws -> Area {
    try require(act, in: slug)
    if hold { try store.hold(.area(slug)) }
    return try area(slug)
  }

  private func elsewhere(_ said: AreaSlug, than area: AreaSlug) -> [Problem] {
    said == area
      ? [] : [Problem("/area", "not_allowed_here", "This list is for the area \(area.text): leave the cell empty.")]
  }
}
