/// What somebody eats and must not eat.
package struct FoodShape: Codable, Sendable, Equatable {
  package var diets: [String]
  package var avoids: [String]
  package var severe: [String]
  package var notes: String?

  /// Says what somebody eats.
  package init(diets: [String], avoids: [String], severe: [String], notes: String?) {
    self.diets = diets
    self.avoids = avoids
    self.severe = severe
    self.notes = notes
  }
}
