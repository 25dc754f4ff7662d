/// A break that a carer would like and nobody offers yet: "a pottery afternoon near Wigan".
package struct Wish: Sendable, Equatable {
  package let id: ID<Wish>
  package let area: AreaSlug
  /// Whose it is; no other carer learns it.
  package let carer: ID<Carer>
  package let said: WishSaid
  package let state: WishState
  package let createdAt: Instant
  /// Why it was closed, if it is.
  package let why: WishEnd?
  /// The break that was made of it, if one was.
  package let offer: ID<Offer>?
  /// How many others would like it too.
  package let seconds: Int
  /// Raised by one at every move from one state to the next.
  package let version: Int

  /// Puts a wish together.
  package init(
    id: ID<Wish>, area: AreaSlug, carer: ID<Carer>, said: WishSaid, state: WishState = .waiting, createdAt: Instant,
    why: WishEnd? = nil, offer: ID<Offer>? = nil, seconds: Int = 0, version: Int = 1
  ) {
    self.id = id
    self.area = area
    self.carer = carer
    self.said = said
    self.state = state
    self.createdAt = createdAt
    self.why = why
    self.offer = offer
    self.seconds = seconds
    self.version = version
  }
}

/// What is wished for.
package struct WishSaid: Sendable, Equatable {
  /// 1...300 characters; kept sealed, for people write of themselves. Empty once the wish was taken back.
  package var words: String
  package var category: Category?
  package var stay: Stay?
  /// The outward code near which it should be; of a postcode no more is kept.
  package var district: String?
  package var language: LanguageTag?

  /// Says what is wished for.
  package init(
    words: String, category: Category? = nil, stay: Stay? = nil, district: String? = nil, language: LanguageTag? = nil
  ) {
    self.words = words
    self.category = category
    self.stay = stay
    self.district = district
    self.language = language
  }
}

/// Where a wish stands.
package enum WishState: String, CaseIterable, Sendable, Codable {
  /// A coordinator has yet to read it: its words may say who made it.
  case waiting
  /// Every carer of the area sees it and may second it.
  case shown
  case closed

  /// Whether it counts as demand.
  package var isLive: Bool { self != .closed }
}

/// Why a wish is closed.
package enum WishEnd: String, CaseIterable, Sendable, Codable {
  case offered
  case notPossible = "not_possible"
  case notFitting = "not_fitting"
  /// Its carer took it back; its words are gone.
  case withdrawn
}

/// A wish as somebody makes it.
package struct WishRequest: Sendable, Equatable {
  package var said: WishSaid
  /// The carer's own, when left out.
  package var area: AreaSlug?
  package var onBehalf: OnBehalf?

  /// Puts a request together.
  package init(said: WishSaid, area: AreaSlug?, onBehalf: OnBehalf?) {
    self.said = said
    self.area = area
    self.onBehalf = onBehalf
  }
}
