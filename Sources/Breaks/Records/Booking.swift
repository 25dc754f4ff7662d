/// A break that a carer has, or has asked for.
package struct Booking: Sendable, Equatable {
  package let id: ID<Booking>
  package let reference: Reference
  package let carer: ID<Carer>
  package let offer: OfferSummary
  /// Its dates in order; never empty.
  package let slots: [BookedSlot]
  /// Who comes; empty once a hold has lapsed, for nothing personal of it is kept.
  package let party: [PartyMember]
  /// What it takes of each of its dates.
  package let need: Need
  package var state: BookingState
  package let channel: BookingChannel
  /// The prescription it spends.
  package let prescription: Reference?
  package let cover: Cover?
  /// What the carer tells the partner.
  package let note: String?
  /// By when the partner should answer; only while requested.
  package let decideBy: Instant?
  /// Until when its places are kept for the carer; only while held.
  package let heldUntil: Instant?
  /// When the place agreed, while the break still waits for the care that goes with it.
  package let agreedAt: Instant?
  /// What care is needed, where care itself is booked.
  package let care: CareAsked?
  /// The care that goes with this break.
  package let careBooking: BookingBeside?
  /// The break that this care is for.
  package let careFor: BookingBeside?
  /// Until when cancelling is not late.
  package let cancelFreeUntil: Instant
  /// The place in a waiting list to which its places were offered.
  package let waiting: ID<WaitingEntry>?
  package let createdAt: Instant
  /// How it ended, if it did.
  package var ending: BookingEnding?
  /// What the partner told the carer when they answered.
  package var message: String?
  package var needsSeenAt: Instant?
  /// How often a calendar has been told of it: raised with every letter that carries one (RFC 5545, 3.8.7.4).
  package let calendarSequence: Int
  package let version: Int
  /// The booking that this one would replace when the partner agrees, or has replaced.
  package var replaces: BookingNamed?
  /// A change of this booking that waits for the partner's answer.
  package var waitingChange: BookingNamed?
  /// What calendars know it by: the id of the first booking of those that replaced each other.
  package var calendarID: ID<Booking>
  /// What is known of the absence, if the party did not come.
  package var absence: Absence?

  /// Puts a booking together; it replaces none, and nobody was absent, unless that is set after.
  package init(
    id: ID<Booking>, reference: Reference, carer: ID<Carer>, offer: OfferSummary, slots: [BookedSlot],
    party: [PartyMember], need: Need, state: BookingState, channel: BookingChannel, prescription: Reference?,
    cover: Cover?, note: String?, decideBy: Instant?, heldUntil: Instant? = nil, agreedAt: Instant? = nil,
    care: CareAsked? = nil, careBooking: BookingBeside? = nil, careFor: BookingBeside? = nil, cancelFreeUntil: Instant,
    waiting: ID<WaitingEntry>? = nil, createdAt: Instant, ending: BookingEnding?, message: String? = nil,
    needsSeenAt: Instant?, calendarSequence: Int, version: Int
  ) {
    self.id = id
    self.reference = reference
    self.carer = carer
    self.offer = offer
    self.slots = slots
    self.party = party
    self.need = need
    self.state = state
    self.channel = channel
    self.prescription = prescription
    self.cover = cover
    self.note = note
    self.decideBy = decideBy
    self.heldUntil = heldUntil
    self.agreedAt = agreedAt
    self.care = care
    self.careBooking = careBooking
    self.careFor = careFor
    self.cancelFreeUntil = cancelFreeUntil
    self.waiting = waiting
    self.createdAt = createdAt
    self.ending = ending
    self.message = message
    self.needsSeenAt = needsSeenAt
    self.calendarSequence = calendarSequence
    self.version = version
    calendarID = id
  }

  /// When the break begins.
  package var startsAt: Instant { slots.first?.startsAt ?? createdAt }
  /// When the break is over.
  package var endsAt: Instant { slots.last?.endsAt ?? createdAt }
}

/// As much of an offer as a booking shows.
package struct OfferSummary: Sendable, Equatable {
  package let id: ID<Offer>
  package let title: String
  package let partner: PartnerSummary
  package let area: AreaSlug
  package let category: Category
  package let stay: Stay
  package let postcode: Postcode?
  package let town: String?

  /// Puts a summary together.
  package init(
    id: ID<Offer>, title: String, partner: PartnerSummary, area: AreaSlug, category: Category, stay: Stay,
    postcode: Postcode?, town: String?
  ) {
    self.id = id
    self.title = title
    self.partner = partner
    self.area = area
    self.category = category
    self.stay = stay
    self.postcode = postcode
    self.town = town
  }
}

extension OfferSummary {
  /// As much of an offer as a booking shows.
  package init(_ offer: Offer) {
    self.init(
      id: offer.id, title: offer.details.title, partner: offer.partner, area: offer.area,
      category: offer.details.category, stay: offer.details.stay, postcode: offer.details.postcode,
      town: offer.details.town)
  }
}

/// One date of a booking.
package struct BookedSlot: Sendable, Equatable {
  package let id: ID<Slot>
  package let startsAt: Instant
  package let endsAt: Instant
  /// The number of its event in calendars; nil counts by its place among the dates.
  package var event: Int?

  /// Names a booked date.
  package init(id: ID<Slot>, startsAt: Instant, endsAt: Instant, event: Int? = nil) {
    self.id = id
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.event = event
  }
}

/// Where a booking stands.
package enum BookingState: String, CaseIterable, Sendable, Codable {
  case held, requested, confirmed, declined, cancelled, lapsed, attended, absent

  /// Whether it keeps its places from others.
  package var isLive: Bool { self == .held || self == .requested || self == .confirmed }

  /// The states that may follow; a mark of attendance may be mended.
  package var next: Set<BookingState> {
    switch self {
    case .held: [.requested, .confirmed, .lapsed]
    case .requested: [.confirmed, .declined, .cancelled]
    case .confirmed: [.cancelled, .attended, .absent]
    case .attended: [.absent]
    case .absent: [.attended]
    case .declined, .cancelled, .lapsed: []
    }
  }
}

/// Through which door a booking came.
package enum BookingChannel: String, CaseIterable, Sendable, Codable { case web, phone, api }

/// Who looks after the person at home meanwhile.
package enum Cover: String, CaseIterable, Sendable, Codable {
  case arranged, needed
  case notNeeded = "not_needed"
  case comesAlong = "comes_along"
}

/// How a booking ended.
package struct BookingEnding: Sendable, Equatable {
  package let at: Instant
  package let by: EndedBy
  package let why: CancelReason?
  /// Free words; to the other side of the booking they are never shown unless they are a `message`.
  package let reason: String?
  /// What the partner tells the carer.
  package let message: String?
  /// Whether the carer cancelled inside the partner's window.
  package let late: Bool

  /// Records an ending.
  package init(at: Instant, by: EndedBy, why: CancelReason?, reason: String?, message: String?, late: Bool) {
    self.at = at
    self.by = by
    self.why = why
    self.reason = reason
    self.message = message
    self.late = late
  }
}

/// Who ended a booking; a volunteer or a coordinator does it in the carer's name, time when nobody answered.
package enum EndedBy: String, CaseIterable, Sendable, Codable { case carer, partner, volunteer, coordinator, time }

/// Why a booking is cancelled.
package enum CancelReason: String, CaseIterable, Sendable, Codable {
  case changedMind = "changed_mind"
  case illness, emergency, bereavement
  case careFellThrough = "care_fell_through"
  case transport, other

  /// Life, not choice: costs the carer nothing however late they say so, and no less when they could not say so at all.
  package var excuses: Bool {
    switch self {
    case .illness, .emergency, .bereavement, .careFellThrough, .transport: true
    case .changedMind, .other: false
    }
  }
}

/// What somebody in a party is to the booking.
package enum PartyKind: String, CaseIterable, Sendable, Codable {
  case carer, companion, child
  case caredFor = "cared_for"
}

/// One person of a party.
package struct PartyMember: Sendable, Equatable, Codable {
  package var kind: PartyKind
  package var name: String?
  /// Age on the day; nil is an adult.
  package var age: Int?
  /// Whether this adult answers for those under 16.
  package var inCharge: Bool?
  package var food: FoodNeeds?
  package var access: [Access]

  /// Describes a member of a party.
  package init(
    kind: PartyKind, name: String? = nil, age: Int? = nil, inCharge: Bool? = nil, food: FoodNeeds? = nil,
    access: [Access] = []
  ) {
    self.kind = kind
    self.name = name
    self.age = age
    self.inCharge = inCharge
    self.food = food
    self.access = access
  }
}
