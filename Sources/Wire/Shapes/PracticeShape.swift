/// A practice, as answers show it.
package struct PracticeShape: Codable, Sendable, Equatable {
  package let id: String
  package let odsCode: String
  package let name: String
  package let area: String
  package let email: String
  package let phone: String?
  package let carersLead: String?

  /// Puts an answer together.
  package init(
    id: String, odsCode: String, name: String, area: String, email: String, phone: String?, carersLead: String?
  ) {
    self.id = id
    self.odsCode = odsCode
    self.name = name
    self.area = area
    self.email = email
    self.phone = phone
    self.carersLead = carersLead
  }
}
