/// How an offer's places are shared out when more carers ask than there is room for.
package enum Allocation: String, CaseIterable, Sendable, Codable {
  /// Whoever books first.
  case firstCome = "first_come"
  /// Longest since the last break taken, never by speed.
  case rota
  /// Need first, from recorded facts, then as `rota`.
  case tiers
  /// By lot, where those who lost before count more.
  case ballot

  /// Whether carers ask within a window and the places are shared when it closes.
  package var isDrawn: Bool { self != .firstCome }
}

/// What stands for an entry in public: random, new for each entry, and nobody but its carer knows whose it is.
package struct Pseudonym: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 32 lower-case hexadecimal digits.
  package let text: String

  /// Draws a new one.
  package init(randomBytes bytes: (Int) -> [UInt8]) { text = hexadecimal(bytes(16)) }

  /// Reads the text form.
  ///
  /// - Throws: `BadValue` with code `not_a_pseudonym`.
  package init(text: String) throws {
    guard isHexadecimal(text, digits: 32) else {
      throw BadValue("not_a_pseudonym", "A pseudonym is 32 digits, of 0 to 9 and a to f.")
    }
    self.text = text
  }

  /// Takes a text that was a pseudonym when it was stored.
  package init(stored text: String) { self.text = text }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// What is counted on a date: places for people, or units of a kind.
package struct Scarce: Hashable, Comparable, Sendable {
  /// The word that files and tables know it by: `places`, or a kind of unit.
  package let word: String

  /// Names what is counted.
  package init(_ word: String) { self.word = word }

  /// Places for people.
  package static let places = Scarce("places")
  /// Rooms, tables or beds of any kind.
  package static let units = Scarce("units")
  /// Staff who look after guests.
  package static let staff = Scarce("staff")

  package static func < (left: Self, right: Self) -> Bool { left.word < right.word }
}

/// A date whose places are shared out.
package struct ShareDate: Sendable, Equatable {
  package let slot: ID<Slot>
  package let startsAt: Instant
  /// How much of each scarce thing is free when the sharing begins; what is not counted there is missing.
  package let free: [Scarce: Int]

  /// Puts a date together.
  package init(slot: ID<Slot>, startsAt: Instant, free: [Scarce: Int]) {
    self.slot = slot
    self.startsAt = startsAt
    self.free = free
  }

  /// How much of each is kept for entries with a prescription first: a per cent of what is free, rounded up.
  package func kept(percent: Int) -> [Scarce: Int] { free.mapValues { ($0 * percent + 99) / 100 } }
}

/// One party that asks: it gets all its dates for all its people, or nothing.
package struct ShareEntry: Sendable, Equatable {
  package let pseudonym: Pseudonym
  /// What it needs of each of its dates; at least 1 of something.
  package let needs: [Scarce: Int]
  /// What would do as well, such as another kind of room, the best first; empty when nothing would.
  package let others: [[Scarce: Int]]
  /// Its dates, none twice; never empty.
  package let slots: [ID<Slot>]
  package let hasPrescription: Bool
  /// How many tickets it has in a lot; 1...5.
  package let weight: Int
  /// Who comes first whatever the lot says: lower before higher, equal by lot; 1 for all in a ballot.
  package let turn: Int
  /// Whether it was found at the draw that this party may not have the break any more; it takes no part.
  package let isSetAside: Bool

  /// Puts an entry together.
  package init(
    pseudonym: Pseudonym, needs: [Scarce: Int], others: [[Scarce: Int]] = [], slots: [ID<Slot>],
    hasPrescription: Bool = false, weight: Int = 1, turn: Int = 1, isSetAside: Bool = false
  ) {
    precondition(!slots.isEmpty && weight >= 1, "an entry asks for a date and has a ticket")
    self.pseudonym = pseudonym
    self.needs = needs
    self.others = others
    self.slots = slots
    self.hasPrescription = hasPrescription
    self.weight = weight
    self.turn = turn
    self.isSetAside = isSetAside
  }

  /// Everything that would do, the best first.
  package var choices: [[Scarce: Int]] { [needs] + others }
}

/// What came of one entry.
package struct ShareResult: Sendable, Equatable {
  package let pseudonym: Pseudonym
  /// Where it stood in the order, from 1.
  package let position: Int
  package let outcome: ShareOutcome
  /// Which of its choices it got, from 0; 0 when it lost.
  package let choice: Int

  /// Notes a result.
  package init(pseudonym: Pseudonym, position: Int, outcome: ShareOutcome, choice: Int = 0) {
    self.choice = choice
    self.pseudonym = pseudonym
    self.position = position
    self.outcome = outcome
  }
}

/// Whether a party got what it asked for.
package enum ShareOutcome: Sendable, Equatable {
  /// - Parameter fromKept: out of the share kept for prescriptions.
  case won(fromKept: Bool)
  case lost(ShareLoss)

  /// Whether it won.
  package var isWon: Bool {
    if case .won = self { true } else { false }
  }
}

/// What stood against a party when its turn came, all figures of the one date and the one scarce thing it failed on.
package struct ShareLoss: Sendable, Equatable, Codable {
  /// Why, as programs know it.
  package enum Reason: String, CaseIterable, Sendable, Codable {
    case placesGone = "places_gone"
    case tooFewLeft = "too_few_left"
  }

  package let slot: ID<Slot>
  /// The word of what was scarce; see `Scarce`.
  package let scarce: String
  /// How much of it the party needs.
  package let needed: Int
  /// How much of it was left when its turn came; less than it needs.
  package let left: Int
  /// How much of it there was to share out.
  package let free: Int
  /// How much of that was kept for prescriptions first.
  package let kept: Int
  /// How many entries asked for that date.
  package let asked: Int
  /// After which position all of it was gone; nil while some is left, or when those with prescriptions got it all.
  package let goneAfter: Int?

  /// Notes what stood against a party.
  package init(
    slot: ID<Slot>, scarce: Scarce, needed: Int, left: Int, free: Int, kept: Int, asked: Int, goneAfter: Int?
  ) {
    self.slot = slot
    self.scarce = scarce.word
    self.needed = needed
    self.left = left
    self.free = free
    self.kept = kept
    self.asked = asked
    self.goneAfter = goneAfter
  }

  /// Why, as programs know it.
  package var reason: Reason { left == 0 ? .placesGone : .tooFewLeft }
}
