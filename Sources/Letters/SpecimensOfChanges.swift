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
    .absenceAsked(AbsenceAskedFacts(booking: bareBooking, answerBy: answerBy)),
    .feedbackAsked(FeedbackAskedFacts(booking: bareBooking, answerBy: answerBy)),
    .wishOffered(
      WishOfferedFacts(offerTitle: "An afternoon of pottery", placeName: "The Kiln", town: nil, canSignIn: false)),
    .callAboutBooking(
      CallAboutBookingFacts(
        booking: barePartnerBooking, place: PlaceFacts(name: "Bean Street", phone: nil, addressLines: []),
        leadName: "Mary Okafor")),
  ]

  /// What is asked, answered or taken back is a change of a booking that stands meanwhile.
  static let ofChanges: [LetterFacts] = [
    .bookingRequested(BookingRequestedFacts(booking: booking, answerBy: answerBy, stands: "MR7N-WDJ")),
    .bookingDeclined(
      BookingDeclinedFacts(
        booking: booking, message: "We are full that week.", prescriptionGivenBack: false, stands: "MR7N-WDJ")),
    .bookingNotAnswered(
      BookingDeclinedFacts(booking: booking, message: nil, prescriptionGivenBack: false, stands: "MR7N-WDJ")),
    .partnerNudge(PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, stands: "MR7N-WDJ")),
    .partnerBookingChanged(
      PartnerBookingChangedFacts(booking: partnerBooking, answerBy: answerBy, answerLink: link)),
    .bookingCancelled(
      BookingCancelledFacts(
        booking: booking, by: .carer, late: false, prescriptionGivenBack: false, calendar: nil, stands: "MR7N-WDJ")),
    .partnerBookingRequested(
      PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, stands: "MR7N-WDJ")),
    .partnerBookingCancelled(
      PartnerBookingCancelledFacts(booking: partnerBooking, by: .carer, stands: "MR7N-WDJ")),
  ]
}
