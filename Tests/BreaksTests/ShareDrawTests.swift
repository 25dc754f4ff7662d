import Testing

@testable import Breaks

/// The one allocator, held to what carers were promised, on worlds drawn by chance.
@Suite struct ShareDrawTests {
  static let seeds = Array(UInt64(1)...400)

  @Test(arguments: seeds) func `nothing is given twice, and the kept share is never overdrawn`(seed: UInt64) {
    let world = ShareWorld(seed)
    let results = world.draw()
    let all = world.taken(results) { $0.isWon }
    let kept = world.taken(results) { $0 == .won(fromKept: true) }
    for date in world.dates {
      for (scarce, free) in date.free {
        #expect(all[date.slot]?[scarce] ?? 0 <= free)
        #expect(kept[date.slot]?[scarce] ?? 0 <= date.kept(percent: world.percent)[scarce] ?? 0)
      }
    }
    for result in results where result.outcome == .won(fromKept: true) {
      #expect(world.entry(result.pseudonym)?.hasPrescription == true)
    }
  }

  @Test(arguments: seeds) func `the order of asking changes nothing`(seed: UInt64) {
    var world = ShareWorld(seed)
    let results = world.draw()
    var dice = Dice(seed &+ 7)
    world.entries = dice.shuffled(world.entries)
    world.dates = dice.shuffled(world.dates)
    #expect(world.draw() == results)
  }

  @Test(arguments: seeds) func `each party that takes part has one place in the order and one answer`(seed: UInt64) {
    let world = ShareWorld(seed)
    let results = world.draw()
    #expect(results.map(\.position) == Array(1..<(results.count + 1)))
    let drawn = Set(results.map(\.pseudonym))
    #expect(drawn.count == results.count)
    #expect(drawn == Set(world.entries.filter { !$0.isSetAside }.map(\.pseudonym)))
    let turns = results.compactMap { world.entry($0.pseudonym)?.turn }
    #expect(turns == turns.sorted())
  }

  /// Walks the results once more, by the plainest arithmetic.
  @Test(arguments: seeds) func `who lost could not have been fitted in when their turn came`(seed: UInt64) {
    let world = ShareWorld(seed)
    let results = world.draw()
    var taken = world.taken(results) { $0 == .won(fromKept: true) }
    func left(_ date: ShareDate, _ scarce: Scarce) -> Int? {
      date.free[scarce].map { $0 - (taken[date.slot]?[scarce] ?? 0) }
    }
    for result in results {
      guard let entry = world.entry(result.pseudonym) else { continue }
      switch result.outcome {
      case .won(true): continue
      case .won(false):
        for slot in entry.slots {
          for (scarce, count) in entry.choices[result.choice] { taken[slot, default: [:]][scarce, default: 0] += count }
        }
      case .lost(let loss):
        let date = world.dates.first { $0.slot == loss.slot }
        let scarce = Scarce(loss.scarce)
        #expect(entry.slots.contains(loss.slot))
        #expect(date.flatMap { left($0, scarce) } == loss.left)
        #expect(loss.needed == entry.needs[scarce] && loss.left < loss.needed)
        let fits = entry.choices.contains { needs in
          world.dates.filter { entry.slots.contains($0.slot) }.allSatisfy { date in
            needs.allSatisfy { scarce, needed in left(date, scarce).map { $0 >= needed } ?? true }
          }
        }
        #expect(!fits)
      }
    }
  }

  @Test(arguments: seeds) func `nobody with a prescription loses while the kept share has room for them`(seed: UInt64) {
    let world = ShareWorld(seed)
    let results = world.draw()
    let kept = world.taken(results) { $0 == .won(fromKept: true) }
    for result in results where !result.outcome.isWon {
      guard let entry = world.entry(result.pseudonym), entry.hasPrescription else { continue }
      let fits = entry.slots.allSatisfy { slot in
        guard let date = world.dates.first(where: { $0.slot == slot }) else { return false }
        return entry.needs.allSatisfy { scarce, needed in
          guard let share = date.kept(percent: world.percent)[scarce] else { return true }
          return share - (kept[slot]?[scarce] ?? 0) >= needed
        }
      }
      #expect(!fits)
    }
  }

  @Test(arguments: [(0, 60, 0), (1, 60, 1), (10, 60, 6), (10, 61, 7), (33, 10, 4), (100, 7, 7), (50, 1, 1), (99, 0, 0)])
  func `the kept share is rounded up`(percent: Int, free: Int, kept: Int) {
    let date = ShareDate(slot: ShareWorld.slot(1), startsAt: Instant(millis: 0), free: [.places: free])
    #expect(date.kept(percent: percent) == [.places: kept])
  }

  /// One row: the places, the per cent kept, the parties by turn (`p2` is two people with a prescription), who wins.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let places: [Int]
    let percent: Int
    let parties: [String]
    let winners: [Int]

    init(_ name: String, places: [Int], percent: Int = 0, _ parties: [String], winners: [Int]) {
      testDescription = name
      (self.places, self.percent, self.parties, self.winners) = (places, percent, parties, winners)
    }
  }

  static let rows = [
    Row("room for all", places: [6], ["2", "4"], winners: [1, 2]),
    Row("the later goes without", places: [3], ["2", "2"], winners: [1]),
    Row("a smaller one behind fits", places: [3], ["2", "2", "1"], winners: [1, 3]),
    Row("no places", places: [0], ["1"], winners: []),
    Row("a prescription goes first into its share", places: [4], percent: 50, ["2", "2", "p2"], winners: [1, 3]),
    Row("its share is not wanted: all goes to all", places: [4], percent: 50, ["2", "2"], winners: [1, 2]),
    Row(
      "its share is too small for the party, which waits its turn", places: [4], percent: 25, ["2", "p2", "2"],
      winners: [1, 2]),
    Row("two in one share: the other as everybody", places: [4], percent: 50, ["2", "p2", "p2"], winners: [1, 2]),
    Row("all of it kept, none with a prescription", places: [2], percent: 100, ["1", "1", "1"], winners: [1, 2]),
    Row("two nights, the second full", places: [4, 1], ["2", "1"], winners: [2]),
  ]

  @Test(arguments: rows) func `a party wins or loses whole`(row: Row) {
    let dates = row.places.enumerated().map {
      ShareDate(slot: ShareWorld.slot($0.offset + 1), startsAt: Instant(millis: 0), free: [.places: $0.element])
    }
    let entries = row.parties.enumerated().map { place, party in
      ShareEntry(
        pseudonym: ShareWorld.pseudonym(place + 1), needs: [.places: Int(party.filter(\.isNumber)) ?? 1],
        slots: dates.map(\.slot), hasPrescription: party.hasPrefix("p"), turn: place + 1)
    }
    let results = ShareDraw.carryOut(
      dates, entries, prescriptionPercent: row.percent, by: Lot(seed: [UInt8](repeating: 1, count: 32), sha256: mixed))
    #expect(results.filter(\.outcome.isWon).map(\.position) == row.winners)
  }

  @Test func `whoever would do with any room gets the best that is left`() {
    let (single, double) = (Scarce("single"), Scarce("double"))
    let date = ShareDate(
      slot: ShareWorld.slot(1), startsAt: Instant(millis: 0), free: [.places: 6, .units: 3, single: 1, double: 2])
    func entry(_ number: Int, only: Bool) -> ShareEntry {
      let needs: [[Scarce: Int]] = [[.places: 1, .units: 1, single: 1], [.places: 1, .units: 1, double: 1]]
      return ShareEntry(
        pseudonym: ShareWorld.pseudonym(number), needs: needs[0], others: only ? [] : [needs[1]], slots: [date.slot],
        turn: number)
    }
    let lot = Lot(seed: [UInt8](repeating: 1, count: 32), sha256: mixed)
    func draw(_ entries: [ShareEntry]) -> [String] {
      ShareDraw.carryOut([date], entries, prescriptionPercent: 0, by: lot).map {
        $0.outcome.isWon ? "won \($0.choice)" : "lost"
      }
    }
    #expect(draw((1...4).map { entry($0, only: false) }) == ["won 0", "won 1", "won 1", "lost"])
    #expect(draw((1...3).map { entry($0, only: true) }) == ["won 0", "lost", "lost"])
    #expect(draw([entry(1, only: false), entry(2, only: true), entry(3, only: false)]) == ["won 0", "lost", "won 1"])
  }

  @Test func `three tickets stand first three times as often as one`() {
    let entries = [1, 1, 3].enumerated().map {
      ShareEntry(
        pseudonym: ShareWorld.pseudonym($0.offset + 1), needs: [.places: 1], slots: [ShareWorld.slot(1)],
        weight: $0.element)
    }
    var first: [Pseudonym: Int] = [:]
    var dice = Dice(11)
    for _ in 1...5000 {
      let lot = Lot(seed: (0..<32).map { _ in UInt8(dice.below(256)) }, sha256: mixed)
      first[ShareDraw.order(of: entries, by: lot)[0].pseudonym, default: 0] += 1
    }
    #expect((2850...3150).contains(first[entries[2].pseudonym] ?? 0), "\(first)")
    #expect((880...1120).contains(first[entries[0].pseudonym] ?? 0), "\(first)")
  }
}
