import Breaks
import Store

extension Errand {
  /// Leaves a carer in peace: nothing is late or counts any more, open questions are dropped, no cheerful letter comes; a
  /// break that is confirmed stands.
  ///
  /// After a carer's own death nothing at all is written to them, they are signed out, places that a waiting list keeps for
  /// them go to the next party at once, no draw gives them any, and somebody rings the partner of each booking that stands;
  /// no booking is cancelled by itself. Saying the same again changes nothing.
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.notAllowed` for somebody's own death; `.wrongState` when the carer
  ///   is said to have died, which has to be lifted first.
  package func quietCarer(_ id: ID<Carer>, _ why: QuietWhy, ifVersion: Int?) throws -> Carer {
    let caller = try signedIn()
    // Bookings are held before the carer, as everywhere.
    let open = try store.absences.open(of: id).compactMap { try heldAbsence($0) }
    if why == .carerDied { try holdOffers(to: id) }
    try store.hold(.carer(id))
    let carer = try carer(id, for: .quietCarer)
    try requireVersion(ifVersion, is: carer.version)
    let isOwn = caller.carer == id || caller.actsFor.contains(id)
    if why == .carerDied, isOwn { throw Refusal.notAllowed }
    if carer.quiet?.why == why { return carer }
    if carer.hasDied { throw Refusal.wrongState }
    let since = why == .carerDied ? now : carer.quiet?.since ?? now
    try store.quiet.begin(id, Quiet(why: why, since: since))
    for absence in open { try settle(absence, why: nil, reason: nil, excused: true, by: .time) }
    try store.quiet.dropLetters(LetterKind.cheerful, to: id, now: now)
    if why == .carerDied { try fallSilent(to: carer) }
    try note("carer_quiet", "carer", id.text)
    return try reload(carer)
  }

  /// Takes back that a carer is to be left in peace, also a report that was a mistake: they may sign in again, and what was
  /// withheld goes its way.
  ///
  /// They stand in line where they stood, and take part again in draws that are to come. Places that were kept for them and
  /// went to others do not come back, nor is a draw repeated: of that a person can look again.
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`.
  package func liftQuiet(_ id: ID<Carer>, ifVersion: Int?) throws -> Carer {
    try store.hold(.carer(id))
    let carer = try carer(id, for: .quietCarer)
    try requireVersion(ifVersion, is: carer.version)
    guard let quiet = carer.quiet else { return carer }
    if carer.hasDied {
      try store.quiet.giveAccessBack(to: carer)
      try store.quiet.queueAgain(to: id, since: quiet.since, now: now)
      let bookings = try store.quiet.bookings(of: id, endingAfter: quiet.since)
      try store.letters.takeOffList(.callAboutBooking, about: bookings, now: now)
    }
    try store.quiet.end(id)
    try note("carer_quiet_lifted", "carer", id.text)
    try refill(of: id)
    return try reload(carer)
  }

  /// What follows from a carer's own death.
  private func fallSilent(to carer: Carer) throws {
    try store.quiet.endAccess(of: carer, now: now)
    try letGoOfOffers(to: carer.id)
    try store.quiet.withholdLetters(to: carer.id, now: now)
    for id in try store.quiet.bookings(of: carer.id, endingAfter: now) {
      guard let booking = try store.bookings.find(id), [.requested, .confirmed].contains(booking.state) else {
        continue
      }
      try send(
        Draft(
          kind: .callAboutBooking, area: booking.offer.area, recipient: .partner(booking.offer.partner.id),
          subject: LetterSubject(booking: id), by: .phone))
    }
  }

  /// Holds the bookings that keep places for a carer who waits.
  private func holdOffers(to carer: ID<Carer>) throws {
    for entry in try store.waiting.live(of: carer) {
      if let kept = try store.waiting.booking(of: entry.id) { try store.hold(.booking(kept.reference)) }
    }
  }

  /// Lets go of all places that are kept for a carer who waited; the next in line are asked, and nobody is written to.
  private func letGoOfOffers(to carer: ID<Carer>) throws {
    for entry in try store.waiting.live(of: carer) {
      guard let kept = try store.waiting.booking(of: entry.id), kept.state == .held else { continue }
      try lapse(kept, by: .volunteer)
    }
  }

  private func reload(_ carer: Carer) throws -> Carer {
    guard let found = try store.carers.find(carer.id) else { throw Refusal.notFound }
    return found
  }
}
