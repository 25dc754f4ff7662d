import Breaks
import Wire

/// Reads a new partner.
package func readPartner(_ reader: Reader) -> PartnerDetails? {
  let needed = NeededFields(Fields(reader, of: .whole))
  let free = FreeFields(reader)
  guard let name = needed.name, let kind = needed.kind, let area = needed.area, let email = needed.email,
    let postcode = needed.postcode
  else { return nil }
  var details = PartnerDetails(
    name: name, kind: kind, area: area, email: email, postcode: postcode,
    noPersonalCare: needed.noPersonalCare ?? false)
  free.apply(to: &details)
  return details
}

/// Reads what is to be changed of a partner.
func readPartnerChange(_ reader: Reader) -> (@Sendable (inout PartnerDetails) -> Void)? {
  let needed = NeededFields(Fields(reader, of: .change))
  let free = FreeFields(reader)
  reader.requireAny(of: NeededFields.names + FreeFields.names)
  if reader.failed { return nil }
  return { details in
    needed.apply(to: &details)
    free.apply(to: &details)
  }
}

/// The fields that a partner always has.
private struct NeededFields: Sendable {
  static let names = ["name", "kind", "area", "email", "postcode", "noPersonalCare"]

  let name: String?
  let kind: Category?
  let area: AreaSlug?
  let email: EmailAddress?
  let postcode: Postcode?
  let noPersonalCare: Bool?

  init(_ fields: Fields) {
    name = fields.get("name") { $0.text($1, 1...120) }
    kind = fields.get("kind") { $0.oneOf($1, Category.self) }
    area = fields.get("area") { $0.value($1, AreaSlug.init(text:)) }
    email = fields.get("email") { $0.value($1, EmailAddress.init(text:)) }
    postcode = fields.get("postcode") { $0.value($1, Postcode.init(text:)) }
    noPersonalCare = fields.getIfAny("noPersonalCare") { $0.bool($1) }
  }

  func apply(to details: inout PartnerDetails) {
    details.name = name ?? details.name
    details.kind = kind ?? details.kind
    details.area = area ?? details.area
    details.email = email ?? details.email
    details.postcode = postcode ?? details.postcode
    details.noPersonalCare = noPersonalCare ?? details.noPersonalCare
  }
}

/// The fields that a partner may be without; null empties one.
private struct FreeFields: Sendable {
  static let names = ["phone", "town", "address", "description", "safeguarding", "cqcLocationId"]

  let phone: Change<UKPhone>
  let town: Change<String>
  let address: Change<String>
  let description: Change<String>
  let safeguarding: Change<Safeguarding>
  let cqcLocationID: Change<String>

  init(_ reader: Reader) {
    phone = reader.change("phone") { $0.value($1, UKPhone.init(text:)) }
    town = reader.change("town") { $0.text($1, 1...120) }
    address = reader.change("address") { $0.text($1, 1...300, lines: true) }
    description = reader.change("description") { $0.text($1, 1...4000, lines: true) }
    safeguarding = reader.change("safeguarding") { $0.object($1, readSafeguarding) }
    cqcLocationID = reader.change("cqcLocationId") { $0.value($1, PartnerRules.cqcLocation) }
  }

  func apply(to details: inout PartnerDetails) {
    details.phone = phone.applied(to: details.phone)
    details.town = town.applied(to: details.town)
    details.address = address.applied(to: details.address)
    details.description = description.applied(to: details.description)
    details.safeguarding = safeguarding.applied(to: details.safeguarding)
    details.cqcLocationID = cqcLocationID.applied(to: details.cqcLocationID)
  }
}

private func readSafeguarding(_ reader: Reader) -> Safeguarding? {
  let lead = reader.text("lead", 1...120)
  let policySeenOn = reader.value("policySeenOn", Day.init(text:))
  let insuranceSeenOn = reader.value("insuranceSeenOn", Day.init(text:))
  guard let lead, let policySeenOn, let insuranceSeenOn else { return nil }
  return Safeguarding(lead: lead, policySeenOn: policySeenOn, insuranceSeenOn: insuranceSeenOn)
}
