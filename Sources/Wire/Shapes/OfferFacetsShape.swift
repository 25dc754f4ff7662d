/// How many offers a search finds, and what each further choice would leave, as the API shows it.
package struct OfferFacetsShape: Codable, Sendable, Equatable {
  package var total: Int
  package var category: [Choice]
  package var stay: [Choice]
  package var diet: [Choice]
  package var avoid: [Choice]
  package var access: [Choice]
  package var language: [Choice]
  package var area: [Choice]
  package var free: [Choice]

  /// One value of a filter, and how many offers it would leave.
  package struct Choice: Codable, Sendable, Equatable {
    package var value: String
    package var count: Int

    /// Counts a choice.
    package init(value: String, count: Int) {
      self.value = value
      self.count = count
    }
  }

  /// Puts an answer together; `choices` gives those of a filter by its name.
  package init(total: Int, choices: (String) -> [Choice]) {
    self.total = total
    category = choices("category")
    stay = choices("stay")
    diet = choices("diet")
    avoid = choices("avoid")
    access = choices("access")
    language = choices("language")
    area = choices("area")
    free = choices("free")
  }
}
