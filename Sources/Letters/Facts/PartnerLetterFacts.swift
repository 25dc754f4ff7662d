import Breaks

/// A booking as its partner's letters show it: no contact, no names beside the lead guest's, no reason for coming.
package struct PartnerBookingFacts: Equatable, Sendable {
  /// The reference to say on the telephone, such as `HT4K-7QX`.
  package let reference: String
  /// The offer's title.
  package let offerTitle: String
  /// When it is, earliest first; never empty.
  package let slots: [SlotFacts]
  /// Everybody who comes; their names are not shown.
  package let guests: [GuestFacts]
  /// Which rooms, tables or beds it takes; nil where kinds are not told apart.
  package let rooms: RoomFacts?
  /// What care is needed, where care itself is booked.
  package let care: CareNeedFacts?

  /// Gathers a booking's facts.
  package init(
    reference: String, offerTitle: String, slots: [SlotFacts], guests: [GuestFacts], rooms: RoomFacts? = nil,
    care: CareNeedFacts? = nil
  ) {
    self.reference = reference
    self.offerTitle = offerTitle
    self.slots = slots
    self.guests = guests
    self.rooms = rooms
    self.care = care
  }
}

/// The facts of the partner's "you have a new booking".
package struct PartnerNewBookingFacts: Equatable, Sendable {
  /// What is booked.
  package let booking: PartnerBookingFacts
  /// The name that the party will give on arrival; nil when it is not to be shown.
  package let leadName: String?
  /// BCP 47 tags of what the party speaks, when English alone is not enough.
  package let languages: [String]
  /// What the carer wrote for the partner; nil when nothing.
  package let note: String?
  /// Where the booking stands on the partner's calendar; nil when the partner wants none.
  package let calendar: PartnerCalendarFacts?

  /// Gathers the letter's facts.
  package init(
    booking: PartnerBookingFacts, leadName: String?, languages: [String] = [], note: String? = nil,
    calendar: PartnerCalendarFacts? = nil
  ) {
    self.booking = booking
    self.leadName = leadName
    self.languages = languages
    self.note = note
    self.calendar = calendar
  }
}

/// A partner's calendar entry: the entry's own facts and the place that it names.
package struct PartnerCalendarFacts: Equatable, Sendable {
  /// The entry; its UID differs from the carer's, so that one person who is both never loses one of them.
  package let entry: CalendarFacts
  /// The partner's own place.
  package let place: PlaceFacts

  /// Gathers the entry's facts.
  package init(entry: CalendarFacts, place: PlaceFacts) {
    self.entry = entry
    self.place = place
  }
}

/// The facts of the partner's "please answer", the first time and again: counts and needs only.
package struct PartnerBookingRequestedFacts: Equatable, Sendable {
  /// What is asked for.
  package let booking: PartnerBookingFacts
  /// When the answer should be here.
  package let answerBy: Instant
  /// The booking that stands meanwhile, when this asks for a change of it.
  package let stands: PartnerBookingFacts?
  /// Where the partner can answer without signing in; nil when they are not to have such a link.
  package let answerLink: String?

  /// Gathers the letter's facts.
  package init(
    booking: PartnerBookingFacts, answerBy: Instant, answerLink: String? = nil, stands: PartnerBookingFacts? = nil
  ) {
    self.booking = booking
    self.answerBy = answerBy
    self.answerLink = answerLink
    self.stands = stands
  }
}

/// The facts of the partner's letter about a booking that was cancelled; never why.
package struct PartnerBookingCancelledFacts: Equatable, Sendable {
  /// What was booked; the guests' needs are not shown any more.
  package let booking: PartnerBookingFacts
  /// Who cancelled.
  package let by: CancelledBy
  /// Whether it was only asked for, and the partner did not answer in time.
  package let wasUnanswered: Bool
  /// The calendar entry to take out; nil when the partner was sent none.
  package let calendar: PartnerCalendarFacts?
  /// The reference of the booking that stays as it was, when only a change of it was taken back.
  package let stands: String?

  /// Gathers the letter's facts.
  package init(
    booking: PartnerBookingFacts, by: CancelledBy, wasUnanswered: Bool = false, calendar: PartnerCalendarFacts? = nil,
    stands: String? = nil
  ) {
    self.booking = booking
    self.by = by
    self.wasUnanswered = wasUnanswered
    self.calendar = calendar
    self.stands = stands
  }
}

/// The facts of the partner's yearly letter of thanks: numbers, and nobody's name.
package struct PartnerThanksFacts: Equatable, Sendable {
  /// The year.
  package let year: Int
  /// How many breaks were given in it.
  package let breaks: Int
  /// How many different carers had one.
  package let carers: Int
  /// How many people came in all.
  package let people: Int
  /// Nights away.
  package let nights: Int
  /// Dates by day.
  package let daytime: Int
  /// What it would have cost others; 0 when that is not known.
  package let valuePence: Int

  /// Gathers the letter's facts.
  package init(
    year: Int, breaks: Int, carers: Int, people: Int, nights: Int, daytime: Int, valuePence: Int
  ) {
    self.year = year
    self.breaks = breaks
    self.carers = carers
    self.people = people
    self.nights = nights
    self.daytime = daytime
    self.valuePence = valuePence
  }
}

/// The facts of the desk's letter about an urgent prescription: the code, and nobody's name.
package struct UrgentPrescriptionFacts: Equatable, Sendable {
  /// The code in groups, to look up at the desk.
  package let code: String
  /// When it was issued.
  package let issuedAt: Instant
  /// The day by which somebody should have been in touch.
  package let contactBy: Day

  /// Gathers the letter's facts.
  package init(code: String, issuedAt: Instant, contactBy: Day) {
    self.code = code
    self.issuedAt = issuedAt
    self.contactBy = contactBy
  }
}
