/// The file that is published of a draw.
///
/// Its bytes are the members in this order, compact, and one line feed. `digest` is SHA-256 of the same bytes without
/// that member and without the line feed.
package struct BallotShape: Codable, Sendable, Equatable {
  /// The layout of the file; 1.
  package var version: Int
  package var round: String
  package var offer: OfferNamed
  package var allocation: String
  package var closedAt: String
  package var drawnAt: String
  package var prescriptionPercent: Int
  package var slots: [Slot]
  /// SHA-256 of the seed's 32 bytes, published before the window closed.
  package var seedHash: String
  package var seed: String
  /// By pseudonym.
  package var entries: [Entry]
  /// By position.
  package var results: [Result]
  package var digest: String?

  /// The offer that was shared out.
  package struct OfferNamed: Codable, Sendable, Equatable {
    package var id: String
    package var title: String

    /// Names an offer.
    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// A date, with what was free of each scarce thing and how much of that was kept for prescriptions first.
  package struct Slot: Codable, Sendable, Equatable {
    package var id: String
    package var startsAt: String
    package var free: [String: Int]
    package var kept: [String: Int]

    /// Describes a date.
    package init(id: String, startsAt: String, free: [String: Int], kept: [String: Int]) {
      self.id = id
      self.startsAt = startsAt
      self.free = free
      self.kept = kept
    }
  }

  /// A party that asked.
  package struct Entry: Codable, Sendable, Equatable {
    package var pseudonym: String
    package var turn: Int
    package var weight: Int
    package var prescription: Bool
    package var needs: [String: Int]
    /// What would do as well, the best first; nil when nothing would.
    package var or: [[String: Int]]?
    package var slots: [String]
    package var setAside: Bool

    /// Describes an entry.
    package init(
      pseudonym: String, turn: Int, weight: Int, prescription: Bool, needs: [String: Int], or: [[String: Int]]? = nil,
      slots: [String], setAside: Bool
    ) {
      self.or = or
      self.pseudonym = pseudonym
      self.turn = turn
      self.weight = weight
      self.prescription = prescription
      self.needs = needs
      self.slots = slots
      self.setAside = setAside
    }
  }

  /// What came of an entry; where it lost, on which date, of what there was too little, and how much was left.
  package struct Result: Codable, Sendable, Equatable {
    package var position: Int
    package var pseudonym: String
    package var won: Bool
    package var fromKept: Bool?
    /// Which of its `or` it got, from 1; nil when it got its `needs`.
    package var or: Int?
    package var reason: String?
    package var slot: String?
    package var scarce: String?
    package var left: Int?

    /// Notes a result.
    package init(
      position: Int, pseudonym: String, won: Bool, fromKept: Bool? = nil, or: Int? = nil, reason: String? = nil,
      slot: String? = nil, scarce: String? = nil, left: Int? = nil
    ) {
      self.position = position
      self.pseudonym = pseudonym
      self.won = won
      self.fromKept = fromKept
      self.or = or
      self.reason = reason
      self.slot = slot
      self.scarce = scarce
      self.left = left
    }
  }

  /// Puts a file together, without its digest.
  package init(
    round: String, offer: OfferNamed, allocation: String, closedAt: String, drawnAt: String, prescriptionPercent: Int,
    slots: [Slot], seedHash: String, seed: String, entries: [Entry], results: [Result]
  ) {
    version = 1
    self.round = round
    self.offer = offer
    self.allocation = allocation
    self.closedAt = closedAt
    self.drawnAt = drawnAt
    self.prescriptionPercent = prescriptionPercent
    self.slots = slots
    self.seedHash = seedHash
    self.seed = seed
    self.entries = entries
    self.results = results
  }
}
