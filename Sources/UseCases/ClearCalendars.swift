import Breaks
import Store

extension Errand {
  /// Takes the events that a booking has no more out of the calendars that were told of them, by a letter of its own: what
  /// asks a calendar for something and what takes something out never travel together (RFC 5546, section 3.2).
  ///
  /// - Parameters:
  ///   - old: the booking as calendars know it.
  ///   - changed: the booking as it is now, its calendar entry a step on.
  func clearCalendars(of old: Booking, since changed: Booking, for carer: Carer) throws {
    let fallen = CalendarRules.fallen(from: old.slots, to: changed.slots)
    guard !quiet, !fallen.isEmpty else { return }
    let contact = carer.details.contact
    let tellsCarer =
      try contact.calendar && !contact.discreet && LetterRules.way(for: carer, on: today) == .email
      && store.calendars.wasTold(of: old, "carer")
    let tellsPartner = try store.calendars.wasTold(of: old, "partner")
    guard tellsCarer || tellsPartner else { return }
    try store.calendars.keep(fallen, of: changed.id, sequence: changed.calendarSequence)
    if tellsCarer { try send(.datesOff, to: carer, about: changed) }
    if tellsPartner { try send(.partnerDatesOff, toPartnerOf: changed) }
  }
}
