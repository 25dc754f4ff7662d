/// One sharing out of an offer's dates: a window in which carers ask, and a draw when it closes.
package struct Round: Sendable, Equatable {
  package let id: ID<Round>
  package let offer: ID<Offer>
  package let area: AreaSlug
  package let stay: Stay
  /// Its dates, by their starts; never empty.
  package let slots: [ID<Slot>]
  /// As the offer said when the round was made: later changes of the offer leave it alone.
  package let allocation: Allocation
  /// How much is kept for entries with a prescription first; 0...100.
  package let prescriptionPercent: Int
  package let opensAt: Instant
  package let closesAt: Instant
  package let state: RoundState
  /// SHA-256 of the seed, public from the beginning.
  package let seedHash: [UInt8]
  /// The seed; nil until it was drawn, for whoever reads it.
  package let seed: [UInt8]?
  package let drawnAt: Instant?
  /// The offer's title as it was drawn, so that the published file stays as it is; nil before, and of the oldest.
  package let title: String?
  package let createdAt: Instant
  package let version: Int

  /// Puts a round together.
  package init(
    id: ID<Round>, offer: ID<Offer>, area: AreaSlug, stay: Stay, slots: [ID<Slot>], allocation: Allocation,
    prescriptionPercent: Int, opensAt: Instant, closesAt: Instant, state: RoundState, seedHash: [UInt8],
    seed: [UInt8]? = nil, drawnAt: Instant? = nil, title: String? = nil, createdAt: Instant, version: Int
  ) {
    self.id = id
    self.offer = offer
    self.area = area
    self.stay = stay
    self.slots = slots
    self.allocation = allocation
    self.prescriptionPercent = prescriptionPercent
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.state = state
    self.seedHash = seedHash
    self.seed = seed
    self.drawnAt = drawnAt
    self.title = title
    self.createdAt = createdAt
    self.version = version
  }
}

/// Where a round stands.
package enum RoundState: String, CaseIterable, Sendable, Codable {
  /// It takes entries from when it opens until it closes.
  case open
  /// Its window is over; the draw has still to come.
  case closed
  case drawn
  case calledOff = "called_off"
}
