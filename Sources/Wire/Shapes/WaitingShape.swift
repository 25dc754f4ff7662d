/// A party in a waiting list, as its carer and the desk see it.
package struct WaitingShape: Codable, Sendable, Equatable {
  package var id: String
  package var state: String
  package var carerId: String
  package var offer: BookingShape.OfferNamed
  package var slots: [SlotWaited]
  package var party: [BookingShape.Member]
  package var people: Int
  package var unitKind: String?
  package var cover: BookingShape.Cover?
  package var care: CareShape?
  package var prescription: String?
  package var shareNeeds: Bool
  package var note: String?
  package var channel: String
  package var joinedAt: String
  package var steps: [Step]
  package var capResetsOn: String?
  package var reference: String?
  package var heldUntil: String?
  package var version: Int

  /// One date that is waited for.
  package struct SlotWaited: Codable, Sendable, Equatable {
    package var id: String
    package var startsAt: String
    package var endsAt: String
    package var ahead: Int?

    /// Names a date.
    package init(id: String, startsAt: String, endsAt: String, ahead: Int?) {
      self.id = id
      self.startsAt = startsAt
      self.endsAt = endsAt
      self.ahead = ahead
    }
  }

  /// Something that happened while they waited.
  package struct Step: Codable, Sendable, Equatable {
    package var at: String
    package var what: String
    package var words: String
    package var people: Int?
    package var ahead: Int?
    package var of: String?
    package var needed: Int?
    package var free: Int?
    package var code: String?
    package var until: String?
    package var by: String?

    /// Tells what happened.
    package init(at: String, what: String, words: String) {
      self.at = at
      self.what = what
      self.words = words
    }
  }

  /// Puts an answer together; what is left out is not known or not so.
  package init(
    id: String, state: String, carerId: String, offer: BookingShape.OfferNamed, slots: [SlotWaited],
    party: [BookingShape.Member], people: Int, unitKind: String? = nil, cover: BookingShape.Cover? = nil,
    care: CareShape? = nil, prescription: String? = nil, shareNeeds: Bool, note: String? = nil, channel: String,
    joinedAt: String,
    steps: [Step], capResetsOn: String? = nil, reference: String? = nil, heldUntil: String? = nil, version: Int
  ) {
    self.id = id
    self.state = state
    self.carerId = carerId
    self.offer = offer
    self.slots = slots
    self.party = party
    self.people = people
    self.unitKind = unitKind
    self.cover = cover
    self.care = care
    self.prescription = prescription
    self.shareNeeds = shareNeeds
    self.note = note
    self.channel = channel
    self.joinedAt = joinedAt
    self.steps = steps
    self.capResetsOn = capResetsOn
    self.reference = reference
    self.heldUntil = heldUntil
    self.version = version
  }
}
