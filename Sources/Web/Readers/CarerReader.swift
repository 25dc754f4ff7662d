import Breaks
import Wire

/// Reads a registration.
package func readCarer(_ r: Reader) -> CarerRegistration? {
  let details = readCarerDetails(r)
  let consents = r.object("consents", readConsents)
  guard let details, let consents else { return nil }
  return CarerRegistration(details: details, consents: consents)
}

/// Reads a carer from a list: the privacy notice is recorded later, one by one, and never by a list.
func readCarerOfList(_ r: Reader) -> CarerOfList? {
  let details = readCarerDetails(r)
  let consents = r.objectIfAny("consents", readConsentChange) ?? [:]
  if consents[.privacy] == true {
    r.problem(
      at: "consents/privacy", code: "not_allowed_here",
      detail: "A list cannot say this. Record it when each carer has read, heard or been sent the privacy notice.")
  }
  guard let details else { return nil }
  return CarerOfList(details: details, consents: consents.filter { $0.key != .privacy })
}

private func readCarerDetails(_ r: Reader) -> CarerDetails? {
  let said = readReached(r)
  let area = r.value("area", AreaSlug.init(text:))
  let food = r.objectIfAny("food") { readCarerFood($0) }
  let access = r.wordsIfAny("access", 0...Access.allCases.count, Access.self) ?? []
  let caring = r.objectIfAny("caring") { readCaring($0) }
  guard let said, let area else { return nil }
  return CarerDetails(
    name: said.name, email: said.email, phone: said.phone, address: said.address, postcode: said.postcode,
    birthDate: said.birthDate, area: area, languages: said.languages, food: food?(FoodNeeds()) ?? FoodNeeds(),
    access: access, formats: said.formats, contact: said.contact,
    caring: caring?(CaringSituation()) ?? CaringSituation(), responsibleAdult: said.responsibleAdult)
}

/// Reads the change of a registration: objects within are merged, lists replaced, null takes away.
func readCarerChange(_ r: Reader) -> CarerChange? {
  let fields = [
    "name", "email", "phone", "address", "postcode", "birthDate", "area", "languages", "food", "access", "formats",
    "contact", "caring", "responsibleAdult", "consents",
  ]
  if !fields.contains(where: { r.has($0) }) {
    r.problem(at: "", code: "too_few", detail: "Please name at least one field to change.")
  }
  let reach = readReachChange(r)
  let area = r.kept("area") { $0.valueIfAny($1, AreaSlug.init(text:)) }
  let languages = r.kept("languages") { $0.objectsIfAny($1, 1...10, readLanguage) }
  let food = r.kept("food") { $0.objectIfAny($1) { readCarerFood($0) } }
  let access = r.kept("access") { $0.wordsIfAny($1, 0...Access.allCases.count, Access.self) }
  let formats = r.kept("formats") { $0.wordsIfAny($1, 0...Format.allCases.count, Format.self) }
  var saysSafeBy = false
  let contact = r.kept("contact") { r, key in
    r.objectIfAny(key) { contact in
      saysSafeBy = contact.has("safeBy")
      return readContact(contact)
    }
  }
  let caring = r.kept("caring") { $0.objectIfAny($1) { readCaring($0) } }
  let adult = r.change("responsibleAdult") { $0.objectIfAny($1, readResponsibleAdult) }
  let consents = r.kept("consents") { $0.objectIfAny($1, readConsentChange) }
  return CarerChange(saysSafeBy: saysSafeBy, consents: consents ?? [:]) { details in
    reach(&details)
    details.area = area ?? details.area
    details.languages = languages ?? details.languages
    if let food { details.food = food(details.food) }
    details.access = access ?? details.access
    details.formats = formats ?? details.formats
    if let contact { details.contact = contact(details.contact) }
    if let caring { details.caring = caring(details.caring) }
    details.responsibleAdult = adult.applied(to: details.responsibleAdult)
  }
}

private func readReachChange(_ r: Reader) -> @Sendable (inout CarerDetails) -> Void {
  let name = r.kept("name") { $0.textIfAny($1, 1...120) }
  let email = r.change("email") { $0.valueIfAny($1, EmailAddress.init(text:)) }
  let phone = r.change("phone") { $0.valueIfAny($1, UKPhone.init(text:)) }
  let address = r.change("address") { $0.textIfAny($1, 1...300, lines: true) }
  let postcode = r.kept("postcode") { $0.valueIfAny($1, Postcode.init(text:)) }
  let birthDate = r.kept("birthDate") { $0.valueIfAny($1, Day.init(text:)) }
  return { details in
    details.name = name ?? details.name
    details.email = email.applied(to: details.email)
    details.phone = phone.applied(to: details.phone)
    details.address = address.applied(to: details.address)
    details.postcode = postcode ?? details.postcode
    details.birthDate = birthDate ?? details.birthDate
  }
}

/// Reads what a carer eats, as a change of what was said before.
private func readCarerFood(_ r: Reader) -> @Sendable (FoodNeeds) -> FoodNeeds {
  let diets = r.kept("diets") { $0.wordsIfAny($1, 0...Diet.allCases.count, Diet.self) }
  let avoids = r.kept("avoids") { $0.wordsIfAny($1, 0...Allergen.allCases.count, Allergen.self) }
  let severe = r.kept("severe") { $0.wordsIfAny($1, 0...Allergen.allCases.count, Allergen.self) }
  let notes = r.change("notes") { $0.textIfAny($1, 1...500, lines: true) }
  return { old in
    FoodNeeds(
      diets: diets ?? old.diets, avoids: avoids ?? old.avoids, severe: severe ?? old.severe,
      notes: notes.applied(to: old.notes))
  }
}

/// Reads whom a carer looks after, as a change of what was said before.
private func readCaring(_ r: Reader) -> @Sendable (CaringSituation) -> CaringSituation {
  let hours = r.change("hoursPerWeek") { $0.intIfAny($1, 0...168) }
  let since = r.change("since") { $0.valueIfAny($1, CaringSince.init(text:)) }
  let caresFor = r.kept("caresFor") { $0.objectsIfAny($1, 0...10, readCaredFor) }
  let canLeave = r.kept("canLeaveOvernight") { $0.boolIfAny($1) }
  let needsCare = r.kept("needsReplacementCare") { $0.boolIfAny($1) }
  return { old in
    CaringSituation(
      hoursPerWeek: hours.applied(to: old.hoursPerWeek), since: since.applied(to: old.since),
      caresFor: caresFor ?? old.caresFor, canLeaveOvernight: canLeave ?? old.canLeaveOvernight,
      needsReplacementCare: needsCare ?? old.needsReplacementCare)
  }
}

private func readCaredFor(_ r: Reader) -> CaredFor? {
  let relation = r.text("relation", 1...60)
  let needs = readNeeds(r) ?? []
  return relation.map { CaredFor(relation: $0, needs: needs) }
}

/// The privacy notice must have been read, heard or posted, so leaving the answer out is the same as no.
private func readConsents(_ r: Reader) -> Consents? {
  let privacy = r.boolIfAny("privacy") ?? false
  if !privacy {
    r.problem(
      at: "privacy", code: "consent_needed",
      detail: "Please read the privacy notice, or have it read or posted, before registering.")
  }
  return Consents(
    privacy: privacy, shareWithPartners: r.boolIfAny("shareWithPartners") ?? false,
    news: r.boolIfAny("news") ?? false)
}

private func readConsentChange(_ r: Reader) -> [ConsentKind: Bool]? {
  var answers: [ConsentKind: Bool] = [:]
  for kind in ConsentKind.allCases {
    answers[kind] = r.kept(kind.rawValue) { $0.boolIfAny($1) }
  }
  return answers
}

/// Reads what a volunteer knows of the person on the telephone.
func readCarerSearch(_ r: Reader) -> CarerSearch? {
  CarerSearch(
    phone: r.valueIfAny("phone", UKPhone.init(text:)),
    reference: r.valueIfAny("reference") { try Reference(text: $0, length: Reference.bookingLength) },
    name: r.textIfAny("name", 1...120), postcode: r.valueIfAny("postcode", Postcode.init(text:)),
    birthDate: r.valueIfAny("birthDate", Day.init(text:)), state: r.oneOfIfAny("state", CarerState.self))
}

/// Reads how somebody came to know the privacy notice.
func readNoticeGiven(_ r: Reader) -> NoticeGiven? { r.oneOf("how", NoticeGiven.self) }

/// Reads why somebody is taken to be a carer; only Breather itself says that it was a prescription.
func readEvidence(_ r: Reader) -> Evidence? {
  let text = r.text("evidence", 1...200)
  let kind = r.oneOfIfAny("evidenceKind", EvidenceKind.self) ?? .other
  if kind == .prescription {
    r.problem(
      at: "evidenceKind", code: "unknown_value", detail: "A carer redeems a prescription; it is not said here.")
  }
  return text.map { Evidence(text: $0, kind: kind) }
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
