import Breaks
import Wire

extension AreaShape {
  /// An area as answers show it.
  init(_ area: Area) {
    let details = area.details
    self.init(
      slug: area.slug.text, name: details.name, schemeName: details.schemeName, phone: details.phone.typed,
      phoneHours: details.phoneHours, email: details.email.text, postalAddress: details.postalAddress,
      postcodeDistricts: details.postcodeDistricts, controller: details.controller,
      privacyNotice: PrivacyNoticeShape(version: details.privacyNotice.version, url: details.privacyNotice.url),
      safeguardingPhone: details.safeguardingPhone.typed,
      caps: details.caps.map { CapShape(stay: $0.stay.rawValue, count: $0.count, per: $0.per.rawValue) },
      careHoursPerWeek: details.careHoursPerWeek, version: area.version)
  }
}
