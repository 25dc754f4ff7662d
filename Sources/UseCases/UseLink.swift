import Breaks
import Store

extension Errand {
  /// What a link opens, without changing anything: whoever only follows links decides nothing.
  ///
  /// - Returns: nil when it is none of ours.
  package func openLink(_ token: String) throws -> LinkView? {
    guard let link = try store.links.find(token: token), let act = LinkAct.of(link.purpose),
      let booking = try store.bookings.find(link.booking)
    else { return nil }
    return try view(link, act, booking)
  }

  /// Does what was chosen on a link's page, once.
  ///
  /// - Parameter answer: nil when nothing was chosen, so that nothing is done.
  /// - Returns: the link as it is afterwards; nil when it is none of ours.
  /// - Throws: `Refusal` when the trade says no to the choice, `.changedMeanwhile` when the booking is another than the page
  ///   showed; nothing is changed then.
  package func answerLink(_ token: String, _ answer: LinkAnswer?) throws -> LinkView? {
    guard let found = try openLink(token) else { return nil }
    try store.changes.hold(found.booking.reference)
    guard let held = try openLink(token), held.standing == .open else { return try openLink(token) }
    guard let answer, held.act.allows(answer) else { return held }
    if let seen = answer.seen { try requireVersion(seen, is: held.booking.version) }
    let outcome = try held.act.act(self, held.booking, answer)
    if outcome == .settled { try store.links.use(held.link, answer: answer.choice, now: now) }
    guard var view = try openLink(token) else { return nil }
    view.standing = .answered(answer.choice)
    return view
  }

  private func view(_ link: Link, _ act: LinkAct, _ booking: Booking) throws -> LinkView? {
    guard let area = try store.areas.find(booking.offer.area) else { return nil }
    let standing: LinkStanding =
      if let answer = link.answer {
        .answeredBefore(answer)
      } else if link.expiresAt <= now {
        .over
      } else {
        try act.isOpen(self, booking) ? .open : .settled
      }
    let isDiscreet = try act.reader == .carer && (store.carers.find(booking.carer)?.details.contact.discreet ?? true)
    return LinkView(
      link: link, act: act, standing: standing, booking: booking,
      replaces: try booking.replaces.flatMap { try store.bookings.find($0.id) }, area: area.details,
      costs: try act.purpose == .carerCancel && standing == .open && costs(booking), isDiscreet: isDiscreet)
  }

  private func costs(_ booking: Booking) throws -> Bool {
    let isQuiet = try store.carers.find(booking.carer)?.isQuiet ?? false
    return try EndingRules.cancel(booking, by: .carer, why: nil, isQuiet: isQuiet, now: now).countsTowardsCap
  }
}

/// What a link's page is written from.
package struct LinkView: Sendable {
  package let link: Link
  package let act: LinkAct
  package var standing: LinkStanding
  package let booking: Booking
  /// The booking that it is a change of.
  package let replaces: Booking?
  package let area: AreaDetails
  /// Whether cancelling now costs a break, unless something happened at home.
  package let costs: Bool
  /// Whether the page may show neither place nor date.
  package let isDiscreet: Bool
}

/// How a link stands.
package enum LinkStanding: Sendable, Equatable {
  /// It waits for an answer.
  case open
  /// It was answered just now, with this word.
  case answered(String)
  /// It was answered before, with this word.
  case answeredBefore(String)
  /// Its time is over.
  case over
  /// Nothing is left to decide: it was done another way.
  case settled
}

extension LinkAct {
  /// Whether an answer is one that can be given.
  fileprivate func allows(_ answer: LinkAnswer) -> Bool {
    answers.contains(answer.choice) && answer.why.map(reasons.contains) ?? true
      && (answer.message == nil || takesMessage) && answer.stars.isEmpty != takesStars
  }
}
