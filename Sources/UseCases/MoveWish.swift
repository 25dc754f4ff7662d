import Breaks
import Store

/// How a coordinator closes a wish.
package struct WishClosing: Sendable, Equatable {
  package let why: WishEnd
  /// The break that was made of it.
  package let offer: ID<Offer>?

  /// Says how it ends.
  package init(why: WishEnd, offer: ID<Offer>?) {
    self.why = why
    self.offer = offer
  }
}

extension Errand {
  /// Lets the carers of its area see a wish, once a coordinator has read that it tells of nobody.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`, `.wrongState`.
  package func showWish(_ id: ID<Wish>, ifVersion: Int?) throws -> WishSeen {
    let wish = try wishToMove(id, ifVersion: ifVersion)
    try WishRules.show(wish)
    try store.wishes.show(id, now: now)
    try note("wish_shown", "wish", id.text)
    return try seen(try wishThere(id), by: [])
  }

  /// Closes a wish, shown or not; when a break was made of it, those who wanted it are told.
  ///
  /// - Throws: as `showWish`; `Invalid` at `/offerId`.
  package func closeWish(_ id: ID<Wish>, _ closing: WishClosing, ifVersion: Int?) throws -> WishSeen {
    let wish = try wishToMove(id, ifVersion: ifVersion)
    let offer = try closing.offer.map { try store.offers.find($0, now: now) }
    let isThere = offer.map { $0?.state == .published && $0?.area == wish.area }
    try Invalid.throwIfAny(WishRules.problems(closing: closing.why, isThere: isThere))
    try WishRules.close(wish)
    try store.wishes.close(wish, why: closing.why, offer: closing.offer, now: now)
    try note("wish_closed", "wish", id.text, closing.why.rawValue)
    if let offer = offer ?? nil { try tell(of: offer, for: wish) }
    return try seen(try wishThere(id), by: [])
  }

  /// Tells the one who wished and those who seconded, each by the way that is safe for them.
  private func tell(of offer: Offer, for wish: Wish) throws {
    for id in [wish.carer] + (try store.wishes.seconders(of: wish.id)) {
      guard let carer = try store.carers.find(id), WishRules.isTold(carer, of: offer, on: today) else { continue }
      try send(
        Draft(
          kind: .wishOffered, area: carer.details.area, recipient: .carer(id),
          subject: LetterSubject(about: LetterAbout(.wish, wish.id.uuid)),
          by: LetterRules.way(for: carer, on: today)))
    }
  }

  private func wishToMove(_ id: ID<Wish>, ifVersion: Int?) throws -> Wish {
    _ = try requireSomewhere(.moveWish)
    try store.hold(.wish(id))
    let wish = try wishThere(id)
    try require(.moveWish, in: wish.area)
    try requireVersion(ifVersion, is: wish.version)
    return wish
  }
}
