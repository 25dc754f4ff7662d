import Breaks
import Store

/// A wish as the one who asks may see it.
package struct WishSeen: Sendable {
  package let wish: Wish
  /// Whether it is theirs, or of a carer they act for.
  package let mine: Bool
  /// Whether they, or a carer they act for, would like it too.
  package let seconded: Bool
  /// Whether they may learn whose it is: coordinators of its area.
  package let showsCarer: Bool
}

extension Errand {
  /// Says what a carer would like and nobody offers; it waits until a coordinator has read it.
  ///
  /// - Throws: as `acting`; `Refusal.tooManyWishes`; `Invalid` at `/area` when there is none of that name.
  package func makeWish(_ request: WishRequest) throws -> WishSeen {
    let caller = try signedIn()
    let acting = try actingToChange(for: request.onBehalf, .wishForSomebody)
    let area = request.area ?? acting.carer.details.area
    guard try store.areas.find(area) != nil else { throw Invalid([AreaRules.unknown(at: "/area")]) }
    try WishRules.make(live: try store.wishes.countLive(of: acting.carer.id))
    let wish = Wish(id: world.id(), area: area, carer: acting.carer.id, said: request.said, createdAt: now)
    try store.wishes.insert(wish, by: caller.person)
    try note("wish_made", "wish", wish.id.text, checked(request.onBehalf))
    return try seen(wish, by: [acting.carer.id])
  }

  /// Says that a carer would like another's wish too; saying it again changes nothing.
  ///
  /// - Throws: as `acting` and `WishRules.second`.
  package func secondWish(_ id: ID<Wish>, for onBehalf: OnBehalf?) throws -> WishSeen {
    let (wish, carer) = try wishToSecond(id, onBehalf)
    if try store.wishes.second(wish.id, by: carer, now: now) {
      try note("wish_seconded", "wish", id.text, checked(onBehalf))
    }
    return try seen(try wishThere(id), by: [carer])
  }

  /// Takes back that a carer would like another's wish too; taking it back again changes nothing.
  ///
  /// - Throws: as `secondWish`.
  package func unsecondWish(_ id: ID<Wish>, for onBehalf: OnBehalf?) throws -> WishSeen {
    let (wish, carer) = try wishToSecond(id, onBehalf)
    if try store.wishes.unsecond(wish.id, by: carer) {
      try note("wish_unseconded", "wish", id.text, checked(onBehalf))
    }
    return try seen(try wishThere(id), by: [carer])
  }

  /// Takes a carer's own wish back, shown or not: its words are gone for good, and it counts no more, for those either who
  /// seconded it; they may wish for themselves.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: as `acting` and `WishRules.withdraw`; `Refusal.changedMeanwhile`.
  package func withdrawWish(_ id: ID<Wish>, for onBehalf: OnBehalf?, ifVersion: Int?) throws -> WishSeen {
    let acting = try actingToChange(for: onBehalf, .wishForSomebody)
    try store.hold(.wish(id))
    let wish = try wishThere(id)
    try WishRules.withdraw(wish, by: acting.carer)
    try requireVersion(ifVersion, is: wish.version)
    try store.wishes.withdraw(wish, now: now)
    try note("wish_withdrawn", "wish", id.text, checked(onBehalf))
    return try seen(try wishThere(id), by: [acting.carer.id])
  }

  private func wishToSecond(_ id: ID<Wish>, _ onBehalf: OnBehalf?) throws -> (Wish, ID<Carer>) {
    let acting = try actingToChange(for: onBehalf, .wishForSomebody)
    try store.hold(.wish(id))
    let wish = try wishThere(id)
    try WishRules.second(wish, by: acting.carer)
    return (wish, acting.carer.id)
  }

  func wishThere(_ id: ID<Wish>) throws -> Wish {
    guard let wish = try store.wishes.find(id) else { throw Refusal.notFound }
    return wish
  }

  func seen(_ wish: Wish, by carers: [ID<Carer>]) throws -> WishSeen {
    guard let seen = try seen([wish], by: carers).first else { throw Refusal.notFound }
    return seen
  }

  /// Wishes as the caller sees them who stands for some carers.
  func seen(_ wishes: [Wish], by carers: [ID<Carer>]) throws -> [WishSeen] {
    let seconded = try store.wishes.seconded(wishes.map(\.id), by: carers)
    return wishes.map { wish in
      WishSeen(
        wish: wish, mine: carers.contains(wish.carer), seconded: seconded.contains(wish.id),
        showsCarer: may(.moveWish, in: wish.area))
    }
  }
}
