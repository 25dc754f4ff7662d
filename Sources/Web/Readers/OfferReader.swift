import Breaks
import UseCases
import Wire

/// Reads what a partner says of a new offer; what is left out, the partner fills later.
package func readOffer(_ r: Reader) -> OfferDraft? {
  let title = r.text("title", 1...120)
  let stay = r.oneOf("stay", Stay.self)
  var draft = OfferDraft(title: title ?? "", stay: stay ?? .daytime)
  draft.category = r.oneOfIfAny("category", Category.self)
  draft.area = r.valueIfAny("area", AreaSlug.init(text:))
  draft.postcode = r.valueIfAny("postcode", Postcode.init(text:))
  draft.town = r.textIfAny("town", 1...120)
  draft.summary = r.textIfAny("summary", 1...300) ?? ""
  draft.description = r.textIfAny("description", 1...4000, lines: true) ?? ""
  draft.provides = r.objectIfAny("provides") { readProvides($0)(Provides()) } ?? Provides()
  draft.audience = r.objectIfAny("audience") { readAudience($0)(Audience()) } ?? Audience()
  draft.contributionPence = Pence(r.intIfAny("contributionPence", 0...Pence.max) ?? 0)
  draft.contributionPer = r.oneOfIfAny("contributionPer", ContributionPer.self) ?? .person
  draft.valuePence = r.intIfAny("valuePence", 0...Pence.max).map(Pence.init)
  draft.bookBeforeHours = r.intIfAny("bookBeforeHours", hours) ?? 0
  draft.cancelFreeHours = r.intIfAny("cancelFreeHours", hours) ?? OfferDraft.usualCancelFreeHours
  draft.confirmation = r.oneOfIfAny("confirmation", Confirmation.self) ?? .instant
  draft.season = r.objectIfAny("season", readSeason)
  draft.visibility = r.oneOfIfAny("visibility", Visibility.self) ?? .open
  draft.unitKinds = r.objectsIfAny("unitKinds", 0...UnitKind.allCases.count, readUnitKind) ?? []
  readLater(r)
  return title == nil || stay == nil ? nil : draft
}

/// Reads what a partner changes of an offer: objects within are merged, lists replaced, null takes away.
func readOfferChange(_ r: Reader) -> OfferChange? {
  let said = [
    "title", "stay", "category", "area", "summary", "description", "postcode", "town", "provides", "audience",
    "contributionPence", "contributionPer", "valuePence", "bookBeforeHours", "cancelFreeHours", "confirmation",
    "allocation", "unitKinds",
    "season",
    "visibility",
  ].filter { r.has($0) }
  if said.isEmpty { r.problem(at: "", code: "too_few", detail: "Please name at least one field to change.") }
  let title = r.kept("title") { $0.textIfAny($1, 1...120) }
  let stay = r.kept("stay") { $0.oneOfIfAny($1, Stay.self) }
  let category = r.kept("category") { $0.oneOfIfAny($1, Category.self) }
  let area = r.kept("area") { $0.valueIfAny($1, AreaSlug.init(text:)) }
  let summary = r.change("summary") { $0.textIfAny($1, 1...300) }
  let description = r.change("description") { $0.textIfAny($1, 1...4000, lines: true) }
  let postcode = r.kept("postcode") { $0.valueIfAny($1, Postcode.init(text:)) }
  let town = r.change("town") { $0.textIfAny($1, 1...120) }
  let provides = r.kept("provides") { $0.objectIfAny($1) { readProvides($0) } }
  let audience = r.kept("audience") { $0.objectIfAny($1) { readAudience($0) } }
  let terms = readTerms(r)
  let season = r.change("season") { $0.objectIfAny($1, readSeason) }
  readLater(r)
  return OfferChange(area: area) { details in
    details.title = title ?? details.title
    details.stay = stay ?? details.stay
    details.category = category ?? details.category
    details.summary = summary.applied(to: details.summary) ?? ""
    details.description = description.applied(to: details.description) ?? ""
    details.postcode = postcode ?? details.postcode
    details.town = town.applied(to: details.town)
    if let provides { details.provides = provides(details.provides) }
    if let audience { details.audience = audience(details.audience) }
    terms(&details)
    details.season = season.applied(to: details.season)
  }
}

/// Reads the days on which dates of an offer may begin.
private func readSeason(_ r: Reader) -> Season? {
  let (from, to) = (r.value("from", Day.init(text:)), r.value("to", Day.init(text:)))
  guard let from, let to else { return nil }
  return Season(from: from, to: to)
}

/// Reads the title of a copy.
func readOfferCopy(_ r: Reader) -> OfferCopy? { OfferCopy(title: r.textIfAny("title", 1...120)) }

/// 90 days.
private let hours = 0...2160

/// What a break costs and by when it is booked.
private func readTerms(_ r: Reader) -> @Sendable (inout OfferDetails) -> Void {
  let contribution = r.kept("contributionPence") { $0.intIfAny($1, 0...Pence.max) }
  let per = r.kept("contributionPer") { $0.oneOfIfAny($1, ContributionPer.self) }
  let value = r.change("valuePence") { $0.intIfAny($1, 0...Pence.max).map(Pence.init) }
  let bookBefore = r.kept("bookBeforeHours") { $0.intIfAny($1, hours) }
  let cancelFree = r.kept("cancelFreeHours") { $0.intIfAny($1, hours) }
  let confirmation = r.kept("confirmation") { $0.oneOfIfAny($1, Confirmation.self) }
  let visibility = r.kept("visibility") { $0.oneOfIfAny($1, Visibility.self) }
  let unitKinds = r.change("unitKinds") { $0.objectsIfAny($1, 0...UnitKind.allCases.count, readUnitKind) }
  return { details in
    if let contribution { details.contributionPence = Pence(contribution) }
    details.contributionPer = per ?? details.contributionPer
    details.valuePence = value.applied(to: details.valuePence)
    details.bookBeforeHours = bookBefore ?? details.bookBeforeHours
    details.cancelFreeHours = cancelFree ?? details.cancelFreeHours
    details.confirmation = confirmation ?? details.confirmation
    details.visibility = visibility ?? details.visibility
    details.unitKinds = unitKinds.applied(to: details.unitKinds) ?? []
  }
}

/// Reads a kind of room, table or bed.
private func readUnitKind(_ r: Reader) -> UnitKindOffered? {
  let kind = r.oneOf("kind", UnitKind.self)
  let sleeps = r.int("sleeps", 1...12)
  guard let kind, let sleeps else { return nil }
  return UnitKindOffered(kind: kind, sleeps: sleeps)
}

/// Reads what a place has, as a change of what it had.
private func readProvides(_ r: Reader) -> @Sendable (Provides) -> Provides {
  let diets = r.kept("diets") { $0.wordsIfAny($1, 0...12, Diet.self) }
  let allergens = r.kept("allergensAvoided") { $0.wordsIfAny($1, 0...14, Allergen.self) }
  let statedOn = r.change("allergensStatedOn") { $0.valueIfAny($1, Day.init(text:)) }
  let languages = r.kept("languages") { $0.valuesIfAny($1, 0...10, LanguageTag.init(text:)) }
  let access = r.kept("access") { $0.wordsIfAny($1, 0...14, Access.self) }
  if let languages {
    var seen: Set<LanguageTag> = []
    for (place, tag) in languages.enumerated() where !seen.insert(tag).inserted {
      r.problem(at: "languages/\(place)", code: "duplicate", detail: "This is already in the list.")
    }
  }
  return { old in
    Provides(
      diets: diets ?? old.diets, allergensAvoided: allergens ?? old.allergensAvoided,
      allergensStatedOn: statedOn.applied(to: old.allergensStatedOn), languages: languages ?? old.languages,
      access: access ?? old.access)
  }
}

/// Reads whom an offer is for, as a change of whom it was for.
private func readAudience(_ r: Reader) -> @Sendable (Audience) -> Audience {
  let partyMax = r.kept("partyMax") { $0.intIfAny($1, 1...12) }
  let children = r.kept("childrenWelcome") { $0.boolIfAny($1) }
  let youngCarers = r.kept("youngCarersWelcome") { $0.boolIfAny($1) }
  let caredFor = r.kept("caredForWelcome") { $0.boolIfAny($1) }
  let minimumAge = r.kept("minimumAge") { $0.intIfAny($1, 0...100) }
  return { old in
    Audience(
      partyMax: partyMax ?? old.partyMax, childrenWelcome: children ?? old.childrenWelcome,
      youngCarersWelcome: youngCarers ?? old.youngCarersWelcome, caredForWelcome: caredFor ?? old.caredForWelcome,
      minimumAge: minimumAge.map { $0 == 0 ? nil : $0 } ?? old.minimumAge)
  }
}

/// What the contract foresees and Breather cannot do yet.
private func readLater(_ r: Reader) {
  guard let allocation = r.kept("allocation", { $0.oneOfIfAny($1, Allocation.self) }) else { return }
  if allocation != .firstCome {
    r.problem(at: "allocation", code: "not_yet", detail: "Places go to whoever comes first, for the time being.")
  }
}

/// How places are shared (domain, section 5); all but the first are still to come.
private enum Allocation: String, CaseIterable {
  case firstCome = "first_come"
  case rota, tiers, ballot
}

extension Reader {
  /// A field that may be left out but not taken away: null is a problem.
  fileprivate func kept<T>(_ key: String, _ read: (Reader, String) -> T?) -> T? {
    if isNull(key) {
      problem(at: key, code: "required", detail: "This cannot be taken away.")
      return nil
    }
    return read(self, key)
  }
}
