import Breaks
import Wire

extension PracticeShape {
  /// A practice as answers show it.
  init(_ practice: Practice) {
    let details = practice.details
    self.init(
      id: practice.id.text, odsCode: details.odsCode.text, name: details.name, area: details.area.text,
      email: details.email.text, phone: details.phone?.typed, carersLead: details.carersLead)
  }
}
