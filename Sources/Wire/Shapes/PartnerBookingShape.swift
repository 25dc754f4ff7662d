/// A booking, as its partner sees it: never who is cared for, how to reach a carer, or a prescription.
package struct PartnerBookingShape: Codable, Sendable, Equatable {
  package var reference: String
  package var state: String
  package var decideBy: String?
  package var slots: [SlotOffered]
  package var unitKind: String?
  package var units: Int?
  package var guests: [Guest]
  /// Once confirmed, never before.
  package var leadName: String?
  /// Gone when the break is over, declined or cancelled; so is `access`.
  package var food: [GuestFood]?
  package var access: [String]?
  /// What care is needed, where care itself is booked; gone with food and access.
  package var care: CareShape?
  package var languages: [String]
  package var note: String?
  package var needsSeenAt: String?
  /// The reference of the booking that this one would replace, or has replaced.
  package var replaces: String?
  package var version: Int

  /// One date, with the offer it belongs to.
  package struct SlotOffered: Codable, Sendable, Equatable {
    package var id: String
    package var offerId: String
    package var title: String
    package var startsAt: String
    package var endsAt: String

    /// Names a date.
    package init(id: String, offerId: String, title: String, startsAt: String, endsAt: String) {
      self.id = id
      self.offerId = offerId
      self.title = title
      self.startsAt = startsAt
      self.endsAt = endsAt
    }
  }

  /// An adult, or a child with an age.
  package struct Guest: Codable, Sendable, Equatable {
    package var kind: String
    package var age: Int?

    /// Counts a guest.
    package init(kind: String, age: Int?) {
      self.kind = kind
      self.age = age
    }
  }

  /// What one guest eats; `guest` is the place in `guests`.
  package struct GuestFood: Codable, Sendable, Equatable {
    package var guest: Int
    package var diets: [String]
    package var avoids: [String]
    package var severe: [String]
    package var notes: String?

    /// Says what a guest eats.
    package init(guest: Int, diets: [String], avoids: [String], severe: [String], notes: String?) {
      self.guest = guest
      self.diets = diets
      self.avoids = avoids
      self.severe = severe
      self.notes = notes
    }
  }

  /// Puts an answer together.
  package init(
    reference: String, state: String, decideBy: String?, slots: [SlotOffered], guests: [Guest], leadName: String?,
    food: [GuestFood]?, access: [String]?, languages: [String], care: CareShape? = nil, note: String?,
    needsSeenAt: String?, replaces: String? = nil, version: Int
  ) {
    self.reference = reference
    self.state = state
    self.decideBy = decideBy
    self.slots = slots
    self.guests = guests
    self.leadName = leadName
    self.food = food
    self.access = access
    self.care = care
    self.languages = languages
    self.note = note
    self.needsSeenAt = needsSeenAt
    self.replaces = replaces
    self.version = version
  }
}
