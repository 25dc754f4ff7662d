import Breaks

/// The facts of "what you wished for is there": to whoever wished for it, and to everybody who wanted it too.
package struct WishOfferedFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// The place's name.
  package let placeName: String
  /// Where it is; nil when the offer does not say.
  package let town: String?
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(offerTitle: String, placeName: String, town: String?, canSignIn: Bool) {
    self.offerTitle = offerTitle
    self.placeName = placeName
    self.town = town
    self.canSignIn = canSignIn
  }
}
