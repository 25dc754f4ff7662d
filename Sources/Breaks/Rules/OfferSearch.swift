/// What somebody looks for among the published offers; all of it must fit.
package struct OfferSearch: Sendable, Equatable {
  package var area: AreaSlug?
  package var category: Category?
  package var stay: Stay?
  /// The days on which a date may begin.
  package var days = DaySpan()
  /// How many come, children included; 1...12.
  package var party: Int?
  /// Whether there are children among them.
  package var withChildren = false
  /// Every one of them is provided.
  package var diets: [Diet] = []
  /// Every one of them can be avoided, as the partner says.
  package var avoids: [Allergen] = []
  /// The place has every one of them.
  package var access: [Access] = []
  /// `pa` finds `pa-Guru` too.
  package var language: LanguageTag?
  /// Words of title, summary, description, partner, town, category and languages; slips are forgiven.
  package var words: String?
  /// The outward code near which it is.
  package var near: String?
  /// In kilometres, 1...500; of use only with `near`.
  package var withinKm = OfferSearch.usualKm
  /// Whether it costs the carer nothing.
  package var freeOnly = false
  /// Which offers that are not for everybody are among them; whoever reads a request leaves it alone.
  package var sight = OfferSight.openOnly
  package var sort = OfferSort.soonest

  /// How far away an offer may be when only `near` is said, in kilometres: as far as can be asked.
  package static let usualKm = 500

  /// Looks for everything that is published.
  package init() {}

  /// Whether only offers with a fitting date are wanted.
  package var needsDate: Bool { party != nil || days.from != nil || days.to != nil }

  /// Reads a postcode or its first half.
  ///
  /// - Returns: the outward code.
  /// - Throws: `BadValue` with code `not_a_postcode`.
  package static func outward(text: String) throws -> String {
    if let whole = try? Postcode(text: text) { return whole.outward }
    // Any second half makes a first half whole.
    if let half = try? Postcode(text: text + "1AA") { return half.outward }
    throw BadValue("not_a_postcode", "This is not a UK postcode or its first half. It looks like L1 9DZ, or L1.")
  }
}

/// In which order offers are shown.
package enum OfferSort: String, CaseIterable, Sendable {
  /// By the next date with a place; offers without one last.
  case soonest
  /// By the distance from `near`.
  case nearest
  /// The latest made first.
  case newest
}

/// London days from one to another, both included; an end that is nil is open.
package struct DaySpan: Sendable, Equatable {
  package var from: Day?
  package var to: Day?

  /// Spans the days.
  package init(from: Day? = nil, to: Day? = nil) {
    self.from = from
    self.to = to
  }

  /// The first instant of the span.
  package var begin: Instant? { from.map { London.midnight(DaySpan.kept($0)) } }
  /// The first instant after the span.
  package var end: Instant? { to.map { London.midnight(DaySpan.kept($0).adding(days: 1)) } }

  /// Keeps a day a little within the years that a database can hold.
  private static func kept(_ day: Day) -> Day {
    let (first, last) = (Day(daysSince1970: -700_000), Day(daysSince1970: 2_900_000))
    return min(max(day, first), last)
  }
}

/// Where a page of offers ended, and in which order it was.
package enum OfferMark: Sendable, Equatable {
  case soonest(Instant, ID<Offer>)
  /// The squared distance in square microdegrees.
  case nearest(Int, ID<Offer>)
  case newest(Instant, ID<Offer>)

  /// The order in which the page was.
  package var sort: OfferSort {
    switch self {
    case .soonest: .soonest
    case .nearest: .nearest
    case .newest: .newest
    }
  }

  /// The mark as three texts: order, value, id.
  package var parts: [String] {
    switch self {
    case .soonest(let at, let id), .newest(let at, let id): [sort.rawValue, at.text, id.text]
    case .nearest(let distance, let id): [sort.rawValue, String(distance), id.text]
    }
  }

  /// Reads the three texts; nil for anything that `parts` would not have written.
  package init?(parts: [String]) {
    guard parts.count == 3, let sort = OfferSort(rawValue: parts[0]), let id = try? ID<Offer>(text: parts[2]) else {
      return nil
    }
    switch sort {
    case .soonest:
      guard let at = try? Instant(text: parts[1]) else { return nil }
      self = .soonest(at, id)
    case .newest:
      guard let at = try? Instant(text: parts[1]) else { return nil }
      self = .newest(at, id)
    case .nearest:
      guard let distance = Int(parts[1]) else { return nil }
      self = .nearest(distance, id)
    }
  }
}

/// Where a page of dates ended.
package struct SlotMark: Sendable, Equatable {
  package let startsAt: Instant
  package let id: ID<Slot>

  /// Marks the place after a date.
  package init(startsAt: Instant, id: ID<Slot>) {
    self.startsAt = startsAt
    self.id = id
  }

  /// The mark as two texts: start and id.
  package var parts: [String] { [startsAt.text, id.text] }

  /// Reads the two texts; nil for anything that `parts` would not have written.
  package init?(parts: [String]) {
    guard parts.count == 2, let startsAt = try? Instant(text: parts[0]), let id = try? ID<Slot>(text: parts[1]) else {
      return nil
    }
    self.init(startsAt: startsAt, id: id)
  }
}

/// Some of a list, and where the next of it begins.
package struct PageOf<Item: Sendable, Mark: Sendable>: Sendable {
  package let items: [Item]
  /// Nil on the last page.
  package let next: Mark?

  /// Puts a page together.
  package init(items: [Item], next: Mark?) {
    self.items = items
    self.next = next
  }
}
