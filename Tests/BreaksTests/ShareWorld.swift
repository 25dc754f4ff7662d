import Foundation

@testable import Breaks

/// Chance that comes the same way every time: SplitMix64.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  mutating func shuffled<T>(_ items: [T]) -> [T] {
    items.map { ($0, next()) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}

/// Stands in for SHA-256, which the trade is handed: 32 bytes mixed from all bytes, quickly.
@Sendable func mixed(_ bytes: [UInt8]) -> [UInt8] {
  var sum: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
  var dice = Dice(sum)
  return (0..<4).flatMap { _ in
    let word = dice.next()
    return (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
  }
}

/// Dates and entries drawn by chance, to be shared out.
struct ShareWorld {
  var dates: [ShareDate] = []
  var entries: [ShareEntry] = []
  var percent: Int
  let lot: Lot

  init(_ seed: UInt64) {
    var dice = Dice(seed)
    percent = [0, 0, 10, 25, 50, 100][dice.below(6)]
    lot = Lot(seed: (0..<32).map { _ in UInt8(dice.below(256)) }, sha256: mixed)
    for number in 1...dice.number(1...4) {
      var free = [Scarce.places: dice.number(0...15)]
      if dice.below(3) == 0 { free[Scarce("twin")] = dice.number(0...4) }
      if dice.below(5) == 0 { free[.places] = nil }
      if free.isEmpty { free[.places] = 3 }
      dates.append(
        ShareDate(slot: ShareWorld.slot(number), startsAt: Instant(millis: Int64(number) * 86_400_000), free: free))
    }
    for number in 1...dice.number(1...40) {
      var needs = [Scarce.places: dice.number(1...4)]
      if dice.below(2) == 0 { needs[Scarce("twin")] = 1 }
      let wanted = dates.map(\.slot).filter { _ in dice.below(2) == 0 }
      let others = dice.below(4) == 0 ? [[Scarce.places: needs[.places] ?? 1, Scarce("double"): 1]] : []
      entries.append(
        ShareEntry(
          pseudonym: ShareWorld.pseudonym(number), needs: needs, others: others,
          slots: wanted.isEmpty ? [dates[0].slot] : wanted,
          hasPrescription: dice.below(4) == 0, weight: dice.number(1...5), turn: dice.number(1...3),
          isSetAside: dice.below(10) == 0))
    }
  }

  static func slot(_ number: Int) -> ID<Slot> {
    ID(UUID.v7(at: Instant(millis: Int64(number)), chance: Array(repeating: 0, count: 10)))
  }

  static func pseudonym(_ number: Int) -> Pseudonym {
    let digits = String(number, radix: 16)
    return Pseudonym(stored: String(repeating: "0", count: 32 - digits.count) + digits)
  }

  func draw() -> [ShareResult] { ShareDraw.carryOut(dates, entries, prescriptionPercent: percent, by: lot) }

  func entry(_ pseudonym: Pseudonym) -> ShareEntry? { entries.first { $0.pseudonym == pseudonym } }

  /// How much of each is taken on each date by the entries that won in one way.
  func taken(_ results: [ShareResult], where counts: (ShareOutcome) -> Bool) -> [ID<Slot>: [Scarce: Int]] {
    var taken: [ID<Slot>: [Scarce: Int]] = [:]
    for result in results where counts(result.outcome) {
      guard let entry = entry(result.pseudonym) else { continue }
      for slot in entry.slots {
        for (scarce, count) in entry.choices[result.choice] { taken[slot, default: [:]][scarce, default: 0] += count }
      }
    }
    return taken
  }
}
