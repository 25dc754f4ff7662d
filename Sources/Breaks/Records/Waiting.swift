/// A party's place in the waiting lists of some dates: all of them for the whole party, or none.
package struct WaitingEntry: Sendable, Equatable {
  package let id: ID<WaitingEntry>
  package let offer: OfferSummary
  package let carer: ID<Carer>
  /// The dates it waits for, in order; never empty.
  package let slots: [BookedSlot]
  /// Who would come; empty once it waits no more, for a booking has its own.
  package let party: [PartyMember]
  /// What it would take of each of its dates.
  package let need: Need
  package let prescription: Reference?
  package let cover: Cover?
  /// What care is needed, where care itself is waited for; nil once it waits no more.
  package let care: CareAsked?
  /// Whether the carer agreed already that the partner is told food and access needs.
  package let shareNeeds: Bool
  /// What the carer would tell the partner; nil once it waits no more.
  package let note: String?
  package var state: WaitingState
  /// Whether what is free of its dates was offered to it and not taken: others have their chance then.
  package let passed: Bool
  package let channel: BookingChannel
  /// Its place in line; the id decides between two of one instant.
  package let joinedAt: Instant
  package let version: Int

  /// Puts an entry together.
  package init(
    id: ID<WaitingEntry>, offer: OfferSummary, carer: ID<Carer>, slots: [BookedSlot], party: [PartyMember],
    need: Need, prescription: Reference?, cover: Cover?, care: CareAsked? = nil, shareNeeds: Bool, note: String?,
    state: WaitingState = .waiting,
    passed: Bool = false, channel: BookingChannel, joinedAt: Instant, version: Int = 1
  ) {
    self.id = id
    self.offer = offer
    self.carer = carer
    self.slots = slots
    self.party = party
    self.need = need
    self.prescription = prescription
    self.cover = cover
    self.care = care
    self.shareNeeds = shareNeeds
    self.note = note
    self.state = state
    self.passed = passed
    self.channel = channel
    self.joinedAt = joinedAt
    self.version = version
  }

  /// When the break begins.
  package var startsAt: Instant { slots.first?.startsAt ?? joinedAt }

  /// What it asks for, as if it were asked only to keep the places: the rest is said when they are offered.
  package var request: BookingRequest {
    BookingRequest(
      offer: offer.id, slots: slots.map(\.id), party: party, prescription: prescription, cover: cover,
      shareNeeds: shareNeeds, note: note, unitKind: need.unitKind, holdOnly: true, care: care)
  }
}

/// Where a party in a waiting list stands.
package enum WaitingState: String, CaseIterable, Sendable, Codable {
  case waiting
  /// Places are kept for it just now.
  case offered
  /// It has the places, or has asked the partner for them.
  case taken
  /// It does not want to wait any more.
  case left
  /// The date is over.
  case ended

  /// Whether it stands in line.
  package var isLive: Bool { self == .waiting || self == .offered }

  /// The states that may follow.
  package var next: Set<WaitingState> {
    switch self {
    case .waiting: [.offered, .taken, .left, .ended]
    case .offered: [.waiting, .taken, .left]
    case .taken: [.waiting]
    case .left, .ended: []
    }
  }
}

/// Something that happened to a party in a waiting list: so that each can be told why it waits still.
package struct WaitingStep: Sendable, Equatable {
  package let at: Instant
  package let what: WaitingEvent

  /// Notes what happened.
  package init(at: Instant, what: WaitingEvent) {
    self.at = at
    self.what = what
  }
}

/// What happened to a party in a waiting list.
package enum WaitingEvent: Sendable, Equatable {
  /// It joined the line, so many people, with so many parties before them.
  case joined(people: Int, ahead: Int)
  /// Something was free, but too little for all of them.
  case noRoom(RoomShort)
  /// There was room, but they could not have it just then; why, by the code of a refusal.
  case notEligible(code: String)
  /// Places are kept for them until an instant, and by which way they are told.
  case offered(until: Instant, by: LetterWay)
  case turnedDown
  case ranOut
  case booked
  /// The partner said no to what they had taken, or never answered: they stand in line again.
  case declined
  case left
  /// The date began and nothing had come free for them.
  case over
}

/// Of what there was too little, and how much.
package struct RoomShort: Sendable, Equatable {
  package let of: RoomKind
  package let needed: Int
  package let free: Int

  /// Says how much is missing.
  package init(of: RoomKind, needed: Int, free: Int) {
    self.of = of
    self.needed = needed
    self.free = free
  }
}

/// What a date has room of.
package enum RoomKind: String, CaseIterable, Sendable, Codable {
  case places, units, staff
  /// Units of the kind that was asked for.
  case kind
}
