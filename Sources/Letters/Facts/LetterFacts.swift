import Breaks

/// Everything that one letter says, as typed facts: one case a kind of letter.
package enum LetterFacts: Equatable, Sendable {
  /// To anyone whose address is known: the code to sign in with.
  case signInCode(SignInCodeFacts)
  /// To the carer: we have your form.
  case registrationReceived(RegistrationReceivedFacts)
  /// To the carer: you can book now.
  case carerVerified(CarerVerifiedFacts)
  /// To the carer: a prescription is waiting for you.
  case prescriptionIssued(PrescriptionIssuedFacts)
  /// To the carer: it is booked.
  case bookingConfirmed(BookingConfirmedFacts)
  /// To the partner: somebody is coming.
  case partnerNewBooking(PartnerNewBookingFacts)
  /// To the carer: we have asked the place.
  case bookingRequested(BookingRequestedFacts)
  /// To the partner: please answer.
  case partnerBookingRequested(PartnerBookingRequestedFacts)
  /// To the carer: the place said yes; it is booked.
  case bookingAccepted(BookingConfirmedFacts)
  /// To the carer: the place said no.
  case bookingDeclined(BookingDeclinedFacts)
  /// To the carer: the place never answered, so we said no for them.
  case bookingNotAnswered(BookingDeclinedFacts)
  /// To the carer: it is cancelled.
  case bookingCancelled(BookingCancelledFacts)
  /// To the partner: please answer, we asked before.
  case partnerNudge(PartnerBookingRequestedFacts)
  /// To the partner: they are not coming.
  case partnerBookingCancelled(PartnerBookingCancelledFacts)
  /// To the partner: what you gave in a year.
  case partnerThanks(PartnerThanksFacts)
  /// To the carer: the place is kept, and final when the care is.
  case breakWaitsForCare(CareFacts)
  /// To the carer: the care for a break is off; what shall become of the break?
  case careLost(CareFacts)
  /// To the carer: the break is off, its care stands still; what shall become of it?
  case breakLost(CareFacts)
  /// To the carer: you are in line.
  case waitingJoined(WaitingJoinedFacts)
  /// To the carer: there is room for you.
  case waitingOffer(WaitingOfferFacts)
  /// To the area's desk: please ring somebody today.
  case urgentPrescription(UrgentPrescriptionFacts)
  /// To the carer: we have what you asked for, and this is how it goes on.
  case shareEntered(ShareEnteredFacts)
  /// To the carer: the places went to others this time.
  case shareNotThisTime(ShareNotThisTimeFacts)
  /// To the carer: somebody has looked again, as you asked.
  case shareAnswered(ShareAnsweredFacts)

  /// To the carer: it is different now.
  case bookingChanged(BookingChangedFacts)
  /// To the partner: it is different now.
  case partnerBookingChanged(PartnerBookingChangedFacts)
  /// To the carer's calendar: these dates are off.
  case datesOff(DatesOffFacts)
  /// To the partner's calendar: these dates are off.
  case partnerDatesOff(DatesOffFacts)
  /// To the carer: we heard that you could not come.
  case absenceAsked(AbsenceAskedFacts)
  /// To the carer: how was it?
  case feedbackAsked(FeedbackAskedFacts)
  /// To a carer: what you wished for is there.
  case wishOffered(WishOfferedFacts)
  /// To somebody at the desk: please ring the partner.
  case callAboutBooking(CallAboutBookingFacts)

  /// The kind of this letter; its raw value is also the name of its templates.
  package var kind: LetterKind {
    switch self {
    case .signInCode: .signInCode
    case .registrationReceived: .registrationReceived
    case .carerVerified: .carerVerified
    case .prescriptionIssued: .prescriptionIssued
    case .bookingConfirmed: .bookingConfirmed
    case .partnerNewBooking: .partnerNewBooking
    case .bookingRequested: .bookingRequested
    case .partnerBookingRequested: .partnerBookingRequested
    case .bookingAccepted: .bookingAccepted
    case .bookingDeclined: .bookingDeclined
    case .bookingNotAnswered: .bookingNotAnswered
    case .bookingCancelled: .bookingCancelled
    case .partnerNudge: .partnerNudge
    case .partnerBookingCancelled: .partnerBookingCancelled
    case .partnerThanks: .partnerThanks
    case .breakWaitsForCare: .breakWaitsForCare
    case .careLost: .careLost
    case .breakLost: .breakLost
    case .waitingJoined: .waitingJoined
    case .waitingOffer: .waitingOffer
    case .urgentPrescription: .urgentPrescription
    case .bookingChanged: .bookingChanged
    case .partnerBookingChanged: .partnerBookingChanged
    case .datesOff: .datesOff
    case .partnerDatesOff: .partnerDatesOff
    case .absenceAsked: .absenceAsked
    case .feedbackAsked: .feedbackAsked
    case .wishOffered: .wishOffered
    case .callAboutBooking: .callAboutBooking
    case .shareEntered: .shareEntered
    case .shareNotThisTime: .shareNotThisTime
    case .shareAnswered: .shareAnswered
    }
  }

  /// Whether a discreet reader gets only "please ring us" in place of this letter.
  ///
  /// True for everything that goes to a carer, but not for the sign-in code, which says nothing of itself and could not
  /// be used over the telephone.
  package var isHiddenWhenDiscreet: Bool {
    switch self {
    case .registrationReceived, .carerVerified, .prescriptionIssued, .bookingConfirmed, .bookingRequested,
      .bookingAccepted, .bookingDeclined, .bookingNotAnswered, .bookingCancelled, .waitingJoined, .waitingOffer:
      true
    case .bookingChanged, .absenceAsked: true
    case .datesOff: true
    case .partnerDatesOff: false
    case .feedbackAsked, .wishOffered: true
    case .partnerThanks: false
    case .shareEntered, .shareNotThisTime, .shareAnswered: true
    case .breakWaitsForCare, .careLost, .breakLost: true
    case .signInCode, .partnerNewBooking, .partnerBookingRequested, .partnerNudge, .partnerBookingCancelled,
      .urgentPrescription:
      false
    case .partnerBookingChanged, .callAboutBooking: false
    }
  }

  /// The booking's reference, the one fact that a discreet letter may show; nil when the letter is about no booking.
  var reference: String? {
    switch self {
    case .bookingConfirmed(let facts), .bookingAccepted(let facts): facts.booking.reference
    case .bookingRequested(let facts): facts.booking.reference
    case .bookingDeclined(let facts), .bookingNotAnswered(let facts): facts.booking.reference
    case .bookingCancelled(let facts): facts.booking.reference
    case .breakWaitsForCare(let facts), .careLost(let facts), .breakLost(let facts): facts.booking.reference
    case .partnerNewBooking(let facts): facts.booking.reference
    case .partnerBookingRequested(let facts), .partnerNudge(let facts): facts.booking.reference
    case .partnerBookingCancelled(let facts): facts.booking.reference
    case .bookingChanged(let facts): facts.booking.reference
    case .partnerBookingChanged(let facts): facts.booking.reference
    case .datesOff(let facts), .partnerDatesOff(let facts): facts.reference
    case .absenceAsked(let facts): facts.booking.reference
    case .feedbackAsked(let facts): facts.booking.reference
    case .callAboutBooking(let facts): facts.booking.reference
    case .partnerThanks: nil
    case .waitingOffer(let facts): facts.booking.reference
    case .signInCode, .registrationReceived, .carerVerified, .prescriptionIssued, .urgentPrescription: nil
    case .waitingJoined, .wishOffered: nil
    case .shareEntered, .shareNotThisTime, .shareAnswered: nil
    }
  }
}
