/// A booking, as its carer and the desk see it.
package struct BookingShape: Codable, Sendable, Equatable {
  package var reference: String
  package var state: String
  package var carerId: String
  package var offer: OfferNamed
  package var slots: [SlotNamed]
  package var party: [Member]
  package var told: [Told]
  package var channel: String
  package var decideBy: String?
  package var heldUntil: String?
  package var waitingId: String?
  package var unitKind: String?
  package var units: Int?
  package var care: CareShape?
  package var replacementCare: Beside?
  package var careFor: Beside?
  package var cancelFreeUntil: String
  package var createdAt: String
  package var prescription: String?
  package var cover: Cover?
  package var note: String?
  package var late: Bool?
  package var why: String?
  package var cancelledBy: String?
  package var message: String?
  /// The reference of the booking that this one would replace, or has replaced.
  package var replaces: String?
  /// The reference of a change of this booking that waits for the partner's answer.
  package var changeWaiting: String?
  package var absence: AbsenceShape?
  package var version: Int

  /// As much of an offer as a booking shows.
  package struct OfferNamed: Codable, Sendable, Equatable {
    package var id: String
    package var title: String
    package var partner: OfferShape.PartnerNamed
    package var area: String
    package var stay: String
    package var category: String
    package var postcode: String?
    package var town: String?

    /// Names an offer.
    package init(
      id: String, title: String, partner: OfferShape.PartnerNamed, area: String, stay: String, category: String,
      postcode: String?, town: String?
    ) {
      self.id = id
      self.title = title
      self.partner = partner
      self.area = area
      self.stay = stay
      self.category = category
      self.postcode = postcode
      self.town = town
    }
  }

  /// One date of a booking.
  package struct SlotNamed: Codable, Sendable, Equatable {
    package var id: String
    package var startsAt: String
    package var endsAt: String

    /// Names a date.
    package init(id: String, startsAt: String, endsAt: String) {
      self.id = id
      self.startsAt = startsAt
      self.endsAt = endsAt
    }
  }

  /// The booking that stands beside this one.
  package struct Beside: Codable, Sendable, Equatable {
    package var reference: String
    package var state: String

    /// Names a booking.
    package init(reference: String, state: String) {
      self.reference = reference
      self.state = state
    }
  }

  /// Who looks after the person at home meanwhile.
  package struct Cover: Codable, Sendable, Equatable {
    package var how: String

    /// Says how.
    package init(how: String) { self.how = how }
  }

  /// One person of the party.
  package struct Member: Codable, Sendable, Equatable {
    package var kind: String
    package var name: String?
    package var age: Int?
    package var inCharge: Bool
    package var food: FoodShape?
    package var access: [String]?

    /// Describes a member.
    package init(kind: String, name: String?, age: Int?, inCharge: Bool, food: FoodShape?, access: [String]?) {
      self.kind = kind
      self.name = name
      self.age = age
      self.inCharge = inCharge
      self.food = food
      self.access = access
    }
  }

  /// How the carer is being told, and how far it has got.
  package struct Told: Codable, Sendable, Equatable {
    package var by: String
    package var state: String

    /// Says how.
    package init(by: String, state: String) {
      self.by = by
      self.state = state
    }
  }

  /// Puts an answer together.
  package init(
    reference: String, state: String, carerId: String, offer: OfferNamed, slots: [SlotNamed], party: [Member],
    told: [Told], channel: String, decideBy: String?, heldUntil: String? = nil, unitKind: String? = nil,
    units: Int? = nil, care: CareShape? = nil, replacementCare: Beside? = nil, careFor: Beside? = nil,
    waitingId: String? = nil,
    cancelFreeUntil: String, createdAt: String,
    prescription: String?, cover: Cover?, note: String?, late: Bool?, why: String?, cancelledBy: String?,
    message: String?, replaces: String? = nil, changeWaiting: String? = nil, absence: AbsenceShape? = nil, version: Int
  ) {
    self.reference = reference
    self.state = state
    self.carerId = carerId
    self.offer = offer
    self.slots = slots
    self.party = party
    self.told = told
    self.channel = channel
    self.decideBy = decideBy
    self.heldUntil = heldUntil
    self.waitingId = waitingId
    self.unitKind = unitKind
    self.units = units
    self.care = care
    self.replacementCare = replacementCare
    self.careFor = careFor
    self.cancelFreeUntil = cancelFreeUntil
    self.createdAt = createdAt
    self.prescription = prescription
    self.cover = cover
    self.note = note
    self.late = late
    self.why = why
    self.cancelledBy = cancelledBy
    self.message = message
    self.replaces = replaces
    self.changeWaiting = changeWaiting
    self.absence = absence
    self.version = version
  }
}
