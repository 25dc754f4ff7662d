/// The one allocator: puts the parties in an order and walks it, each party winning or losing whole.
///
/// It depends on nothing but what it is given, and not on the order in which that is given: the same entries and the same
/// seed have one result, wherever it is drawn.
package enum ShareDraw {
  /// Shares out the dates' places.
  ///
  /// First those with a prescription are walked in order and take what fits into the share that is kept for them. Then
  /// all the others are walked in order and take of everything that is left, what was kept and not wanted included. A
  /// party that does not fit is passed over, and a smaller one behind it may still fit. Whoever would do with several
  /// kinds of room gets the first of them that is left.
  /// - Parameters:
  ///   - dates: each date once.
  ///   - entries: each pseudonym once; they ask only for these dates.
  ///   - prescriptionPercent: how much is kept for prescriptions first; 0...100.
  /// - Returns: one result an entry that was not set aside, in the order.
  package static func carryOut(
    _ dates: [ShareDate], _ entries: [ShareEntry], prescriptionPercent: Int, by lot: Lot
  ) -> [ShareResult] {
    let order = order(of: entries.filter { !$0.isSetAside }, by: lot)
    let all = Shelf(dates.map { ($0.slot, $0.free) })
    let keptAtFirst = Shelf(dates.map { ($0.slot, $0.kept(percent: prescriptionPercent)) })
    var (left, kept) = (all, keptAtFirst)
    var wonKept: [Pseudonym: Int] = [:]
    for entry in order where entry.hasPrescription {
      guard let choice = kept.choice(of: entry) else { continue }
      kept.take(choice, of: entry)
      left.take(choice, of: entry)
      wonKept[entry.pseudonym] = choice
    }
    let asked = counts(of: order)
    var goneAfter: [Shelf.Place: Int] = [:]
    return order.enumerated().map { place, entry in
      let position = place + 1
      func result(_ outcome: ShareOutcome, _ choice: Int = 0) -> ShareResult {
        ShareResult(pseudonym: entry.pseudonym, position: position, outcome: outcome, choice: choice)
      }
      if let choice = wonKept[entry.pseudonym] { return result(.won(fromKept: true), choice) }
      if let choice = left.choice(of: entry) {
        left.take(choice, of: entry)
        for place in left.emptied(by: entry, choice) { goneAfter[place] = position }
        return result(.won(fromKept: false), choice)
      }
      guard let obstacle = left.obstacle(to: entry) else { return result(.won(fromKept: false)) }
      return result(
        .lost(
          ShareLoss(
            slot: obstacle.slot, scarce: obstacle.scarce, needed: entry.needs[obstacle.scarce] ?? 0,
            left: left[obstacle], free: all[obstacle], kept: keptAtFirst[obstacle], asked: asked[obstacle.slot] ?? 0,
            goneAfter: goneAfter[obstacle])))
    }
  }

  /// The order in which entries are walked: by turn, and those of one turn by lot.
  package static func order(of entries: [ShareEntry], by lot: Lot) -> [ShareEntry] {
    let drawn = entries.map { ($0, lot.ticket(of: $0.pseudonym, weight: $0.weight)) }
    return drawn.sorted { left, right in
      if left.0.turn != right.0.turn { return left.0.turn < right.0.turn }
      if left.1 != right.1 { return left.1.lexicographicallyPrecedes(right.1) }
      return left.0.pseudonym < right.0.pseudonym
    }.map(\.0)
  }

  private static func counts(of entries: [ShareEntry]) -> [ID<Slot>: Int] {
    var counts: [ID<Slot>: Int] = [:]
    for slot in entries.flatMap(\.slots) { counts[slot, default: 0] += 1 }
    return counts
  }
}

/// How much of each scarce thing is left on each date.
private struct Shelf {
  /// One scarce thing on one date.
  struct Place: Hashable {
    let slot: ID<Slot>
    let scarce: Scarce
  }

  private var left: [Place: Int] = [:]

  init(_ dates: [(ID<Slot>, [Scarce: Int])]) {
    for (slot, free) in dates {
      for (scarce, count) in free { left[Place(slot: slot, scarce: scarce)] = count }
    }
  }

  /// How much is left; 0 of what is not counted.
  subscript(place: Place) -> Int { left[place] ?? 0 }

  /// The first of a party's choices for which there is room; nil when there is for none.
  func choice(of entry: ShareEntry) -> Int? {
    entry.choices.indices.first { obstacle(to: entry, $0) == nil }
  }

  /// The first place that has too little for a choice of a party, by date as the party names them; nil when all of it fits.
  func obstacle(to entry: ShareEntry, _ choice: Int = 0) -> Place? {
    places(of: entry, choice).first { place in
      guard let left = left[place], let needed = entry.choices[choice][place.scarce] else { return false }
      return left < needed
    }
  }

  mutating func take(_ choice: Int, of entry: ShareEntry) {
    for place in places(of: entry, choice) { left[place]? -= entry.choices[choice][place.scarce] ?? 0 }
  }

  /// The places of a party's dates of which nothing is left.
  func emptied(by entry: ShareEntry, _ choice: Int) -> [Place] { places(of: entry, choice).filter { left[$0] == 0 } }

  private func places(of entry: ShareEntry, _ choice: Int) -> [Place] {
    let scarce = entry.choices[choice].keys.sorted()
    return entry.slots.flatMap { slot in scarce.map { Place(slot: slot, scarce: $0) } }
  }
}
