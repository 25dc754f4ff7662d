import Breaks
import Wire

extension PartnerShape {
  /// A partner as its own people and coordinators see it.
  init(_ partner: Partner) {
    let details = partner.details
    self.init(
      id: partner.id.text, name: details.name, kind: details.kind.rawValue, area: details.area.text,
      email: details.email.text, phone: details.phone?.typed, postcode: details.postcode?.text, town: details.town,
      address: details.address, description: details.description,
      safeguarding: details.safeguarding.map {
        SafeguardingShape(
          lead: $0.lead, policySeenOn: $0.policySeenOn.text, insuranceSeenOn: $0.insuranceSeenOn.text)
      }, cqcLocationId: details.cqcLocationID, noPersonalCare: details.noPersonalCare,
      youngCarersWelcome: details.safeguarding != nil, state: "active", version: partner.version)
  }
}
