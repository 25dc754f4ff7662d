import Breaks
import Foundation

/// A letter filled with made-up facts, on which every template is tried when the program starts.
///
/// Each kind has a full letter and a bare one, so that both sides of every section are tried. Nobody in them exists.
package struct Specimen: Sendable {
  /// A short name for golden copies, such as `booking_confirmed-full`.
  package let name: String
  /// The letter's facts.
  package let facts: LetterFacts
  /// Its reader.
  package let reader: ReaderFacts
  /// Its area.
  package let area: AreaFacts

  /// All of them: every kind of letter, full and bare, and those about a cancellation or a change that are neither.
  package static let all: [Specimen] =
    (full + fullChanges).map { Specimen($0, "full", fullReader(of: $0), fullArea) }
    + (bare + bareChanges).map { Specimen($0, "bare", bareReader, bareArea) }
    + byPlace.map { Specimen($0, "by-place", bareReader, bareArea) }
    + byDesk.map { Specimen($0, "by-desk", bareReader, bareArea) }
    + ofChanges.map { Specimen($0, "of-a-change", bareReader, bareArea) }
    + unanswered.map { Specimen($0, "unanswered", bareReader, bareArea) }
    + ofCare.map { Specimen($0, "of-care", bareReader, bareArea) }

  private init(_ facts: LetterFacts, _ sort: String, _ reader: ReaderFacts, _ area: AreaFacts) {
    name = "\(facts.kind.rawValue)-\(sort)"
    self.facts = facts
    self.reader = reader
    self.area = area
  }

  private static let fullArea = AreaFacts(
    schemeName: "Seatown Breaks", phone: "0151 496 0123", phoneHours: "Monday to Friday, 9am to 5pm",
    email: "hello@breaks.example")
  private static let bareArea = AreaFacts(schemeName: "Seatown Breaks", phone: "0151 496 0123", phoneHours: "weekdays")

  private static let fullReader = ReaderFacts(
    name: "Mary Okafor", behalfOf: "Sam Okafor", languages: ["ur"], formats: ["large_print"])
  private static let partnerReader = ReaderFacts(name: "The Larkfield Hotel")
  private static let bareReader = ReaderFacts(name: nil)

  static let place = PlaceFacts(
    name: "The Larkfield Hotel", phone: "0151 496 0456",
    addressLines: ["12 Shore Road", "Seatown", "L99 1AA"])

  private static let night = SlotFacts(
    startsAt: London.instant(day(4), minuteOfDay: 15 * 60), endsAt: London.instant(day(5), minuteOfDay: 11 * 60))

  private static let guests = [
    GuestFacts(
      name: "Mary", isReader: true, diets: ["vegetarian"], avoids: ["peanuts", "milk"], severe: ["peanuts"],
      foodNotes: "No spicy food, please.", access: ["step_free"]),
    GuestFacts(name: "Joe"),
    GuestFacts(name: "Sam", childAge: 6),
  ]

  static let booking = BookingFacts(
    reference: "HT4K-7QX", offerTitle: "A night by the sea", place: place, slots: [night], guests: guests,
    contribution: ContributionFacts(pence: 1050, per: "room", times: 2), rooms: rooms)

  private static let rooms = RoomFacts(kind: "twin", count: 2)

  static let bareBooking = BookingFacts(
    reference: "HT4K-7QX", offerTitle: "A morning of coffee making",
    place: PlaceFacts(name: "Bean Street", phone: nil, addressLines: []),
    slots: [
      SlotFacts(startsAt: London.instant(day(8), minuteOfDay: 570), endsAt: London.instant(day(8), minuteOfDay: 720)),
      SlotFacts(startsAt: London.instant(day(15), minuteOfDay: 570), endsAt: London.instant(day(15), minuteOfDay: 720)),
    ],
    guests: [GuestFacts(isReader: true)], contribution: ContributionFacts(pence: 0, per: "person"))

  static let partnerBooking = PartnerBookingFacts(
    reference: "HT4K-7QX", offerTitle: "A night by the sea", slots: [night], guests: guests, rooms: rooms)

  static let barePartnerBooking = PartnerBookingFacts(
    reference: "HT4K-7QX", offerTitle: "A morning of coffee making", slots: bareBooking.slots,
    guests: [GuestFacts()])

  static let calendar = CalendarFacts(
    uid: "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c11@breather", sequence: 1, events: [EventFacts(number: 1, time: night)],
    writtenAt: London.instant(Day(daysSince1970: 20_780), minuteOfDay: 600), organizerEmail: "letters@breaks.example",
    attendeeEmail: "mary@post.example")

  static let partnerCalendar = PartnerCalendarFacts(entry: calendar, place: place)

  static let cancelFreeUntil = London.instant(day(2), minuteOfDay: 15 * 60)
  static let answerBy = London.instant(Day(daysSince1970: 20_785), minuteOfDay: 0)

  static let link = "https://breaks.example/l/AZL2sehjfTGbHC9Oao0MEbHl3n0yV9fUdL5u8VxkQ2o"

  private static let alternatives = [
    AlternativeFacts(
      offerTitle: "A night in the hills", placeName: "Fell View Inn", town: "Ambleford",
      time: SlotFacts(
        startsAt: London.instant(day(6), minuteOfDay: 15 * 60), endsAt: London.instant(day(7), minuteOfDay: 600)),
      asks: GuestFacts(diets: ["vegetarian"], avoids: ["peanuts"], access: ["step_free"])),
    AlternativeFacts(
      offerTitle: "Bed and breakfast by the park", placeName: "Park House", town: nil,
      time: SlotFacts(
        startsAt: London.instant(day(8), minuteOfDay: 15 * 60), endsAt: London.instant(day(9), minuteOfDay: 600)),
      asks: GuestFacts()),
  ]

  private static let full: [LetterFacts] = [
    .partnerThanks(
      PartnerThanksFacts(year: 2026, breaks: 12, carers: 9, people: 21, nights: 8, daytime: 6, valuePence: 123_450)),
    .signInCode(SignInCodeFacts(code: "1234 5678", minutes: 10)),
    .registrationReceived(RegistrationReceivedFacts(canSignIn: true)),
    .carerVerified(CarerVerifiedFacts(canSignIn: true)),
    .prescriptionIssued(
      PrescriptionIssuedFacts(
        code: "HT4K-7QX-9MA", prescriberName: "Dr Amina Shah", practiceName: "Harbour Surgery",
        contactBy: Day(daysSince1970: 20_790), expiresOn: Day(daysSince1970: 21_145), canSignIn: true)),
    .bookingConfirmed(
      BookingConfirmedFacts(
        booking: booking, cancelFreeUntil: cancelFreeUntil, coverStillNeeded: true,
        message: "We look forward to meeting you.", calendar: calendar, cancelLink: link)),
    .partnerNewBooking(
      PartnerNewBookingFacts(
        booking: partnerBooking, leadName: "Mary Okafor", languages: ["pa", "en"], note: "We may be a little late.",
        calendar: partnerCalendar)),
    .bookingRequested(BookingRequestedFacts(booking: booking, answerBy: answerBy)),
    .partnerBookingRequested(
      PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, answerLink: link)),
    .partnerNudge(PartnerBookingRequestedFacts(booking: partnerBooking, answerBy: answerBy, answerLink: link)),
    .bookingAccepted(
      BookingConfirmedFacts(
        booking: booking, cancelFreeUntil: cancelFreeUntil, coverStillNeeded: true,
        message: "We look forward to meeting you.", calendar: calendar, cancelLink: link)),
    .bookingDeclined(
      BookingDeclinedFacts(
        booking: booking, message: "We are full that week.", prescriptionGivenBack: true, alternatives: alternatives,
        isInLine: true)),
    .bookingNotAnswered(
      BookingDeclinedFacts(
        booking: booking, message: nil, prescriptionGivenBack: true, alternatives: alternatives)),
    .bookingCancelled(
      BookingCancelledFacts(
        booking: booking, by: .carer, late: true, prescriptionGivenBack: true, message: "Ring us when you can.",
        calendar: calendar)),
    .partnerBookingCancelled(
      PartnerBookingCancelledFacts(booking: partnerBooking, by: .carer, calendar: partnerCalendar)),
    .breakWaitsForCare(CareFacts(booking: booking, beside: "An evening's sitting at home", isFinal: false)),
    .careLost(CareFacts(booking: booking, beside: "An evening's sitting at home", isFinal: true, answerLink: link)),
    .breakLost(CareFacts(booking: booking, beside: "A matinée for two", isFinal: true, answerLink: link)),
    .waitingJoined(
      WaitingJoinedFacts(offerTitle: "A night by the sea", place: place, slots: [night], guests: guests, ahead: 2)),
    .waitingOffer(
      WaitingOfferFacts(
        booking: booking, keptUntil: answerBy, coverToSay: true, answerLink: "https://breaks.example/l/a-token")),
    .urgentPrescription(
      UrgentPrescriptionFacts(
        code: "HT4K-7QX-9MA", issuedAt: calendar.writtenAt, contactBy: Day(daysSince1970: 20_781))),
    .shareEntered(
      ShareEnteredFacts(
        offerTitle: "A night by the sea", place: place, slots: [night], guests: guests, closesAt: answerBy,
        allocation: .ballot, prescriptionPercent: 10, canSignIn: true)),
    .shareNotThisTime(
      ShareNotThisTimeFacts(
        offerTitle: "A night by the sea", placeName: "The Larkfield Hotel",
        why: ShareWords.why(
          ShareLoss(
            slot: ID(UUID.v7(at: calendar.writtenAt, chance: Array(repeating: 7, count: 10))), scarce: .places,
            needed: 3, left: 1, free: 60, kept: 6, asked: 120, goneAfter: nil),
          position: 58, of: .ballot, weight: 1),
        canSignIn: true)),
    .shareAnswered(
      ShareAnsweredFacts(
        offerTitle: "A night by the sea", placeName: "The Larkfield Hotel", isGiven: true,
        message: "They found a room for you.")),
  ]

  private static let bare: [LetterFacts] = [
    .partnerThanks(
      PartnerThanksFacts(year: 2026, breaks: 1, carers: 1, people: 1, nights: 0, daytime: 0, valuePence: 0)),
    .signInCode(SignInCodeFacts(code: "1234 5678", minutes: 10)),
    .registrationReceived(RegistrationReceivedFacts(canSignIn: false)),
    .carerVerified(CarerVerifiedFacts(canSignIn: false)),
    .prescriptionIssued(
      PrescriptionIssuedFacts(
        code: "HT4K-7QX-9MA", prescriberName: nil, practiceName: "Harbour Surgery",
        contactBy: Day(daysSince1970: 20_790), expiresOn: Day(daysSince1970: 21_145), canSignIn: false)),
    .bookingConfirmed(BookingConfirmedFacts(booking: bareBooking, cancelFreeUntil: nil, calendar: nil)),
    .partnerNewBooking(PartnerNewBookingFacts(booking: barePartnerBooking, leadName: nil)),
    .bookingRequested(BookingRequestedFacts(booking: bareBooking, answerBy: answerBy)),
    .partnerBookingRequested(PartnerBookingRequestedFacts(booking: barePartnerBooking, answerBy: answerBy)),
    .partnerNudge(PartnerBookingRequestedFacts(booking: barePartnerBooking, answerBy: answerBy)),
    .bookingAccepted(BookingConfirmedFacts(booking: bareBooking, cancelFreeUntil: nil, calendar: nil)),
    .bookingDeclined(BookingDeclinedFacts(booking: bareBooking, message: nil, prescriptionGivenBack: false)),
    .bookingNotAnswered(BookingDeclinedFacts(booking: bareBooking, message: nil, prescriptionGivenBack: false)),
    .bookingCancelled(
      BookingCancelledFacts(
        booking: bareBooking, by: .place, late: false, prescriptionGivenBack: false, calendar: nil)),
    .partnerBookingCancelled(PartnerBookingCancelledFacts(booking: barePartnerBooking, by: .place)),
    .breakWaitsForCare(CareFacts(booking: bareBooking, beside: nil, isFinal: false)),
    .careLost(CareFacts(booking: bareBooking, beside: nil, isFinal: false)),
    .breakLost(CareFacts(booking: bareBooking, beside: nil, isFinal: false)),
    .waitingJoined(
      WaitingJoinedFacts(
        offerTitle: bareBooking.offerTitle, place: bareBooking.place, slots: bareBooking.slots,
        guests: bareBooking.guests, ahead: 0)),
    .waitingOffer(WaitingOfferFacts(booking: bareBooking, keptUntil: answerBy)),
    .urgentPrescription(
      UrgentPrescriptionFacts(
        code: "HT4K-7QX-9MA", issuedAt: calendar.writtenAt, contactBy: Day(daysSince1970: 20_781))),
    .shareEntered(
      ShareEnteredFacts(
        offerTitle: bareBooking.offerTitle, place: bareBooking.place, slots: bareBooking.slots,
        guests: bareBooking.guests, closesAt: answerBy, allocation: .rota, canSignIn: false)),
    .shareNotThisTime(
      ShareNotThisTimeFacts(
        offerTitle: "A morning of coffee making", placeName: "Bean Street", why: EntryObstacle.calledOff.sentence,
        canSignIn: false)),
    .shareAnswered(
      ShareAnsweredFacts(
        offerTitle: "A morning of coffee making", placeName: "Bean Street", isGiven: false,
        message: "All the places were taken.")),
  ]

  private static let byPlace: [LetterFacts] = [
    .bookingCancelled(
      BookingCancelledFacts(
        booking: booking, by: .place, late: false, prescriptionGivenBack: true, message: "A pipe has burst.",
        calendar: nil, alternatives: alternatives))
  ]

  private static let byDesk: [LetterFacts] = [
    .bookingCancelled(
      BookingCancelledFacts(booking: booking, by: .desk, late: true, prescriptionGivenBack: true, calendar: nil)),
    .partnerBookingCancelled(PartnerBookingCancelledFacts(booking: partnerBooking, by: .desk)),
  ]

  private static func fullReader(of facts: LetterFacts) -> ReaderFacts {
    switch facts {
    case .partnerThanks: partnerReader
    case .partnerNewBooking, .partnerBookingRequested, .partnerNudge, .partnerBookingCancelled: partnerReader
    case .partnerBookingChanged, .partnerDatesOff: partnerReader
    case .callAboutBooking: bareReader
    case .urgentPrescription: bareReader
    default: fullReader
    }
  }

  /// A day in December 2026.
  private static func day(_ day: Int) -> Day { Day(daysSince1970: 20_787 + day) }
}
