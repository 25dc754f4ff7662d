/// Everything that is published of a draw, so that anybody can do it again: the seed, the dates, and the entries under
/// their pseudonyms.
package struct Ballot: Sendable, Equatable {
  package let round: ID<Round>
  package let offer: ID<Offer>
  /// The offer's title.
  package let title: String
  package let allocation: Allocation
  package let closedAt: Instant
  package let drawnAt: Instant
  /// How much was kept for entries with a prescription first; 0...100.
  package let prescriptionPercent: Int
  /// In the order of their starts.
  package let dates: [ShareDate]
  /// 32 bytes.
  package let seed: [UInt8]
  /// In the order of their pseudonyms.
  package let entries: [ShareEntry]

  /// Puts a ballot together; dates and entries may come in any order.
  package init(
    round: ID<Round>, offer: ID<Offer>, title: String, allocation: Allocation, closedAt: Instant, drawnAt: Instant,
    prescriptionPercent: Int, dates: [ShareDate], seed: [UInt8], entries: [ShareEntry]
  ) {
    self.round = round
    self.offer = offer
    self.title = title
    self.allocation = allocation
    self.closedAt = closedAt
    self.drawnAt = drawnAt
    self.prescriptionPercent = prescriptionPercent
    self.dates = dates.sorted { ($0.startsAt, $0.slot) < ($1.startsAt, $1.slot) }
    self.seed = seed
    self.entries = entries.sorted { $0.pseudonym < $1.pseudonym }
  }

  /// Draws it, for the first time or again: the result is always the same.
  ///
  /// - Parameter sha256: the hash function (FIPS 180-4).
  package func results(sha256: @escaping @Sendable ([UInt8]) -> [UInt8]) -> [ShareResult] {
    ShareDraw.carryOut(
      dates, entries, prescriptionPercent: prescriptionPercent, by: Lot(seed: seed, sha256: sha256))
  }
}
