import Breaks
import Wire

/// Reads a new practice.
package func readPractice(_ reader: Reader) -> PracticeDetails? {
  let odsCode = reader.value("odsCode", ODSCode.init(text:))
  let name = reader.text("name", 1...120)
  let area = reader.value("area", AreaSlug.init(text:))
  let email = reader.value("email", EmailAddress.init(text:))
  let phone = reader.valueIfAny("phone", UKPhone.init(text:))
  let carersLead = reader.textIfAny("carersLead", 1...120)
  guard let odsCode, let name, let area, let email else { return nil }
  return PracticeDetails(
    odsCode: odsCode, name: name, area: area, email: email, phone: phone, carersLead: carersLead)
}
