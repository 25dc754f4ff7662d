import Breaks

// Letters about bookings that change, about absences, and for the desk's hands.

extension Specimen {
  static let fullChanges: [LetterFacts] = [
    .bookingChanged(
      BookingChangedFacts(
        booking: booking, replaced: "MR7N-WDJ", cancelFreeUntil: cancelFreeUntil, message: "See you a week later.",
        calendar: calendar, cancelLink: link)),
    .partnerBookingChanged(
      PartnerBookingChangedFacts(
        booking: partnerBooking, replaced: "MR7N-WDJ", leadName: "Mary Okafor", note: "We may be a little late.",
        calendar: partnerCalendar)),
    .datesOff(datesOff),
    .partnerDatesOff(datesOff),
    .absenceAsked(AbsenceAskedFacts(booking: booking, answerBy: answerBy, answerLink: link)),
    .feedbackAsked(FeedbackAskedFacts(booking: booking, answerBy: answerBy, answerLink: link, canSignIn: true)),
    .wishOffered(
      WishOfferedFacts(
        offerTitle: "An afternoon of pottery", placeName: "The Kiln", town: "Seatown", canSignIn: true)),
    .callAboutBooking(CallAboutBookingFacts(booking: partnerBooking, place: place, leadName: "Mary Okafor")),
  ]

  static let bareChanges: [LetterFacts] = [
    .bookingChanged(BookingChangedFacts(booking: bareBooking, answerBy: answerBy)),
    .partnerBookingChanged(PartnerBookingChangedFacts(booking: barePartnerBooking, answerBy: answerBy)),
    .datesOff(datesOff),
    .partnerDatesOff(datesOff),
    .absenceAsked(AbsenceAskedFacts(booking: bareBooking, answerBy: answerBy)),
    .feedbackAsked(FeedbackAskedFacts(booking: bareBooking, answerBy: answerBy)),
    .wishOffered(
      WishOfferedFacts(offerTitle: "An afternoon of pottery", placeName: "The Kiln", town: nil, canSignIn: false)),
    .callAboutBooking(
      CallAboutBookingFacts(
        booking: barePartnerBooking, place: PlaceFacts(name: "Bean Street", phone: nil, addressLines: []),
        leadName: "Mary Okafor")),
  ]

  private static let datesOff = DatesOffFacts(
    reference: "HT4K-7QX", offerTitle: "A morning of coffee making", place: place,
    calendar: CalendarFacts(
      uid: calendar.uid, sequence: 2,
      events: [EventFacts(number: 2, time: bareBooking.slots[0]), EventFacts(number: 3, time: bareBooking.slots[1])],
      writtenAt: calendar.writtenAt, organizerEmail: calendar.organizerEmail, attendeeEmail: calendar.attendeeEmail))

  private static let standing = PartnerBookingFacts(
    reference: "MR7N-WDJ", offerTitle: partnerBooking.offerTitle, slots: barePartnerBooking.slots,
    guests: [GuestFacts(), GuestFacts()], rooms: RoomFacts(kind: "double", count: 1))

  /// What is asked, answered or taken back is a change of a booking that stands meanwhile.
  static let ofChanges: [LetterFacts] = [
    .bookingRequested(BookingRequestedFacts(booking: booking, answerBy: answerBy, stands: "MR7N-WDJ")),
    .bookingDeclined(
      BookingDeclinedFacts(
        booking: booking, message: "We are full that week.", prescriptionGivenBack: false, stands: "MR7N-WDJ")),
    .bookingNotAnswered(
      BookingDeclinedFacts(booking: booking, message: nil, prescriptionGivenBack: false, stands: "MR7N-WDJ")),
    .partnerNudge(PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, stands: standing)),
    .partnerBookingChanged(
      PartnerBookingChangedFacts(booking: partnerBooking, answerBy: answerBy, answerLink: link)),
    .bookingCancelled(
      BookingCancelledFacts(
        booking: booking, by: .carer, late: false, prescriptionGivenBack: false, calendar: nil, stands: "MR7N-WDJ")),
    .partnerBookingRequested(
      PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, stands: standing)),
    .partnerBookingCancelled(
      PartnerBookingCancelledFacts(booking: partnerBooking, by: .carer, stands: "MR7N-WDJ")),
  ]

  /// The partner's silence became a no.
  static let unanswered: [LetterFacts] = [
    .partnerBookingCancelled(PartnerBookingCancelledFacts(booking: partnerBooking, by: .desk, wasUnanswered: true))
  ]

  private static let careAsked = PartnerBookingFacts(
    reference: "HT4K-7QX", offerTitle: "An afternoon's sitting", slots: [barePartnerBooking.slots[0]],
    guests: [GuestFacts()], care: CareNeedFacts(ratio: "two_to_one", needs: ["Help to stand up", "Soft food"]))

  /// Those who give care read what is needed.
  static let ofCare: [LetterFacts] = [
    .partnerBookingRequested(
      PartnerBookingRequestedFacts(booking: careAsked, answerBy: answerBy, answerLink: link)),
    .partnerNudge(PartnerBookingRequestedFacts(booking: careAsked, answerBy: answerBy, answerLink: link)),
    .partnerNewBooking(PartnerNewBookingFacts(booking: careAsked, leadName: "Mary Okafor")),
    .partnerBookingChanged(PartnerBookingChangedFacts(booking: careAsked, leadName: "Mary Okafor")),
  ]
}
