import Foundation

/// In which order breaks are shown that fit more or less: by the needs and the offers alone.
///
/// First what has a date and fits, then what has to be asked about, then what has no date, last what does not fit; among
/// these by how much has to be asked, and by how far it is. What is alike takes turns: each partner's first offer, then
/// each one's second, the partners in an order that every London day draws anew, the same for everybody.
package enum FitOrder {
  /// Orders offers by how they fit.
  ///
  /// - Parameter day: the London day whose turns hold; the same for all pages of one list.
  package static func ordered(_ facts: [FitFacts], for needs: FitNeeds, on day: Day) -> [FittingOffer] {
    let fitted = facts.map { facts in
      (
        offer: facts.offer, turn: DailyTurn.number(of: facts.offer.id.uuid, on: day),
        standing: Standing(facts, FitRules.fit(facts, needs, on: day))
      )
    }
    var turns: [Alike: Int] = [:]
    return fitted.sorted { ($0.turn, $0.offer.id) < ($1.turn, $1.offer.id) }.map { offer, _, standing in
      let alike = Alike(partner: offer.partner.id, values: standing.values)
      let turn = turns[alike, default: 0]
      turns[alike] = turn + 1
      let values = standing.values + [turn, DailyTurn.number(of: offer.partner.id.uuid, on: day)]
      return FittingOffer(offer: offer, fit: standing.fit, place: FitPlace(values: values, id: offer.id))
    }.sorted { $0.place < $1.place }
  }

  private struct Alike: Hashable {
    let partner: ID<Partner>
    let values: [Int]
  }

  private struct Standing {
    let fit: Fit
    let values: [Int]

    init(_ facts: FitFacts, _ fit: Fit) {
      self.fit = fit
      let group: Int
      switch fit.answer {
      case .fits: group = facts.offer.nextSlotAt == nil ? 2 : 0
      case .ask: group = facts.offer.nextSlotAt == nil ? 3 : 1
      case .doesNot: group = 4
      }
      let (noes, asks) = (fit.says.count { $0.answer == .no }, fit.says.count { $0.answer == .ask })
      values = [group, noes, asks, Standing.band(facts)]
    }

    /// Rings around home, so that a street more or less decides nothing; who comes to the home is nowhere nearer.
    private static func band(_ facts: FitFacts) -> Int {
      if facts.offer.details.stay == .atHome { return 0 }
      guard let km = facts.km else { return kmBounds.count + 1 }
      return kmBounds.firstIndex { km < $0 } ?? kmBounds.count
    }

    private static let kmBounds = [5, 10, 20, 40]
  }
}

/// An offer, how it fits, and where it stands in the order.
package struct FittingOffer: Sendable, Equatable {
  package let offer: Offer
  package let fit: Fit
  package let place: FitPlace
}

/// Where an offer stands among all that fit more or less.
package struct FitPlace: Sendable, Equatable, Comparable {
  /// The first that differs decides.
  package let values: [Int]
  package let id: ID<Offer>

  /// Marks a place.
  package init(values: [Int], id: ID<Offer>) {
    self.values = values
    self.id = id
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.values == right.values ? left.id < right.id : left.values.lexicographicallyPrecedes(right.values)
  }
}

/// Where a page of fitting offers ended, and on which day the list was begun.
package struct FitMark: Sendable, Equatable {
  package let day: Day
  package let place: FitPlace

  private static let word = "fits"
  private static let valuesCount = 6

  /// Marks the place after an offer.
  package init(day: Day, place: FitPlace) {
    self.day = day
    self.place = place
  }

  /// The mark as four texts.
  package var parts: [String] {
    [FitMark.word, day.text, place.values.map(String.init).joined(separator: "."), place.id.text]
  }

  /// Reads the four texts; nil for anything that `parts` would not have written.
  package init?(parts: [String]) {
    guard parts.count == 4, parts[0] == FitMark.word, let day = try? Day(text: parts[1]),
      let id = try? ID<Offer>(text: parts[3])
    else { return nil }
    let texts = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    let values = texts.compactMap { Int($0) }
    guard texts.count == FitMark.valuesCount, values.count == texts.count, values.allSatisfy({ $0 >= 0 }) else {
      return nil
    }
    self.init(day: day, place: FitPlace(values: values, id: id))
  }
}

/// A number that a thing has on one day and another on the next, the same on every machine.
///
/// - Source: Fowler, Noll, Vo: FNV-1a, 64 bits; its last step, which spreads what is nearly alike, is SplitMix64's.
package enum DailyTurn {
  /// The thing's number on a day; never negative.
  package static func number(of id: UUID, on day: Day) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let days = UInt64(bitPattern: Int64(day.daysSince1970))
    let dayBytes = (0..<8).map { UInt8(truncatingIfNeeded: days >> (8 * UInt64($0))) }
    for byte in withUnsafeBytes(of: id.uuid, Array.init) + dayBytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((hash ^ (hash >> 31)) >> 1)
  }
}
