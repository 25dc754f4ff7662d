/// What care somebody needs.
package struct CareShape: Codable, Sendable, Equatable {
  package var ratio: String
  package var needs: [String]

  /// Says what is needed.
  package init(ratio: String, needs: [String]) {
    self.ratio = ratio
    self.needs = needs
  }
}
