/// How wishes move, and who may second them.
package enum WishRules {
  /// The most wishes of one carer that wait or are shown.
  package static let liveMax = 10

  /// Decides whether a carer may make one more wish.
  ///
  /// - Parameter live: how many of theirs wait or are shown.
  /// - Throws: `Refusal.tooManyWishes`.
  package static func make(live: Int) throws(Refusal) {
    guard live < liveMax else { throw .tooManyWishes }
  }

  /// Decides whether a wish may be shown to the carers of its area.
  ///
  /// - Throws: `Refusal.wrongState` unless it waits.
  package static func show(_ wish: Wish) throws(Refusal) {
    guard wish.state == .waiting else { throw .wrongState }
  }

  /// Decides whether a wish may be closed.
  ///
  /// - Throws: `Refusal.wrongState` when it is closed already.
  package static func close(_ wish: Wish) throws(Refusal) {
    guard wish.state.isLive else { throw .wrongState }
  }

  /// Decides whether a carer may take a wish back.
  ///
  /// - Throws: `Refusal.notFound` unless it is theirs, `.wrongState` when it is closed already.
  package static func withdraw(_ wish: Wish, by carer: Carer) throws(Refusal) {
    guard wish.carer == carer.id else { throw .notFound }
    guard wish.state.isLive else { throw .wrongState }
  }

  /// Decides whether a carer may say, or unsay, that they would like it too.
  ///
  /// - Throws: `Refusal.notFound` while nobody else sees it, `.ownWish`, `.wrongState` when it is closed.
  package static func second(_ wish: Wish, by carer: Carer) throws(Refusal) {
    if wish.carer == carer.id { throw .ownWish }
    guard wish.area == carer.details.area, wish.state != .waiting else { throw .notFound }
    guard wish.state == .shown else { throw .wrongState }
  }

  /// Whether somebody who wanted a break is told that it is there: not when they cannot go, and not while they are to be left
  /// in peace.
  package static func isTold(_ carer: Carer, of offer: Offer, on today: Day) -> Bool {
    let (age, audience) = (carer.details.birthDate.age(on: today), offer.details.audience)
    let isWelcome = age >= PartyRules.adultAge || audience.youngCarersWelcome
    return !carer.isQuiet && isWelcome && age >= audience.minimumAge ?? 0
  }

  /// Everything that is wrong with how a wish is closed, at the places where a request has it.
  ///
  /// - Parameter isThere: whether there is such an offer in the wish's area; nil when none was said.
  package static func problems(closing why: WishEnd, isThere: Bool?) -> [Problem] {
    if why == .withdrawn {
      return [Problem("/why", "not_allowed_here", "Only the carer who made a wish takes it back.")]
    }
    guard let isThere else { return [] }
    if why != .offered {
      return [
        Problem("/offerId", "not_allowed_here", "Only a wish that is offered names the break that was made of it.")
      ]
    }
    return isThere ? [] : [Problem("/offerId", "not_found", "There is no such published break in this area.")]
  }
}
