import Foundation

/// What carers wish for that nobody offers yet: live wishes in groups, held against the published offers.
package enum DemandRules {
  /// A wish as it counts, without its words.
  package struct Wanted: Sendable, Equatable {
    package let wish: ID<Wish>
    package let carer: ID<Carer>
    package let kind: DemandKind

    /// Describes what somebody wants.
    package init(wish: ID<Wish>, carer: ID<Carer>, kind: DemandKind) {
      self.wish = wish
      self.carer = carer
      self.kind = kind
    }
  }

  /// A published offer as it counts.
  package struct Offered: Sendable, Equatable {
    package let area: AreaSlug
    package let category: Category
    package let stay: Stay
    /// Every language it is given in, with the beginnings of its tag: `pa` and `pa-Guru`.
    package let languages: Set<String>
    /// Where it is, when its district is in the table.
    package let spot: Spot?
    /// Whether it has a date to come.
    package let hasDate: Bool

    /// Describes an offer.
    package init(
      area: AreaSlug, category: Category, stay: Stay, languages: Set<String>, spot: Spot?, hasDate: Bool
    ) {
      self.area = area
      self.category = category
      self.stay = stay
      self.languages = languages
      self.spot = spot
      self.hasDate = hasDate
    }
  }

  /// All that demand is reckoned from.
  package struct Facts: Sendable {
    package var wanted: [Wanted]
    /// Who seconds which wish.
    package var seconds: [ID<Wish>: [ID<Carer>]]
    package var offers: [Offered]
    /// The middles of the districts that the wishes name.
    package var districts: [String: Spot]

    /// Puts the facts together.
    package init(
      wanted: [Wanted], seconds: [ID<Wish>: [ID<Carer>]], offers: [Offered], districts: [String: Spot]
    ) {
      self.wanted = wanted
      self.seconds = seconds
      self.offers = offers
      self.districts = districts
    }
  }

  /// Groups the wishes: those that no offer meets first, then by the number of people, the most first.
  ///
  /// A person counts once in a group, whether they wished or seconded, and however often.
  package static func groups(_ facts: Facts) -> [Demand] {
    Dictionary(grouping: facts.wanted, by: \.kind).map { kind, wanted in
      let people = Set(wanted.map(\.carer)).union(wanted.flatMap { facts.seconds[$0.wish] ?? [] })
      let fitting = facts.offers.filter { fits($0, kind) }
      let centre = kind.district.flatMap { facts.districts[$0] }
      return Demand(
        kind: kind, people: people.count, wishes: wanted.map(\.wish).sorted(),
        met: fitting.count { $0.hasDate && speaks($0, kind) },
        nearestKm: centre.flatMap { centre in fitting.compactMap { $0.spot?.km(to: centre) }.min() })
    }
    .sorted { $0.standing < $1.standing }
  }

  /// The fewest people in a group of which a report tells (domain, section 7).
  package static let peopleLeast = 5

  /// The groups that somebody is told of, in their order, and how many are too small to be told.
  ///
  /// - Parameter seesAll: whether they see every group of an area, for they read its wishes.
  package static func told(_ groups: [Demand], seesAll: (AreaSlug) -> Bool) -> (groups: [Demand], suppressed: Int) {
    let told = groups.filter { $0.people >= peopleLeast || seesAll($0.kind.area) }
    return (told, groups.count - told.count)
  }

  private static func fits(_ offer: Offered, _ kind: DemandKind) -> Bool {
    offer.area == kind.area && kind.category.map { $0 == offer.category } ?? true
      && kind.stay.map { $0 == offer.stay } ?? true
  }

  private static func speaks(_ offer: Offered, _ kind: DemandKind) -> Bool {
    kind.language.map { offer.languages.contains($0.text) } ?? true
  }
}

/// What a group of wishes has in common; nil where nothing was said.
package struct DemandKind: Sendable, Hashable {
  package let area: AreaSlug
  package let category: Category?
  package let stay: Stay?
  package let language: LanguageTag?
  /// An outward code: `WN1`.
  package let district: String?

  /// Describes a group.
  package init(area: AreaSlug, category: Category?, stay: Stay?, language: LanguageTag?, district: String?) {
    self.area = area
    self.category = category
    self.stay = stay
    self.language = language
    self.district = district
  }

  /// All of it as one text, by which groups are told apart and ordered.
  package var text: String {
    [area.text, category?.rawValue, stay?.rawValue, language?.text, district].map { $0 ?? "" }.joined(separator: "|")
  }
}

/// How many people want the same kind of break, and what there is of it.
package struct Demand: Sendable, Equatable {
  package let kind: DemandKind
  /// Those who wished and those who seconded, each once.
  package let people: Int
  /// The wishes, in the order in which they were made.
  package let wishes: [ID<Wish>]
  /// How many published offers with a date to come are of this kind, and in its language.
  package let met: Int
  /// From the middle of the district to the nearest published offer of its category and stay; nil when there is none, or
  /// no district was said.
  package let nearestKm: Int?

  /// Puts a group together.
  package init(kind: DemandKind, people: Int, wishes: [ID<Wish>], met: Int, nearestKm: Int?) {
    self.kind = kind
    self.people = people
    self.wishes = wishes
    self.met = met
    self.nearestKm = nearestKm
  }

  /// Where it stands in the list: unmet before met, then more people before fewer.
  package var standing: DemandMark { DemandMark(isMet: met > 0, people: people, kind: kind.text) }
}

/// A place in the list of demand.
package struct DemandMark: Sendable, Equatable, Comparable {
  package let isMet: Bool
  package let people: Int
  package let kind: String

  /// Marks a place.
  package init(isMet: Bool, people: Int, kind: String) {
    self.isMet = isMet
    self.people = people
    self.kind = kind
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.isMet ? 1 : 0, -left.people, left.kind) < (right.isMet ? 1 : 0, -right.people, right.kind)
  }
}

/// A place on the map, in millionths of a degree (WGS 84).
package struct Spot: Sendable, Equatable {
  package let latitudeMicro: Int
  /// Negative is west.
  package let longitudeMicro: Int

  /// Places a spot.
  package init(latitudeMicro: Int, longitudeMicro: Int) {
    self.latitudeMicro = latitudeMicro
    self.longitudeMicro = longitudeMicro
  }

  /// The distance to another spot in whole kilometres, on a flat map: over a county its error is far below that of taking
  /// a district's middle for its every house.
  package func km(to other: Spot) -> Int {
    let kmOfDegree = 111.195
    let north = Double(latitudeMicro - other.latitudeMicro) / 1_000_000 * kmOfDegree
    let middle = Double(latitudeMicro + other.latitudeMicro) / 2_000_000 * .pi / 180
    let east = Double(longitudeMicro - other.longitudeMicro) / 1_000_000 * kmOfDegree * cos(middle)
    return Int((north * north + east * east).squareRoot().rounded())
  }
}
