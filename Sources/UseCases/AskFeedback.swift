import Breaks
import Store

extension Errand {
  /// Breaks that are over, and of which it is not settled yet whether their carers are asked how they were.
  func feedbackToAsk(limit: Int) throws -> [ID<Booking>] {
    try store.feedback.due(
      since: now.adding(hours: -24 * FeedbackRules.askedWithinDays),
      before: now.adding(hours: -FeedbackRules.askedAfterHours), limit: limit)
  }

  /// Asks a carer how a break was, once; or settles that they are not asked. Whoever is asked nothing now is not asked later
  /// either, when they think of other things.
  func askHowItWas(_ id: ID<Booking>) throws {
    guard let reference = try store.bookings.find(id)?.reference else { return }
    try store.hold(.booking(reference))
    guard let booking = try store.bookings.find(id), [.confirmed, .attended].contains(booking.state),
      try store.feedback.find(of: booking) == nil, try store.feedback.markAsked(id, now: now),
      let carer = try store.carers.find(booking.carer), FeedbackRules.isAsked(carer, about: booking, on: today)
    else { return }
    try makeLink(.feedback, for: id, expiresAt: now.adding(hours: 24 * FeedbackRules.linkDays))
    try send(.feedbackAsked, to: carer, about: booking)
    try note("feedback_asked", "booking", id.text)
  }
}
