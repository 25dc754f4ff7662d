import Testing

@testable import Breaks

/// What a carer brings to a draw, and what they are told after it.
@Suite struct ShareStandingTests {
  @Test(arguments: [(0, 1), (1, 2), (3, 4), (4, 5), (5, 5), (90, 5)])
  func `a loser has one ticket more, five at most`(losses: Int, weight: Int) {
    #expect(ShareStanding(losses: losses).weight(in: .ballot) == weight)
    #expect(ShareStanding(losses: losses).weight(in: .rota) == 1)
    #expect(ShareStanding(losses: losses).weight(in: .tiers) == 1)
  }

  @Test func `in a rota who never had a break comes first, then who waited longest, and equals are equal`() {
    let standings = [3, nil, 1, nil, 3, 2].map { (day: Int64?) in
      ShareStanding(tier: 3, lastTookAt: day.map { Instant(millis: $0) })
    }
    #expect(ShareStanding.turns(standings, in: .rota) == [4, 1, 2, 1, 4, 3])
    #expect(ShareStanding.turns(standings, in: .ballot) == [1, 1, 1, 1, 1, 1])
    #expect(ShareStanding.turns([], in: .rota) == [])
  }

  @Test func `in tiers need comes before waiting`() {
    let standings = [
      ShareStanding(tier: 3), ShareStanding(tier: 1, lastTookAt: Instant(millis: 9)),
      ShareStanding(tier: 1, lastTookAt: Instant(millis: 4)), ShareStanding(tier: 2),
    ]
    #expect(ShareStanding.turns(standings, in: .tiers) == [4, 2, 1, 3])
  }

  @Test(
    arguments: [
      (nil, true, false, false, 3), (19, true, false, false, 3), (20, true, false, false, 2),
      (49, false, false, false, 2), (50, true, false, false, 2), (50, false, false, false, 1),
      (50, true, true, false, 1), (20, false, true, false, 1), (0, false, true, false, 2), (0, false, false, false, 2),
      (0, true, true, false, 2), (nil, true, false, true, 1),
    ] as [(Int?, Bool, Bool, Bool, Int)])
  func `the tier comes from recorded facts`(
    hours: Int?, canLeave: Bool, needsReplacement: Bool, urgent: Bool, tier: Int
  ) {
    let caring = CaringSituation(
      hoursPerWeek: hours, canLeaveOvernight: canLeave, needsReplacementCare: needsReplacement)
    #expect(NeedTier.tier(of: caring, hasUrgentPrescription: urgent) == tier)
  }

  private func loss(
    needed: Int = 2, left: Int = 0, free: Int = 60, kept: Int = 0, asked: Int = 120, goneAfter: Int? = 58,
    scarce: Scarce = .places
  ) -> ShareLoss {
    ShareLoss(
      slot: ShareWorld.slot(1), scarce: scarce, needed: needed, left: left, free: free, kept: kept, asked: asked,
      goneAfter: goneAfter)
  }

  @Test func `a loser is told how many asked, where they stood and what comes of it`() {
    #expect(
      ShareWords.why(loss(), position: 83, of: .ballot, weight: 1)
        == "120 carers asked for 60 places. The draw put you at number 83; the places were gone after number 58. "
        + "Your chance counts more next time.")
    #expect(
      ShareWords.why(loss(left: 1, kept: 6, goneAfter: nil), position: 59, of: .ballot, weight: 5)
        == "120 carers asked for 60 places. 6 of them were kept first for carers with a prescription. "
        + "The draw put you at number 59. When your turn came only 1 place was left, and your party needs 2. "
        + "We never part a party. Your chance will count as much again next time.")
    #expect(
      ShareWords.why(loss(needed: 1, free: 1, kept: 1, asked: 2, goneAfter: nil), position: 2, of: .rota, weight: 1)
        == "2 carers asked for 1 place. 1 of them was kept first for carers with a prescription. "
        + "Those who have waited longest for a break came first, and you were number 2; "
        + "the places were gone before your turn came. "
        + "You lose nothing: your waiting goes on counting for the next time.")
    #expect(
      ShareWords.why(
        loss(needed: 3, left: 2, free: 5, asked: 9, scarce: Scarce("twin")), position: 4, of: .tiers, weight: 1)
        == "9 carers asked for 5 twin rooms. "
        + "Those whose caring leaves them the least room came first, and you were number 4. "
        + "When your turn came there were only 2 twin rooms left, and your party needs 3. We never part a party. "
        + "You lose nothing: your waiting goes on counting for the next time.")
  }

  @Test(arguments: ["", "0", "00ff", "zz", "0F"]) func `digits are two a byte, small letters only`(text: String) {
    let isRight = text.utf8.count.isMultiple(of: 2) && text != "zz" && text != "0F"
    #expect((bytes(hexadecimal: text) != nil) == isRight)
    if let bytes = bytes(hexadecimal: text) { #expect(hexadecimal(bytes) == text) }
  }
}
