import Breaks
import Wire

/// A new area, as a request describes it.
package struct AreaWish: Sendable, Equatable {
  package let slug: AreaSlug
  package let details: AreaDetails
}

/// Reads a new area.
package func readArea(_ reader: Reader) -> AreaWish? {
  let slug = reader.value("slug", AreaSlug.init(text:))
  let fields = AreaFields(Fields(reader, of: .whole))
  guard let slug, let details = fields.details else { return nil }
  return AreaWish(slug: slug, details: details)
}

/// Reads what is to be changed of an area.
func readAreaChange(_ reader: Reader) -> (@Sendable (inout AreaDetails) -> Void)? {
  let fields = AreaFields(Fields(reader, of: .change))
  reader.requireAny(of: AreaFields.names)
  if reader.failed { return nil }
  return { details in fields.apply(to: &details) }
}

/// The fields of an area that a request gave.
private struct AreaFields: Sendable {
  static let names = [
    "name", "schemeName", "phone", "phoneHours", "email", "postalAddress", "postcodeDistricts", "controller",
    "privacyNotice", "safeguardingPhone", "caps", "careHoursPerWeek",
  ]

  let name: String?
  let schemeName: String?
  let phone: UKPhone?
  let phoneHours: String?
  let email: EmailAddress?
  let postalAddress: String?
  let postcodeDistricts: [String]?
  let controller: String?
  let privacyNotice: PrivacyNotice?
  let safeguardingPhone: UKPhone?
  let caps: [Cap]?
  let careHoursPerWeek: Int?

  init(_ fields: Fields) {
    name = fields.get("name") { $0.text($1, 1...120) }
    schemeName = fields.get("schemeName") { $0.text($1, 1...120) }
    phone = fields.get("phone") { $0.value($1, UKPhone.init(text:)) }
    phoneHours = fields.get("phoneHours") { $0.text($1, 1...120) }
    email = fields.get("email") { $0.value($1, EmailAddress.init(text:)) }
    postalAddress = fields.get("postalAddress") { $0.text($1, 1...300, lines: true) }
    postcodeDistricts = fields.get("postcodeDistricts") { $0.values($1, 1...300, AreaRules.district) }
    controller = fields.get("controller") { $0.text($1, 1...120) }
    privacyNotice = fields.get("privacyNotice") { $0.object($1, readNotice) }
    safeguardingPhone = fields.get("safeguardingPhone") { $0.value($1, UKPhone.init(text:)) }
    caps = fields.getIfAny("caps") { $0.objects($1, 0...3, readCap) }
    careHoursPerWeek = fields.getIfAny("careHoursPerWeek") { $0.int($1, 1...168) }
  }

  /// A whole area; nil when something is missing, which was noted.
  var details: AreaDetails? {
    guard let name, let schemeName, let phone, let phoneHours, let email, let postalAddress, let postcodeDistricts,
      let controller, let privacyNotice, let safeguardingPhone
    else { return nil }
    return AreaDetails(
      name: name, schemeName: schemeName, phone: phone, phoneHours: phoneHours, email: email,
      postalAddress: postalAddress, postcodeDistricts: postcodeDistricts, controller: controller,
      privacyNotice: privacyNotice, safeguardingPhone: safeguardingPhone, caps: caps ?? Cap.usual,
      careHoursPerWeek: careHoursPerWeek)
  }

  func apply(to details: inout AreaDetails) {
    details.name = name ?? details.name
    details.schemeName = schemeName ?? details.schemeName
    details.phone = phone ?? details.phone
    details.phoneHours = phoneHours ?? details.phoneHours
    details.email = email ?? details.email
    details.postalAddress = postalAddress ?? details.postalAddress
    details.postcodeDistricts = postcodeDistricts ?? details.postcodeDistricts
    details.controller = controller ?? details.controller
    details.privacyNotice = privacyNotice ?? details.privacyNotice
    details.safeguardingPhone = safeguardingPhone ?? details.safeguardingPhone
    details.caps = caps ?? details.caps
    details.careHoursPerWeek = careHoursPerWeek ?? details.careHoursPerWeek
  }
}

private func readNotice(_ reader: Reader) -> PrivacyNotice? {
  let version = reader.text("version", 1...60)
  let url = reader.value("url", AreaRules.webAddress)
  guard let version, let url else { return nil }
  return PrivacyNotice(version: version, url: url)
}

private func readCap(_ reader: Reader) -> Cap? {
  let stay = reader.oneOf("stay", Stay.self)
  let count = reader.int("count", 0...1000)
  let per = reader.oneOf("per", CapPeriod.self)
  guard let stay, let count, let per else { return nil }
  return Cap(stay: stay, count: count, per: per)
}

/// Reads fields that a new thing must have and that a change may leave out; null is no value for either.
struct Fields {
  /// Whether a request describes a whole thing or what is to change of one.
  enum Extent { case whole, change }

  private let reader: Reader
  private let extent: Extent

  init(_ reader: Reader, of extent: Extent) {
    self.reader = reader
    self.extent = extent
  }

  /// A field that a whole thing must have.
  func get<T>(_ key: String, _ read: (Reader, String) -> T?) -> T? {
    extent == .whole || reader.has(key) ? read(reader, key) : nil
  }

  /// A field that may be left out, but is never null.
  func getIfAny<T>(_ key: String, _ read: (Reader, String) -> T?) -> T? {
    reader.has(key) ? read(reader, key) : nil
  }
}

extension Reader {
  /// Notes a problem when none of the fields is there: a change must change something.
  func requireAny(of fields: [String]) {
    if fields.contains(where: has) { return }
    problem(at: "", code: "too_few", detail: "Say at least one thing that is to change.")
  }
}
