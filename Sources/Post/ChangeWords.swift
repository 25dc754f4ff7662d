import Breaks
import Letters
import Store

// Letters about bookings that change, about absences, and calls for the desk's hands.

extension FactsGatherer {
  /// What such a letter says; nil when it is no longer so.
  func changeWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, offer) = try bookingAndOffer() else { return nil }
    switch letter.kind {
    case .bookingChanged:
      guard isStillTrue(booking) else { return nil }
      return .bookingChanged(try changed(booking, offer, addressed))
    case .partnerBookingChanged:
      guard isStillTrue(booking) else { return nil }
      return .partnerBookingChanged(try partnerChanged(booking, addressed))
    case .absenceAsked:
      guard isStillTrue(booking), let asked = booking.absence?.askedAt else { return nil }
      return .absenceAsked(
        AbsenceAskedFacts(
          booking: try carerFacts(booking, offer), answerBy: AbsenceRules.answerBy(asked: asked),
          answerLink: addressed.mayAct ? try link(.absenceWhy, of: booking) : nil))
    default:
      guard let carer = try tx.carers.find(booking.carer) else { return nil }
      return .callAboutBooking(
        CallAboutBookingFacts(
          booking: PartnerBookingFacts(of: booking), place: try place(booking), leadName: carer.details.name))
    }
  }

  /// What takes events out of a calendar; nil when the reader keeps none any more.
  func datesOffWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, _) = try bookingAndOffer(), let sequence = letter.subject.calendarSequence else { return nil }
    let fallen = try tx.calendars.fallen(of: booking.id, sequence: sequence)
    guard !fallen.isEmpty, let calendar = try calendar(booking, addressed, of: fallen) else { return nil }
    let facts = DatesOffFacts(
      reference: booking.reference.shown, offerTitle: booking.offer.title, place: try place(booking),
      calendar: calendar)
    return letter.kind == .datesOff ? .datesOff(facts) : .partnerDatesOff(facts)
  }

  /// The reference of the booking that stands while a change of it is asked for, or after that came to nothing.
  func standing(_ booking: Booking) throws -> String? { try standingBooking(booking)?.reference.shown }

  /// The booking that stands while a change of it is asked for, or after that came to nothing.
  func standingBooking(_ booking: Booking) throws -> Booking? {
    guard let old = try booking.replaces.flatMap({ try tx.bookings.find($0.id) }), old.state == .confirmed else {
      return nil
    }
    return old
  }

  /// Whether the reader is to be left in peace, and the letter is none that tells of what stands.
  func isSilenced() throws -> Bool {
    guard letter.kind.isCheerful, case .carer(let id) = letter.recipient else { return false }
    return try tx.carers.find(id)?.isQuiet ?? false
  }

  private func changed(_ booking: Booking, _ offer: Offer, _ addressed: Addressed) throws -> BookingChangedFacts {
    let isBooked = booking.state != .requested
    return BookingChangedFacts(
      booking: try carerFacts(booking, offer), answerBy: booking.decideBy, replaced: booking.replaces?.reference.shown,
      cancelFreeUntil: isBooked && booking.cancelFreeUntil > now ? booking.cancelFreeUntil : nil,
      message: booking.message, calendar: isBooked ? try calendar(booking, addressed) : nil,
      cancelLink: isBooked && addressed.mayAct ? try link(.carerCancel, of: booking) : nil)
  }

  private func partnerChanged(_ booking: Booking, _ addressed: Addressed) throws -> PartnerBookingChangedFacts {
    let isBooked = booking.state != .requested
    let entry = isBooked ? try calendar(booking, addressed) : nil
    return PartnerBookingChangedFacts(
      booking: PartnerBookingFacts(of: booking), answerBy: booking.decideBy,
      answerLink: isBooked ? nil : try link(.partnerAnswer, of: booking), replaced: booking.replaces?.reference.shown,
      leadName: isBooked ? try tx.carers.find(booking.carer)?.details.name : nil,
      note: isBooked ? booking.note : nil,
      calendar: try entry.map { PartnerCalendarFacts(entry: $0, place: try place(booking)) })
  }
}
