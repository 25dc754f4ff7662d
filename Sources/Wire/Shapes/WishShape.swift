/// A break that a carer would like and nobody offers yet.
package struct WishShape: Codable, Sendable, Equatable {
  package var id: String
  package var area: String
  /// Nil once the wish was taken back.
  package var words: String?
  package var category: String?
  package var stay: String?
  /// The first half of a postcode.
  package var near: String?
  package var language: String?
  package var state: String
  /// How many others would like it too.
  package var seconders: Int
  package var mine: Bool
  package var seconded: Bool
  package var why: String?
  package var offerId: String?
  /// Only for coordinators.
  package var carerId: String?
  package var createdAt: String
  package var version: Int

  /// Puts an answer together.
  package init(
    id: String, area: String, words: String?, category: String?, stay: String?, near: String?, language: String?,
    state: String, seconders: Int, mine: Bool, seconded: Bool, why: String?, offerId: String?, carerId: String?,
    createdAt: String, version: Int
  ) {
    self.id = id
    self.area = area
    self.words = words
    self.category = category
    self.stay = stay
    self.near = near
    self.language = language
    self.state = state
    self.seconders = seconders
    self.mine = mine
    self.seconded = seconded
    self.why = why
    self.offerId = offerId
    self.carerId = carerId
    self.createdAt = createdAt
    self.version = version
  }
}

/// How many people want the same kind of break, and what there is of it.
package struct DemandShape: Codable, Sendable, Equatable {
  package var area: String
  package var category: String?
  package var stay: String?
  package var language: String?
  package var district: String?
  package var people: Int
  package var met: Int
  package var nearestKm: Int?
  /// Only for coordinators.
  package var wishes: [Wished]?

  /// One of the wishes.
  package struct Wished: Codable, Sendable, Equatable {
    package var id: String
    package var words: String

    /// Names a wish.
    package init(id: String, words: String) {
      self.id = id
      self.words = words
    }
  }

  /// Puts an answer together.
  package init(
    area: String, category: String?, stay: String?, language: String?, district: String?, people: Int, met: Int,
    nearestKm: Int?, wishes: [Wished]?
  ) {
    self.area = area
    self.category = category
    self.stay = stay
    self.language = language
    self.district = district
    self.people = people
    self.met = met
    self.nearestKm = nearestKm
    self.wishes = wishes
  }
}

/// A page of what carers wish for, and how many groups are too small to be told.
package struct DemandListShape: Codable, Sendable, Equatable {
  package var items: [DemandShape]
  package var next: String?
  /// Groups that are kept from the reader, on all pages together.
  package var suppressed: Int
  /// Groups of fewer people are kept from whoever does not coordinate their area.
  package var suppressedBelow: Int

  /// Puts a page together.
  package init(items: [DemandShape], next: String?, suppressed: Int, suppressedBelow: Int) {
    self.items = items
    self.next = next
    self.suppressed = suppressed
    self.suppressedBelow = suppressedBelow
  }

  /// Writes `next` also when it is nil, as every list does.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(items, forKey: .items)
    try container.encode(next, forKey: .next)
    try container.encode(suppressed, forKey: .suppressed)
    try container.encode(suppressedBelow, forKey: .suppressedBelow)
  }
}
