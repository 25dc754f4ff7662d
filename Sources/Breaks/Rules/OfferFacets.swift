/// A filter of which somebody is shown what each choice would leave.
package enum OfferFacet: String, CaseIterable, Sendable {
  case category, stay, diet, avoid, access, language, area, free

  /// Whether choosing a second value replaces the first; of the others every chosen value must fit.
  package var isOneOf: Bool {
    switch self {
    case .category, .stay, .language, .area, .free: true
    case .diet, .avoid, .access: false
    }
  }
}

/// How many offers a search finds, and how many would be left by each further choice.
package struct OfferFacets: Sendable, Equatable {
  /// One value of a filter, and how many offers it would leave.
  package struct Choice: Sendable, Equatable {
    package let value: String
    package let count: Int

    /// Counts a choice.
    package init(value: String, count: Int) {
      self.value = value
      self.count = count
    }
  }

  /// What the search finds as it is.
  package var total = 0
  /// By filter the choices that would leave something, the most first, then by their words.
  package private(set) var choices: [OfferFacet: [Choice]] = [:]

  /// Nothing counted yet.
  package init() {}

  /// Puts in the choices of a filter, in their order.
  package mutating func set(_ facet: OfferFacet, _ counted: [Choice]) {
    choices[facet] = counted.filter { $0.count > 0 }.sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }
}

extension OfferSearch {
  /// Whether the search says something about a filter.
  package func says(_ facet: OfferFacet) -> Bool {
    switch facet {
    case .category: category != nil
    case .stay: stay != nil
    case .diet: !diets.isEmpty
    case .avoid: !avoids.isEmpty
    case .access: !access.isEmpty
    case .language: language != nil
    case .area: area != nil
    case .free: freeOnly
    }
  }

  /// The same search without what it says about a filter.
  package func without(_ facet: OfferFacet) -> OfferSearch {
    var search = self
    switch facet {
    case .category: search.category = nil
    case .stay: search.stay = nil
    case .diet: search.diets = []
    case .avoid: search.avoids = []
    case .access: search.access = []
    case .language: search.language = nil
    case .area: search.area = nil
    case .free: search.freeOnly = false
    }
    return search
  }
}
