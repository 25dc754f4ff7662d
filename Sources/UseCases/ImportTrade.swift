import Breaks
import Store

/// An offer as a list brings it.
package struct OfferOfList: Sendable {
  package let draft: OfferDraft
  /// Whether carers are to see it at once.
  package let isToPublish: Bool

  /// Puts together what a list says.
  package init(draft: OfferDraft, isToPublish: Bool) {
    self.draft = draft
    self.isToPublish = isToPublish
  }
}

/// A date as a list brings it.
package struct SlotOfList: Sendable {
  /// The title of one of the partner's offers, or its id.
  package let offer: String
  package let request: SlotRequest

  /// Puts together what a list says.
  package init(offer: String, request: SlotRequest) {
    self.offer = offer
    self.request = request
  }
}

extension Errand {
  /// Brings in a partner's offers; one of the same title is there already.
  ///
  /// - Parameter make: whether to make them when nothing is wrong; otherwise they are only looked at.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func importOffers(
    partner id: ID<Partner>, _ rows: [ImportRow<OfferOfList>], make: Bool
  ) throws -> ImportOutcome {
    if make { try store.hold(.partner(id)) }
    let partner = try self.partner(id, for: .changeOffer)
    let known = Set(try offers(of: id).map { ImportKey.title($0.details.title) })
    var (outcome, seen) = (ImportOutcome(), Set<String>())
    for row in rows {
      let key = ImportKey.title(row.thing.draft.title)
      var problems = self.problems(of: row.thing, partner.details)
      if !seen.insert(key).inserted { problems.append(ImportRules.double(at: "/title")) }
      outcome.add(row.line, isThere: known.contains(key), problems: problems)
    }
    guard make, outcome.mayMake else { return outcome }
    let fresh = Set(outcome.fresh)
    for row in rows where fresh.contains(row.line) {
      let offer = try makeOffer(partner: id, row.thing.draft)
      if row.thing.isToPublish { _ = try publishOffer(offer.id, ifVersion: nil) }
    }
    try note("offers_imported", "partner", id.text, "\(fresh.count)")
    return outcome
  }

  private func problems(of offer: OfferOfList, _ partner: PartnerDetails) -> [Problem] {
    let details = offer.draft.filled(by: partner)
    let problems = OfferRules.problems(of: details, area: offer.draft.area, partner: partner, today: today)
    guard offer.isToPublish else { return problems }
    let missing = OfferRules.missing(in: details, partner: partner)
    return problems + missing.filter { one in !problems.contains { $0.pointer == one.pointer } }
  }

  /// Brings in dates of a partner's offers; one that begins at the same time is there already.
  ///
  /// - Parameter make: whether to make them when nothing is wrong; otherwise they are only looked at.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func importSlots(
    partner id: ID<Partner>, _ rows: [ImportRow<SlotOfList>], make: Bool
  ) throws -> ImportOutcome {
    if make { try store.hold(.partner(id)) }
    _ = try self.partner(id, for: .changeOffer)
    let found = Dictionary(grouping: try offers(of: id)) { ImportKey.title($0.details.title) }
    let byID = Dictionary(found.values.joined().map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first })
    let offers = rows.map { row in
      byID[row.thing.offer.lowercased()].map { [$0] } ?? found[ImportKey.title(row.thing.offer)] ?? []
    }
    let taken = try starts(of: rows, offers)
    var (outcome, fresh) = (ImportOutcome(), [ID<Offer>: [ImportRow<SlotOfList>]]())
    for (row, named) in zip(rows, offers) {
      let wrong = problems(ofName: named)
      let isThere = wrong.isEmpty && taken[named[0].id]?.contains(row.thing.request.startsAt) ?? false
      if wrong.isEmpty, !isThere {
        fresh[named[0].id, default: []].append(row)
      } else {
        outcome.add(row.line, isThere: isThere, problems: wrong)
      }
    }
    for (id, dates) in fresh.sorted(by: { $0.key < $1.key }) {
      if let offer = byID[id.text] { try judge(dates, of: offer, &outcome) }
    }
    guard make, outcome.mayMake else { return outcome }
    try add(rows, offers, fresh: Set(outcome.fresh))
    try note("slots_imported", "partner", id.text, "\(outcome.fresh.count)")
    return outcome
  }

  private func add(_ rows: [ImportRow<SlotOfList>], _ offers: [[Offer]], fresh: Set<Int>) throws {
    var wanted: [ID<Offer>: [SlotRequest]] = [:]
    for (row, named) in zip(rows, offers) where fresh.contains(row.line) {
      guard let offer = named.first else { continue }
      wanted[offer.id, default: []].append(row.thing.request)
    }
    for offer in wanted.keys.sorted() {
      var left = (wanted[offer] ?? [])[...]
      while !left.isEmpty {
        _ = try addSlots(offer: offer, Array(left.prefix(SlotRules.mostAtOnce)), ifVersion: nil)
        left = left.dropFirst(SlotRules.mostAtOnce)
      }
    }
  }

  /// What is wrong with the name of an offer, or with the offer that it names.
  private func problems(ofName named: [Offer]) -> [Problem] {
    guard let offer = named.first else {
      return [Problem("/offer", "not_found", "This place has no break of this title or id.")]
    }
    if named.count > 1 {
      return [Problem("/offer", "ambiguous", "There are several breaks of this title: write the id of the one meant.")]
    }
    if offer.state == .withdrawn {
      return [Problem("/offer", "wrong_state", "This break is withdrawn, so it takes no more dates.")]
    }
    return []
  }

  /// Judges new dates of one offer together, so that no two of them let the same bed.
  private func judge(
    _ rows: [ImportRow<SlotOfList>], of offer: Offer, _ outcome: inout ImportOutcome
  ) throws {
    var before: [SlotRequest] = []
    for begin in stride(from: 0, to: rows.count, by: SlotRules.mostAtOnce) {
      let some = rows[begin..<min(begin + SlotRules.mostAtOnce, rows.count)]
      let requests = some.map(\.thing.request)
      var standing = try standing(beside: requests, of: offer)
      standing.starts.formUnion(before.map(\.startsAt))
      let beds = before.filter { $0.endsAt > $0.startsAt && RoomRules.isOneBed($0.room, of: offer.details) }
      standing.spans += beds.map { $0.startsAt..<$0.endsAt }
      let found =
        SlotRules.problems(requests, of: offer.details, beside: standing, now: now)
        + SeasonRules.problems(requests, outside: offer.details.season)
      let wrong = Dictionary(grouping: found) { $0.pointer.split(separator: "/").dropFirst().first.map(String.init) }
      for (place, row) in some.enumerated() {
        outcome.add(row.line, isThere: false, problems: (wrong[String(place)] ?? []).map(Errand.atColumn))
      }
      before += requests
    }
  }

  /// A problem of a date at the column of a list: `/slots/3/endsAt` is `/ends`.
  private static func atColumn(_ problem: Problem) -> Problem {
    let field = problem.pointer.split(separator: "/").dropFirst(2).joined(separator: "/")
    let columns = ["startsAt": "starts", "endsAt": "ends"]
    return Problem("/" + (columns[field] ?? field), problem.code, problem.detail)
  }

  private func starts(of rows: [ImportRow<SlotOfList>], _ offers: [[Offer]]) throws -> [ID<Offer>: Set<Instant>] {
    var wanted: [ID<Offer>: [Instant]] = [:]
    for (row, named) in zip(rows, offers) where named.count == 1 {
      wanted[named[0].id, default: []].append(row.thing.request.startsAt)
    }
    return try wanted.reduce(into: [:]) { found, offer in
      found[offer.key] = try store.slots.starts(among: offer.value, of: offer.key)
    }
  }

  /// All of a partner's offers.
  private func offers(of id: ID<Partner>) throws -> [Offer] {
    var (offers, mark): ([Offer], ID<Offer>?) = ([], nil)
    repeat {
      let page = try store.offers.list(of: id, in: nil, after: mark, limit: 100, now: now)
      offers += page.items
      mark = page.next
    } while mark != nil
    return offers
  }
}

/// By what somebody knows again what is there already.
enum ImportKey {
  /// A title, whatever its capitals and blanks.
  static func title(_ title: String) -> String {
    title.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
