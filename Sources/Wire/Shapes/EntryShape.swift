/// What a carer asks for in a round, and what came of it.
package struct EntryShape: Codable, Sendable, Equatable {
  package var id: String
  package var roundId: String
  package var carerId: String
  package var offer: BallotShape.OfferNamed
  package var state: String
  package var slots: [String]
  package var party: [BookingShape.Member]
  package var prescription: String?
  package var cover: BookingShape.Cover?
  package var note: String?
  package var unitKind: String?
  /// What care is needed, where care itself is asked for.
  package var care: CareShape?
  package var replacementCare: CareBeside?
  package var channel: String
  /// What stands for it in the published list.
  package var pseudonym: String
  /// When the window closes and the draw is made.
  package var drawAt: String
  package var drawn: Drawn?
  /// Why it was lost, for programs and for people.
  package var reason: String?
  package var why: String?
  /// The booking's reference, once it won, or was given after all.
  package var booking: String?
  /// What a person was asked to look at again.
  package var ask: Ask?
  package var createdAt: String
  package var version: Int

  /// Care that is asked for together with the break.
  package struct CareBeside: Codable, Sendable, Equatable {
    package var offerId: String
    package var slots: [String]
    package var ratio: String
    package var needs: [String]?
    package var note: String?

    /// Says which care.
    package init(offerId: String, slots: [String], ratio: String, needs: [String]?, note: String?) {
      self.offerId = offerId
      self.slots = slots
      self.ratio = ratio
      self.needs = needs
      self.note = note
    }
  }

  /// Where it stood, and what stood against it.
  package struct Drawn: Codable, Sendable, Equatable {
    package var at: String
    package var weight: Int
    package var position: Int?
    package var fromKept: Bool?
    /// Of the date it failed on: how many asked, how much there was, how much was left and needed.
    package var slot: String?
    package var scarce: String?
    package var asked: Int?
    package var free: Int?
    package var left: Int?
    package var needed: Int?

    /// Says how the draw went.
    package init(
      at: String, weight: Int, position: Int?, fromKept: Bool?, slot: String? = nil, scarce: String? = nil,
      asked: Int? = nil, free: Int? = nil, left: Int? = nil, needed: Int? = nil
    ) {
      self.at = at
      self.weight = weight
      self.position = position
      self.fromKept = fromKept
      self.slot = slot
      self.scarce = scarce
      self.asked = asked
      self.free = free
      self.left = left
      self.needed = needed
    }
  }

  /// A loser's wish that a person looks again.
  package struct Ask: Codable, Sendable, Equatable {
    /// `open`, or the outcome.
    package var state: String
    package var words: String?
    package var askedAt: String
    package var answer: String?
    package var answeredAt: String?

    /// Says how far it has come.
    package init(state: String, words: String?, askedAt: String, answer: String?, answeredAt: String?) {
      self.state = state
      self.words = words
      self.askedAt = askedAt
      self.answer = answer
      self.answeredAt = answeredAt
    }
  }

  /// Puts an answer together.
  package init(
    id: String, roundId: String, carerId: String, offer: BallotShape.OfferNamed, state: String, slots: [String],
    party: [BookingShape.Member], prescription: String?, cover: BookingShape.Cover?, note: String?, unitKind: String?,
    channel: String, pseudonym: String, drawAt: String, drawn: Drawn?, reason: String?, why: String?, booking: String?,
    ask: Ask?, createdAt: String, version: Int
  ) {
    self.id = id
    self.roundId = roundId
    self.carerId = carerId
    self.offer = offer
    self.state = state
    self.slots = slots
    self.party = party
    self.prescription = prescription
    self.cover = cover
    self.note = note
    self.unitKind = unitKind
    self.channel = channel
    self.pseudonym = pseudonym
    self.drawAt = drawAt
    self.drawn = drawn
    self.reason = reason
    self.why = why
    self.booking = booking
    self.ask = ask
    self.createdAt = createdAt
    self.version = version
  }
}

/// An entry that somebody asked a person to look at again, as a coordinator sees it.
package struct AskShape: Codable, Sendable, Equatable {
  package var carerName: String
  package var entry: EntryShape

  /// Puts an answer together.
  package init(carerName: String, entry: EntryShape) {
    self.carerName = carerName
    self.entry = entry
  }
}
