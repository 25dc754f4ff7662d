import Breaks
import Letters
import Store

extension FactsGatherer {
  /// What the letter says, as typed facts; nil when what it tells of is gone.
  func words(for addressed: Addressed) throws -> LetterFacts? {
    switch letter.kind {
    case .signInCode: return nil
    case .registrationReceived:
      return .registrationReceived(RegistrationReceivedFacts(canSignIn: addressed.canSignIn))
    case .carerVerified: return .carerVerified(CarerVerifiedFacts(canSignIn: addressed.canSignIn))
    case .prescriptionIssued, .urgentPrescription: return try prescriptionWords(addressed)
    case .bookingConfirmed, .bookingAccepted, .bookingRequested, .bookingDeclined, .bookingNotAnswered,
      .bookingCancelled, .waitingOffer:
      return try carerWords(addressed)
    case .partnerThanks: return try thanksWords()
    case .waitingJoined: return try waitingWords()
    case .shareEntered: return try enteredWords(addressed)
    case .shareNotThisTime, .shareAnswered: return try shareWords(addressed)
    case .feedbackAsked: return try feedbackWords(addressed)
    case .wishOffered: return try wishWords(addressed)
    case .breakWaitsForCare, .careLost, .breakLost: return try careWords(addressed)
    case .partnerNewBooking, .partnerBookingRequested, .partnerNudge, .partnerBookingCancelled:
      return try partnerWords(addressed)
    case .bookingChanged, .partnerBookingChanged, .absenceAsked, .callAboutBooking: return try changeWords(addressed)
    case .datesOff, .partnerDatesOff: return try datesOffWords(addressed)
    }
  }

  private func prescriptionWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let id = letter.subject.prescription, let prescription = try tx.prescriptions.find(id) else { return nil }
    if letter.kind == .urgentPrescription {
      return .urgentPrescription(
        UrgentPrescriptionFacts(
          code: prescription.code.shown, issuedAt: prescription.issuedAt, contactBy: prescription.contactBy))
    }
    let practice = try prescription.practice?.name ?? area(for: addressed).schemeName
    return .prescriptionIssued(
      PrescriptionIssuedFacts(
        code: prescription.code.shown,
        prescriberName: addressed.reader.name == nil ? nil : prescription.details.prescriber.name,
        practiceName: practice,
        contactBy: prescription.contactBy, expiresOn: prescription.expiresOn, canSignIn: addressed.canSignIn))
  }

  /// The numbers as they were when the letter was written.
  private func thanksWords() throws -> LetterFacts? {
    guard let about = letter.subject.about, about.what == .thanks, let thanks = try tx.thanks.find(ID(about.id)) else {
      return nil
    }
    let given = thanks.given
    return .partnerThanks(
      PartnerThanksFacts(
        year: given.year, breaks: given.breaks, carers: given.carers, people: given.people, nights: given.nights,
        daytime: given.daytime, valuePence: given.valuePence))
  }

  private func carerWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, offer) = try bookingAndOffer() else { return nil }
    let facts = try carerFacts(booking, offer)
    guard addressed.email == nil || isStillTrue(booking) else { return nil }
    let calendar = try calendar(booking, addressed)
    let (ending, stands) = (booking.ending, try standing(booking))
    switch letter.kind {
    case .bookingConfirmed, .bookingAccepted:
      let confirmed = BookingConfirmedFacts(
        booking: facts, cancelFreeUntil: booking.cancelFreeUntil > now ? booking.cancelFreeUntil : nil,
        coverStillNeeded: booking.cover == .needed, message: booking.message, calendar: calendar,
        cancelLink: addressed.mayAct ? try link(.carerCancel, of: booking) : nil)
      return letter.kind == .bookingConfirmed ? .bookingConfirmed(confirmed) : .bookingAccepted(confirmed)
    case .bookingRequested:
      return .bookingRequested(
        BookingRequestedFacts(
          booking: facts, answerBy: booking.decideBy ?? booking.startsAt, stands: stands))
    case .bookingDeclined, .bookingNotAnswered:
      let declined = BookingDeclinedFacts(
        booking: facts, message: booking.message, prescriptionGivenBack: booking.prescription != nil,
        alternatives: stands == nil ? try alternatives(to: booking, addressed) : [], stands: stands,
        isInLine: try booking.waiting.flatMap { try tx.waiting.find($0) }?.state.isLive ?? false)
      return letter.kind == .bookingDeclined ? .bookingDeclined(declined) : .bookingNotAnswered(declined)
    case .waitingOffer:
      return .waitingOffer(
        WaitingOfferFacts(
          booking: facts, keptUntil: booking.heldUntil ?? booking.startsAt,
          coverToSay: try isCoverToSay(booking, offer),
          answerLink: addressed.mayAct ? try link(.waitingOffer, of: booking) : nil))
    default:
      return .bookingCancelled(
        BookingCancelledFacts(
          booking: facts, by: cancelledBy(booking), late: ending?.late ?? false,
          prescriptionGivenBack: booking.prescription != nil, message: booking.message,
          calendar: try tx.calendars.wasTold(of: booking, "carer") ? calendar : nil,
          alternatives: cancelledBy(booking) == .place ? try alternatives(to: booking, addressed) : [],
          stands: stands))
    }
  }

  func carerFacts(_ booking: Booking, _ offer: Offer) throws -> Letters.BookingFacts {
    Letters.BookingFacts(
      reference: booking.reference.shown, offerTitle: booking.offer.title, place: try place(booking),
      slots: booking.slots.map(SlotFacts.init), guests: booking.party.map { GuestFacts($0, forPartner: false) },
      contribution: ContributionFacts(of: offer.details, for: booking.need), rooms: RoomFacts(booking.need))
  }

  /// A letter about a break and its care goes only while it is still to be asked or told.
  private func careWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, offer) = try bookingAndOffer() else { return nil }
    let beside = try (booking.careBooking ?? booking.careFor).flatMap { try tx.bookings.find($0.id)?.offer.title }
    func words(_ purpose: LinkPurpose?) throws -> CareFacts {
      CareFacts(
        booking: try carerFacts(booking, offer), beside: beside, isFinal: booking.state == .confirmed,
        answerLink: addressed.mayAct ? try purpose.flatMap { try link($0, of: booking) } : nil)
    }
    switch letter.kind {
    case .breakWaitsForCare: return booking.state == .requested ? .breakWaitsForCare(try words(nil)) : nil
    case .careLost: return CareRules.isLost(booking) ? .careLost(try words(.careLost)) : nil
    default: return CareRules.isLeftOver(booking) ? .breakLost(try words(.breakLost)) : nil
    }
  }

  /// Whether a letter still says what is so: a booking that was cancelled before its letter could go is only told as
  /// cancelled, and no kitchen reads the needs of guests who will not come.
  func isStillTrue(_ booking: Booking) -> Bool {
    switch letter.kind {
    case .bookingConfirmed, .bookingAccepted, .partnerNewBooking:
      [.confirmed, .attended, .absent].contains(booking.state)
    case .bookingRequested, .partnerBookingRequested, .partnerNudge: booking.state == .requested
    case .bookingChanged, .partnerBookingChanged:
      [.requested, .confirmed, .attended, .absent].contains(booking.state)
    case .absenceAsked: booking.state == .absent && booking.absence?.settledAt == nil
    case .waitingOffer: booking.state == .held
    default: true
    }
  }

  private func partnerWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, _) = try bookingAndOffer(), isStillTrue(booking) else { return nil }
    let facts = PartnerBookingFacts(of: booking)
    let entry = try calendar(booking, addressed).map { PartnerCalendarFacts(entry: $0, place: try place(booking)) }
    switch letter.kind {
    case .partnerNewBooking:
      let carer = try tx.carers.find(booking.carer)
      return .partnerNewBooking(
        PartnerNewBookingFacts(
          booking: facts, leadName: carer?.details.name,
          languages: carer?.details.languages.filter(\.speaks).map(\.tag.text) ?? [], note: booking.note,
          calendar: entry))
    case .partnerBookingRequested, .partnerNudge:
      let requested = PartnerBookingRequestedFacts(
        booking: facts, answerBy: booking.decideBy ?? booking.startsAt,
        answerLink: try link(.partnerAnswer, of: booking),
        stands: try standingBooking(booking).map(PartnerBookingFacts.init))
      return letter.kind == .partnerNudge ? .partnerNudge(requested) : .partnerBookingRequested(requested)
    default:
      return .partnerBookingCancelled(
        PartnerBookingCancelledFacts(
          booking: facts, by: cancelledBy(booking), wasUnanswered: booking.state == .declined,
          calendar: try tx.calendars.wasTold(of: booking, "partner") ? entry : nil, stands: try standing(booking)))
    }
  }

  func bookingAndOffer() throws -> (Booking, Offer)? {
    guard let id = letter.subject.booking, let booking = try tx.bookings.find(id),
      let offer = try tx.offers.find(booking.offer.id, now: now)
    else { return nil }
    return (booking, offer)
  }

  func place(_ booking: Booking) throws -> PlaceFacts {
    let partner = try tx.partners.find(booking.offer.partner.id)?.details
    let lines = (partner?.address.map { $0.split(whereSeparator: \.isNewline).map(String.init) } ?? [])
    let town = [booking.offer.town, booking.offer.postcode?.text].compactMap { $0 }.joined(separator: " ")
    return PlaceFacts(
      name: booking.offer.partner.name, phone: partner?.phone?.typed, addressLines: lines + (town.isEmpty ? [] : [town])
    )
  }

  /// What a letter puts into a calendar: the booking's dates, or the events that are named.
  func calendar(
    _ booking: Booking, _ addressed: Addressed, of events: [CalendarEvent]? = nil
  ) throws -> CalendarFacts? {
    guard addressed.calendar, let email = addressed.email, let sequence = letter.subject.calendarSequence else {
      return nil
    }
    return CalendarFacts(
      uid: "\(booking.calendarID)@\(LetterStore.messageDomain)", sequence: sequence,
      events: (events ?? CalendarRules.events(booking.slots)).map(EventFacts.init), writtenAt: now,
      organizerEmail: sender.text, attendeeEmail: email.text)
  }

  private func cancelledBy(_ booking: Booking) -> CancelledBy {
    switch booking.ending?.by {
    case .partner: .place
    case .time: .desk
    case .volunteer, .coordinator, .carer, nil: .carer
    }
  }
}
