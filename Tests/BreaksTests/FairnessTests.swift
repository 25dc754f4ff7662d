import Testing

@testable import Breaks

/// A thousand carers, a hundred weeks, twenty places a week; everybody asks every week.
@Suite struct FairnessTests {
  static let (carers, weeks, places) = (1000, 100, 20)

  /// Plays the hundred weeks and counts what each carer got.
  private func served(_ allocation: Allocation, losersCount: Bool = true, seed: UInt64) -> [Int] {
    var dice = Dice(seed)
    var served = Array(repeating: 0, count: Self.carers)
    var losses = served
    var lastTookAt = [Instant?](repeating: nil, count: Self.carers)
    for week in 1...Self.weeks {
      let date = ShareDate(
        slot: ShareWorld.slot(week), startsAt: Instant(millis: Int64(week) * 7 * 86_400_000),
        free: [.places: Self.places])
      let standings = (0..<Self.carers).map {
        ShareStanding(losses: losersCount ? losses[$0] : 0, lastTookAt: lastTookAt[$0])
      }
      let turns = ShareStanding.turns(standings, in: allocation)
      // A new pseudonym every time, as in life.
      let pseudonyms = dice.shuffled(Array(1...Self.carers)).map(ShareWorld.pseudonym)
      let entries = (0..<Self.carers).map {
        ShareEntry(
          pseudonym: pseudonyms[$0], needs: [.places: 1], slots: [date.slot],
          weight: standings[$0].weight(in: allocation), turn: turns[$0])
      }
      let lot = Lot(seed: (0..<32).map { _ in UInt8(dice.below(256)) }, sha256: mixed)
      let won = Set(
        ShareDraw.carryOut([date], entries, prescriptionPercent: 0, by: lot).filter(\.outcome.isWon).map(\.pseudonym))
      for carer in 0..<Self.carers {
        let isServed = won.contains(pseudonyms[carer])
        losses[carer] = isServed ? 0 : losses[carer] + 1
        if isServed { (served[carer], lastTookAt[carer]) = (served[carer] + 1, date.startsAt) }
      }
    }
    return served
  }

  @Test(arguments: [UInt64(1), 2, 3]) func `by rota the most and the least served differ by one turn at most`(
    seed: UInt64
  ) throws {
    let served = served(.rota, seed: seed)
    let (least, most) = (try #require(served.min()), try #require(served.max()))
    #expect(served.reduce(0, +) == Self.weeks * Self.places)
    #expect(most - least <= 1)
    print("fairness: rota, seed \(seed): least \(least), most \(most)")
  }

  @Test(arguments: [UInt64(1), 2, 3]) func `a ballot in which losers count more shares more evenly than a plain one`(
    seed: UInt64
  ) {
    let (weighted, plain) = (
      gini(served(.ballot, seed: seed)), gini(served(.ballot, losersCount: false, seed: seed))
    )
    #expect(weighted < plain)
    print("fairness: ballot, seed \(seed): Gini \(weighted) where losers count more, \(plain) in a plain one")
  }

  /// The Gini coefficient: 0 when all have the same, towards 1 when one has all.
  private func gini(_ counts: [Int]) -> Double {
    let sum = counts.reduce(0, +)
    let ranked = counts.sorted().enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    return 2 * Double(ranked) / Double(counts.count * sum) - Double(counts.count + 1) / Double(counts.count)
  }
}
