import Breaks
import Wire

/// Reads somebody who is to work with Breather.
package func readPerson(_ reader: Reader) -> PersonDetails? {
  let name = reader.text("name", 1...120)
  let email = reader.valueIfAny("email", EmailAddress.init(text:))
  let phone = reader.valueIfAny("phone", UKPhone.init(text:))
  let languages = reader.valuesIfAny("languages", 0...10, LanguageTag.init(text:))
  let roles = reader.objects("roles", 1...20, readRole)
  let profession = reader.oneOfIfAny("profession", Profession.self)
  let registration = readRegistration(reader, profession)
  noteTwice(languages ?? [], reader)
  guard let name, let roles else { return nil }
  return PersonDetails(
    name: name, email: email, phone: phone, languages: languages ?? [], roles: roles, profession: profession,
    registration: registration)
}

private func readRole(_ reader: Reader) -> RoleGrant? {
  let role = reader.oneOf("role", Role.self)
  let area = reader.value("area", AreaSlug.init(text:))
  let partner = reader.valueIfAny("partnerId", ID<Partner>.init(text:))
  let practice = reader.valueIfAny("practiceId", ID<Practice>.init(text:))
  guard let role, let area else { return nil }
  return RoleGrant(role: role, area: area, partner: partner, practice: practice)
}

/// A number has the form of its profession's register, so it says nothing without the profession.
private func readRegistration(_ reader: Reader, _ profession: Profession?) -> Registration? {
  guard let profession else {
    let said = reader.textIfAny("registration", 1...40)
    if said != nil, !reader.has("profession") {
      reader.problem(at: "profession", code: "missing", detail: "A registration needs the profession it is for.")
    }
    return nil
  }
  return reader.valueIfAny("registration") { try Registration(text: $0, profession: profession) }
}

private func noteTwice(_ languages: [LanguageTag], _ reader: Reader) {
  for (place, tag) in languages.enumerated() where languages.firstIndex(of: tag) != place {
    reader.problem(at: "languages/\(place)", code: "duplicate", detail: "This is already in the list.")
  }
}
