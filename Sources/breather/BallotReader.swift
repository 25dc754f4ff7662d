import Breaks
import Wire

/// Reads ballot files strictly: whatever is not as the file's layout says is named with its place.
enum BallotReader {
  /// What the file says, each field of its right kind.
  ///
  /// - Throws: `JSONFault`, `InvalidInput`.
  static func read(_ bytes: [UInt8]) throws -> BallotShape {
    let json = try JSON.parse(bytes, limits: JSONLimits(depth: 8, values: 20_000_000))
    return try Reader.read(json) { r -> BallotShape? in
      let version = r.int("version", 1...1)
      let (round, offer) = (r.id("round"), r.object("offer", readOffer))
      let allocation = r.oneOf("allocation", Allocation.self)
      let (closedAt, drawnAt) = (r.instant("closedAt"), r.instant("drawnAt"))
      let percent = r.int("prescriptionPercent", 0...100)
      let slots = r.objects("slots", 1...400, readSlot)
      let (seedHash, seed) = (r.digits("seedHash"), r.digits("seed"))
      let entries = r.objects("entries", 0...1_000_000, readEntry)
      let results = r.objects("results", 0...1_000_000, readResult)
      let digest = r.digits("digest")
      guard version != nil, let round, let offer, let allocation, let closedAt, let drawnAt, let percent, let slots,
        let seedHash, let seed, let entries, let results, let digest
      else { return nil }
      var shape = BallotShape(
        round: round, offer: offer, allocation: allocation.rawValue, closedAt: closedAt, drawnAt: drawnAt,
        prescriptionPercent: percent, slots: slots, seedHash: seedHash, seed: seed, entries: entries, results: results)
      shape.digest = digest
      return shape
    }
  }

  /// The draw that the file tells of.
  ///
  /// - Throws: `InvalidInput` where its parts do not fit each other; `BadValue`.
  static func ballot(of file: BallotShape) throws -> Ballot {
    try fitTogether(file)
    return Ballot(
      round: try ID(text: file.round), offer: try ID(text: file.offer.id), title: file.offer.title,
      allocation: Allocation(rawValue: file.allocation) ?? .ballot, closedAt: try Instant(text: file.closedAt),
      drawnAt: try Instant(text: file.drawnAt), prescriptionPercent: file.prescriptionPercent,
      dates: try file.slots.map {
        ShareDate(slot: try ID(text: $0.id), startsAt: try Instant(text: $0.startsAt), free: scarce($0.free))
      },
      seed: bytes(hexadecimal: file.seed) ?? [],
      entries: try file.entries.map {
        ShareEntry(
          pseudonym: try Pseudonym(text: $0.pseudonym), needs: scarce($0.needs), others: ($0.or ?? []).map(scarce),
          slots: try $0.slots.map { try ID(text: $0) }, hasPrescription: $0.prescription, weight: $0.weight,
          turn: $0.turn, isSetAside: $0.setAside)
      })
  }

  /// Each date and each pseudonym once, and nobody asks for a date that is not shared out.
  private static func fitTogether(_ file: BallotShape) throws(InvalidInput) {
    var problems: [Wire.Problem] = []
    func note(_ pointer: String, _ code: String, _ detail: String) {
      problems.append(Wire.Problem(pointer: pointer, code: code, detail: detail))
    }
    var dates: Set<String> = []
    for (place, slot) in file.slots.enumerated() where !dates.insert(slot.id).inserted {
      note("/slots/\(place)/id", "duplicate", "This date is there already.")
    }
    var pseudonyms: Set<String> = []
    for (place, entry) in file.entries.enumerated() {
      if !pseudonyms.insert(entry.pseudonym).inserted {
        note("/entries/\(place)/pseudonym", "duplicate", "This pseudonym is there already.")
      }
      if Set(entry.slots).count < entry.slots.count || !dates.isSuperset(of: entry.slots) {
        note("/entries/\(place)/slots", "not_found", "An entry asks for dates of this file, each once.")
      }
    }
    if !problems.isEmpty { throw InvalidInput(problems: Array(problems.prefix(100))) }
  }

  private static func readOffer(_ r: Reader) -> BallotShape.OfferNamed? {
    guard let id = r.id("id"), let title = r.text("title") else { return nil }
    return BallotShape.OfferNamed(id: id, title: title)
  }

  private static func readSlot(_ r: Reader) -> BallotShape.Slot? {
    let (id, startsAt) = (r.id("id"), r.instant("startsAt"))
    let (free, kept) = (r.counts("free"), r.counts("kept"))
    guard let id, let startsAt, let free, let kept else { return nil }
    return BallotShape.Slot(id: id, startsAt: startsAt, free: free, kept: kept)
  }

  private static func readEntry(_ r: Reader) -> BallotShape.Entry? {
    let (pseudonym, turn) = (r.value("pseudonym") { try Pseudonym(text: $0).text }, r.int("turn", 1...1_000_000))
    let (weight, prescription) = (r.int("weight", 1...ShareStanding.weightMax), r.bool("prescription"))
    let or = r.objectsIfAny("or", 1...20) { $0.counts(from: 1) }
    let (needs, slots) = (r.counts("needs", from: 1), r.values("slots", 1...400) { try ID<Slot>(text: $0).text })
    let setAside = r.bool("setAside")
    guard let pseudonym, let turn, let weight, let prescription, let needs, let slots, let setAside else { return nil }
    return BallotShape.Entry(
      pseudonym: pseudonym, turn: turn, weight: weight, prescription: prescription, needs: needs, or: or,
      slots: slots, setAside: setAside)
  }

  private static func readResult(_ r: Reader) -> BallotShape.Result? {
    let (position, pseudonym) = (
      r.int("position", 1...1_000_000), r.value("pseudonym") { try Pseudonym(text: $0).text }
    )
    let (won, fromKept) = (r.bool("won"), r.boolIfAny("fromKept"))
    let or = r.intIfAny("or", 1...20)
    let (reason, slot) = (
      r.oneOfIfAny("reason", ShareLoss.Reason.self), r.valueIfAny("slot") { try ID<Slot>(text: $0) }
    )
    let (scarce, left) = (r.textIfAny("scarce", 1...40), r.intIfAny("left", 0...1_000_000))
    guard let position, let pseudonym, let won else { return nil }
    return BallotShape.Result(
      position: position, pseudonym: pseudonym, won: won, fromKept: fromKept, or: or,
      reason: reason?.rawValue, slot: slot?.text, scarce: scarce, left: left)
  }

  private static func scarce(_ counts: [String: Int]) -> [Scarce: Int] {
    Dictionary(uniqueKeysWithValues: counts.map { (Scarce($0.key), $0.value) })
  }
}

extension Reader {
  fileprivate func id(_ key: String) -> String? { value(key) { try ID<Round>(text: $0).text } }

  fileprivate func instant(_ key: String) -> String? { value(key) { try Instant(text: $0).text } }

  /// 64 hexadecimal digits.
  fileprivate func digits(_ key: String) -> String? {
    value(key) { text in
      guard isHexadecimal(text, digits: 64) else {
        throw BadValue("not_a_digest", "This must be 64 digits, of 0 to 9 and a to f.")
      }
      return text
    }
  }

  /// Whole numbers under names: how much of each scarce thing.
  fileprivate func counts(_ key: String, from least: Int = 0) -> [String: Int]? {
    object(key) { $0.counts(from: least) }
  }

  /// Whole numbers under names of any kind.
  fileprivate func counts(from least: Int) -> [String: Int]? {
    var counts: [String: Int] = [:]
    for name in names {
      guard let count = int(name, least...1_000_000) else { return nil }
      counts[name] = count
    }
    if counts.isEmpty { problem(at: "", code: "too_few", detail: "This needs at least one count.") }
    return counts.isEmpty ? nil : counts
  }
}
