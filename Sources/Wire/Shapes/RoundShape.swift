/// A round, in which the places of some dates are shared out, as anybody may see it.
package struct RoundShape: Codable, Sendable, Equatable {
  package var id: String
  package var offerId: String
  package var area: String
  package var allocation: String
  package var prescriptionPercent: Int
  /// The ids of its dates, by their starts.
  package var slots: [String]
  package var opensAt: String
  package var closesAt: String
  package var state: String
  /// SHA-256 of the seed, in hexadecimal; the seed itself once it was drawn.
  package var seedHash: String
  package var seed: String?
  package var drawnAt: String?
  /// SHA-256 of the bytes of the published file, in hexadecimal, once it was drawn; only where one round is shown.
  package var ballotHash: String?
  /// How many asked, once the window is over.
  package var asked: Int?
  package var createdAt: String
  package var version: Int

  /// Puts an answer together.
  package init(
    id: String, offerId: String, area: String, allocation: String, prescriptionPercent: Int, slots: [String],
    opensAt: String, closesAt: String, state: String, seedHash: String, seed: String?, drawnAt: String?, asked: Int?,
    createdAt: String, version: Int
  ) {
    self.id = id
    self.offerId = offerId
    self.area = area
    self.allocation = allocation
    self.prescriptionPercent = prescriptionPercent
    self.slots = slots
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.state = state
    self.seedHash = seedHash
    self.seed = seed
    self.drawnAt = drawnAt
    self.asked = asked
    self.createdAt = createdAt
    self.version = version
  }
}
