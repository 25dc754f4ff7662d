import Breaks
import Wire

extension BallotShape {
  /// Shows a draw: done again from what is published of it, so that the file cannot say anything else.
  ///
  /// - Parameter sha256: the hash function (FIPS 180-4).
  package init(_ ballot: Ballot, sha256: @escaping @Sendable ([UInt8]) -> [UInt8]) throws {
    self.init(
      round: ballot.round.text, offer: OfferNamed(id: ballot.offer.text, title: ballot.title),
      allocation: ballot.allocation.rawValue, closedAt: ballot.closedAt.text, drawnAt: ballot.drawnAt.text,
      prescriptionPercent: ballot.prescriptionPercent,
      slots: ballot.dates.map { Slot($0, keptPercent: ballot.prescriptionPercent) },
      seedHash: hexadecimal(sha256(ballot.seed)), seed: hexadecimal(ballot.seed),
      entries: ballot.entries.map(Entry.init), results: ballot.results(sha256: sha256).map(Result.init))
    digest = hexadecimal(sha256(try WireEncoder().encode(self)))
  }

  /// The file's bytes.
  package func bytes() throws -> [UInt8] { try WireEncoder().encode(self) + [UInt8(ascii: "\n")] }
}

extension BallotShape.Slot {
  fileprivate init(_ date: ShareDate, keptPercent percent: Int) {
    self.init(
      id: date.slot.text, startsAt: date.startsAt.text, free: words(date.free), kept: words(date.kept(percent: percent))
    )
  }
}

extension BallotShape.Entry {
  fileprivate init(_ entry: ShareEntry) {
    self.init(
      pseudonym: entry.pseudonym.text, turn: entry.turn, weight: entry.weight, prescription: entry.hasPrescription,
      needs: words(entry.needs), or: entry.others.isEmpty ? nil : entry.others.map(words),
      slots: entry.slots.map(\.text), setAside: entry.isSetAside)
  }
}

extension BallotShape.Result {
  fileprivate init(_ result: ShareResult) {
    switch result.outcome {
    case .won(let fromKept):
      self.init(
        position: result.position, pseudonym: result.pseudonym.text, won: true, fromKept: fromKept,
        or: result.choice > 0 ? result.choice : nil)
    case .lost(let loss):
      self.init(
        position: result.position, pseudonym: result.pseudonym.text, won: false, reason: loss.reason.rawValue,
        slot: loss.slot.text, scarce: loss.scarce, left: loss.left)
    }
  }
}

private func words(_ counts: [Scarce: Int]) -> [String: Int] {
  Dictionary(uniqueKeysWithValues: counts.map { ($0.key.word, $0.value) })
}
