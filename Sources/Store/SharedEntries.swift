import Breaks
import SQL

// What is published of the entries of a draw, without a look at who they are.

extension EntryStore {
  /// What was drawn in a round, by the pseudonyms; nil where it was drawn before this was kept beside each entry.
  package func shared(in round: ID<Round>) throws -> [ShareEntry]? {
    let rows = try tx.sql.query(
      """
      SELECT pseudonym, shared FROM round_entry
      WHERE round_id = $1 AND state IN ('won', 'lost') AND drawn_at IS NOT NULL
      ORDER BY pseudonym
      """, [.id(round)])
    let kept = try rows.compactMap { row in
      try row.textIfAny("shared") == nil
        ? nil : row.json("shared", StoredShare.self).entry(Pseudonym(stored: row.text("pseudonym")))
    }
    return kept.count == rows.count ? kept : nil
  }
}

/// What is published of an entry, as its column keeps it.
struct StoredShare: Codable {
  let needs: [String: Int]
  let others: [[String: Int]]
  let slots: [ID<Slot>]
  let hasPrescription: Bool
  let weight: Int
  let turn: Int
  let isSetAside: Bool

  init(_ entry: ShareEntry) {
    needs = StoredShare.words(entry.needs)
    others = entry.others.map(StoredShare.words)
    (slots, hasPrescription, weight) = (entry.slots, entry.hasPrescription, entry.weight)
    (turn, isSetAside) = (entry.turn, entry.isSetAside)
  }

  func entry(_ pseudonym: Pseudonym) -> ShareEntry {
    ShareEntry(
      pseudonym: pseudonym, needs: StoredShare.scarce(needs), others: others.map(StoredShare.scarce), slots: slots,
      hasPrescription: hasPrescription, weight: weight, turn: turn, isSetAside: isSetAside)
  }

  private static func words(_ needs: [Scarce: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: needs.map { ($0.key.word, $0.value) })
  }

  private static func scarce(_ words: [String: Int]) -> [Scarce: Int] {
    Dictionary(uniqueKeysWithValues: words.map { (Scarce($0.key), $0.value) })
  }
}
