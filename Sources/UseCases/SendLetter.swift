import Breaks
import Store

extension Errand {
  /// Queues a letter to a carer by the way that is safe for them, or puts it on the list of what hands must do.
  ///
  /// Who is to be left in peace gets no cheerful one.
  func send(
    _ kind: LetterKind, to carer: Carer, about booking: Booking? = nil, prescription: ID<Prescription>? = nil
  ) throws {
    if carer.isQuiet, kind.isCheerful { return }
    let way = LetterRules.way(for: carer, on: today)
    let subject = LetterSubject(
      booking: booking?.id, prescription: prescription, calendarSequence: booking?.calendarSequence)
    try send(Draft(kind: kind, area: carer.details.area, recipient: .carer(carer.id), subject: subject, by: way))
  }

  /// Queues a letter to the partner of a booking.
  func send(_ kind: LetterKind, toPartnerOf booking: Booking) throws {
    let subject = LetterSubject(booking: booking.id, calendarSequence: booking.calendarSequence)
    try send(
      Draft(
        kind: kind, area: booking.offer.area, recipient: .partner(booking.offer.partner.id), subject: subject,
        by: .email))
  }

  /// A letter before it has an id.
  struct Draft {
    let kind: LetterKind
    let area: AreaSlug
    let recipient: LetterRecipient
    let subject: LetterSubject
    let by: LetterWay
  }

  /// Writes a letter's row; while seeds are loaded none is written.
  func send(_ draft: Draft) throws {
    if quiet { return }
    let state: LetterState =
      switch draft.by {
      case .email: .queued
      case .phone, .post: .toDo
      case .withheld: .withheld
      }
    try store.letters.enqueue(
      Letter(
        id: world.id(), kind: draft.kind, area: draft.area, recipient: draft.recipient, subject: draft.subject,
        by: draft.by, state: state, createdAt: now, version: 1))
  }
}
