/// What one carer asks for in a round, and what came of it.
package struct Entry: Sendable, Equatable {
  package let id: ID<Entry>
  package let round: ID<Round>
  package let carer: ID<Carer>
  /// What stands for it in public.
  package let pseudonym: Pseudonym
  package let request: EntryRequest
  package let channel: BookingChannel
  package let state: EntryState
  /// What the draw made of it; nil before, and of one that was withdrawn or called off.
  package let drawn: EntryDrawn?
  /// What stood against it besides the draw: found when it was drawn, or when the booking was made.
  package let obstacle: EntryObstacle?
  /// The booking that a winner got, once it is made.
  package let booking: Reference?
  /// Whether booking and letters are done, so that nothing more comes of the draw.
  package let isSettled: Bool
  package let createdAt: Instant
  package let version: Int

  /// Puts an entry together.
  package init(
    id: ID<Entry>, round: ID<Round>, carer: ID<Carer>, pseudonym: Pseudonym, request: EntryRequest,
    channel: BookingChannel, state: EntryState, drawn: EntryDrawn? = nil, obstacle: EntryObstacle? = nil,
    booking: Reference? = nil, isSettled: Bool = false, createdAt: Instant, version: Int
  ) {
    self.id = id
    self.round = round
    self.carer = carer
    self.pseudonym = pseudonym
    self.request = request
    self.channel = channel
    self.state = state
    self.drawn = drawn
    self.obstacle = obstacle
    self.booking = booking
    self.isSettled = isSettled
    self.createdAt = createdAt
    self.version = version
  }
}

/// What a carer asks for in a round: the same as in a booking.
package struct EntryRequest: Sendable, Equatable, Codable {
  /// Dates of the round, all or none; 1...14.
  package var slots: [ID<Slot>]
  /// 1...12 people.
  package var party: [PartyMember]
  package var prescription: Reference?
  package var cover: Cover?
  package var shareNeeds: Bool
  package var note: String?
  package var unitKind: UnitKind?
  /// What care is needed, where care itself is shared out.
  package var care: CareAsked?
  /// Care that goes with the break: both are booked, or neither.
  package var replacementCare: ReplacementCare?

  /// Puts a request together.
  package init(
    slots: [ID<Slot>], party: [PartyMember], prescription: Reference? = nil, cover: Cover? = nil,
    shareNeeds: Bool = false, note: String? = nil, unitKind: UnitKind? = nil, care: CareAsked? = nil,
    replacementCare: ReplacementCare? = nil
  ) {
    self.slots = slots
    self.party = party
    self.prescription = prescription
    self.cover = cover
    self.shareNeeds = shareNeeds
    self.note = note
    self.unitKind = unitKind
    self.care = care
    self.replacementCare = replacementCare
  }

  /// The booking that it asks for.
  package func booking(of offer: ID<Offer>, overrideReason: String? = nil) -> BookingRequest {
    BookingRequest(
      offer: offer, slots: slots, party: party, prescription: prescription, cover: cover, shareNeeds: shareNeeds,
      note: note, unitKind: unitKind, overrideReason: overrideReason, care: care, replacementCare: replacementCare)
  }
}

/// Where an entry stands.
package enum EntryState: String, CaseIterable, Sendable, Codable {
  /// It takes part in the draw that is to come.
  case entered
  case withdrawn, won, lost
}

/// What the draw made of an entry.
package struct EntryDrawn: Sendable, Equatable {
  package let at: Instant
  package let weight: Int
  package let turn: Int
  /// What it got, or needed, of each of its dates, by the words of `Scarce`.
  package let needs: [String: Int]
  /// Where it stood, from 1; nil when it was set aside.
  package let position: Int?
  package let fromKept: Bool
  /// What it lost against; nil when it won or was set aside.
  package let loss: ShareLoss?

  /// Notes what the draw made of an entry.
  package init(
    at: Instant, weight: Int, turn: Int, needs: [String: Int], position: Int?, fromKept: Bool, loss: ShareLoss?
  ) {
    self.at = at
    self.weight = weight
    self.turn = turn
    self.needs = needs
    self.position = position
    self.fromKept = fromKept
    self.loss = loss
  }
}

/// What stood against an entry besides the draw: a rule of booking, or that the round was called off.
package struct EntryObstacle: Sendable, Equatable, Codable {
  /// The code of the refusal, as in a booking; `called_off` when the round was.
  package let code: String
  /// One kind sentence for people.
  package let sentence: String

  /// Notes what stood against it.
  package init(code: String, sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  /// Nobody was to write to the carer when the places were shared out; told only when that was a mistake.
  package static let leftInPeace = EntryObstacle(
    code: WaitingRules.leftInPeace,
    sentence: "You were to be left in peace when the places were shared out. Please ask us to look again.")
  /// The round was called off.
  package static let calledOff = EntryObstacle(
    code: "called_off", sentence: "The break was called off before the places were shared out.")
}
