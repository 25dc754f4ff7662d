import Breaks
import Store

/// A party in a waiting list, with all that can be told about its waiting.
package struct WaitingTold: Sendable {
  package let entry: WaitingEntry
  /// How many parties stand before it, by date; empty once it waits no more.
  package let ahead: [ID<Slot>: Int]
  /// All that happened so far, the first first; never empty.
  package let steps: [WaitingStep]
  /// The booking that keeps places for it, or that it became.
  package let booking: Booking?
  /// From which day the carer's share of such breaks is free again, if it is used up; told when they join.
  package let capResetsOn: Day?
}

extension Errand {
  /// A party in a waiting list, for its carer, a responsible adult, or the desk of its area.
  ///
  /// - Throws: `Refusal.notFound`.
  package func waiting(_ id: ID<WaitingEntry>) throws -> WaitingTold {
    guard let entry = try store.waiting.find(id), try mayRead(entry) else { throw Refusal.notFound }
    if entry.carer != caller?.carer { try note("waiting_read", "waiting", id.text) }
    return try told(id)
  }

  /// The caller's own waiting, or that of the desk's areas, newest first.
  package func waiting(_ wish: WaitingWish, limit: Int) throws -> [WaitingTold] {
    let caller = try signedIn()
    var wish = wish
    wish.carers = [caller.carer].compactMap { $0 } + caller.actsFor
    let roles = Permissions.roles(for: .readWaiting)
    if caller.isAny(roles) { wish.areas = caller.areas(of: roles) }
    guard caller.isAny(roles) || !wish.carers.isEmpty else { throw Refusal.notAllowed }
    if caller.isAny(roles) { try note("waiting_listed", "carer", wish.carer?.text ?? "many") }
    return try told(try store.waiting.list(wish, limit: limit))
  }

  func mayRead(_ entry: WaitingEntry) throws -> Bool {
    try isOwn(entry) || may(.readWaiting, in: entry.offer.area)
  }

  func isOwn(_ entry: WaitingEntry) throws -> Bool {
    let caller = try signedIn()
    return entry.carer == caller.carer || caller.actsFor.contains(entry.carer)
  }

  func told(_ id: ID<WaitingEntry>, capResetsOn: Day? = nil) throws -> WaitingTold {
    guard let entry = try store.waiting.find(id), let told = try told([entry], capResetsOn: capResetsOn).first else {
      throw Refusal.notFound
    }
    return told
  }

  private func told(_ entries: [WaitingEntry], capResetsOn: Day? = nil) throws -> [WaitingTold] {
    let ids = entries.map(\.id)
    let (ahead, steps) = (try store.waiting.ahead(of: ids), try store.waiting.steps(of: ids))
    let bookings = try store.waiting.bookings(of: ids)
    return entries.map { entry in
      WaitingTold(
        entry: entry, ahead: ahead[entry.id] ?? [:], steps: steps[entry.id] ?? [], booking: bookings[entry.id],
        capResetsOn: capResetsOn)
    }
  }
}
