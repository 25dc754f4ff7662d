import Breaks
import Store

extension Errand {
  /// The most rounds that one look at an offer opens; what is left follows with the next.
  private static let openedMost = 10

  /// Opens the rounds of an offer whose window comes near, each date once, and notes when to look again; a chore.
  ///
  /// A date that stood in a round, also in one that was called off, is left to people.
  func openRoundsBySelf(of id: ID<Offer>) throws {
    try store.hold(.offer(id))
    guard let offer = try store.offers.find(id, now: now), try store.rounds.isToLook(at: id, now: now) else { return }
    guard let span = RoundCalendar.span(of: offer, now: now) else { return try store.rounds.look(at: id, next: nil) }
    let ids = try store.rounds.neverShared(of: id, in: span, limit: 20 * RoundCalendar.nightsMost)
    let slots = try store.slots.lock(ids, of: id).sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    let due = RoundCalendar.due(slots, of: offer, now: now)
    for dates in due.prefix(Errand.openedMost) {
      _ = try open(RoundRequest(slots: dates.map(\.id)), of: offer, dates, by: nil)
    }
    let isMore = due.count > Errand.openedMost
    try store.rounds.look(at: id, next: isMore ? now : now.adding(seconds: RoundCalendar.lookMinutes * 60))
  }
}
