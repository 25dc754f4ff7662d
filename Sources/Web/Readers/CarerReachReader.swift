import Breaks
import Wire

// What a registration and a prescription both say of a carer: who it is, and how to reach them.

/// A carer's person as a request describes it.
struct ReachedSaid {
  let name: String
  let email: EmailAddress?
  let phone: UKPhone?
  let address: String?
  let postcode: Postcode
  let birthDate: Day
  let languages: [LanguageSkill]
  let formats: [Format]
  let contact: SafeContact
  let responsibleAdult: ResponsibleAdult?
}

/// Reads who a carer is and how to reach them; unless it is said which ways are safe, all that are given are.
func readReached(_ r: Reader) -> ReachedSaid? {
  let name = r.text("name", 1...120)
  let email = r.valueIfAny("email", EmailAddress.init(text:))
  let phone = r.valueIfAny("phone", UKPhone.init(text:))
  let address = r.textIfAny("address", 1...300, lines: true)
  let postcode = r.value("postcode", Postcode.init(text:))
  let birthDate = r.value("birthDate", Day.init(text:))
  let languages = r.objectsIfAny("languages", 1...10, readLanguage)
  let formats = r.wordsIfAny("formats", 0...Format.allCases.count, Format.self) ?? []
  let given = SafeContact(safeBy: ReachedPerson.ways(email: email, phone: phone, address: address))
  let contact = r.objectIfAny("contact") { readContact($0) }
  let adult = r.objectIfAny("responsibleAdult", readResponsibleAdult)
  guard let name, let postcode, let birthDate else { return nil }
  return ReachedSaid(
    name: name, email: email, phone: phone, address: address, postcode: postcode, birthDate: birthDate,
    languages: languages ?? english, formats: formats, contact: contact?(given) ?? given, responsibleAdult: adult)
}

/// Who says nothing of languages is taken to speak English.
private let english: [LanguageSkill] = {
  guard let tag = try? LanguageTag(text: "en") else { return [] }
  return [LanguageSkill(tag: tag)]
}()

/// Reads a language, and how far somebody gets with it.
func readLanguage(_ r: Reader) -> LanguageSkill? {
  let tag = r.value("tag", LanguageTag.init(text:))
  let speaks = r.boolIfAny("speaks") ?? true
  let reads = r.boolIfAny("reads") ?? true
  let interpreter = r.boolIfAny("interpreter") ?? false
  return tag.map { LanguageSkill(tag: $0, speaks: speaks, reads: reads, interpreter: interpreter) }
}

/// Reads which ways are safe, as a change of what was said before.
func readContact(_ r: Reader) -> @Sendable (SafeContact) -> SafeContact {
  let safeBy = r.wordsIfAny("safeBy", 0...ContactWay.allCases.count, ContactWay.self)
  let discreet = r.boolIfAny("discreet")
  let leaveMessage = r.boolIfAny("leaveMessage")
  let callBetween = r.change("callBetween") { $0.textIfAny($1, 1...60) }
  let calendar = r.boolIfAny("calendar")
  let emailSignIn = r.boolIfAny("emailSignIn")
  let note = r.change("note") { $0.textIfAny($1, 1...500, lines: true) }
  return { old in
    SafeContact(
      safeBy: safeBy ?? old.safeBy, discreet: discreet ?? old.discreet, leaveMessage: leaveMessage ?? old.leaveMessage,
      callBetween: callBetween.applied(to: old.callBetween), calendar: calendar ?? old.calendar,
      emailSignIn: emailSignIn ?? old.emailSignIn, note: note.applied(to: old.note))
  }
}

/// Reads who agreed for a young carer.
func readResponsibleAdult(_ r: Reader) -> ResponsibleAdult? {
  let name = r.text("name", 1...120)
  let relation = r.oneOf("relation", AdultRelation.self)
  let contact = r.value("contact", AdultContact.init(text:))
  let agreedAt = r.value("agreedAt", Instant.init(text:))
  let how = r.text("how", 1...60)
  let mayAct = r.boolIfAny("mayAct") ?? false
  guard let name, let relation, let contact, let agreedAt, let how else { return nil }
  return ResponsibleAdult(
    name: name, relation: relation, contact: contact, agreedAt: agreedAt, how: how, mayAct: mayAct)
}

/// Reads what somebody needs, in open words; nil when nothing is said.
func readNeeds(_ r: Reader) -> [String]? {
  r.valuesIfAny("needs", 0...20) { text throws(BadValue) in
    guard text.unicodeScalars.count <= 60 else {
      throw BadValue("too_long", "This is longer than 60 characters.")
    }
    return text
  }
}
