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
    var (outcome, seen) = (ImportOutcome(), Set<DateKey>())
    for (row, named) in zip(rows, offers) {
      let start = row.thing.request.startsAt
      let key = DateKey(offer: named.first?.id, start: start)
      var problems = self.problems(of: row.thing, named)
      if !named.isEmpty, !seen.insert(key).inserted { problems.append(ImportRules.double(at: "/starts")) }
      outcome.add(
        row.line, isThere: named.count == 1 && taken[named[0].id]?.contains(start) ?? false, problems: problems)
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

  /// What is wrong with a date, at the columns of a list.
  private func problems(of slot: SlotOfList, _ named: [Offer]) -> [Problem] {
    guard let offer = named.first else {
      return [Problem("/offer", "not_found", "This place has no break of this title or id.")]
    }
    if named.count > 1 {
      return [Problem("/offer", "ambiguous", "There are several breaks of this title: write the id of the one meant.")]
    }
    if offer.state == .withdrawn {
      return [Problem("/offer", "wrong_state", "This break is withdrawn, so it takes no more dates.")]
    }
    let columns = ["startsAt": "/starts", "endsAt": "/ends", "places": "/places"]
    let found =
      SlotRules.problems([slot.request], taken: [], now: now)
      + SeasonRules.problems([slot.request], outside: offer.details.season)
    return found.map { problem in
      let field = String(problem.pointer.split(separator: "/").last ?? "")
      return Problem(columns[field] ?? problem.pointer, problem.code, problem.detail)
    }
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

/// One date of one offer.
private struct DateKey: Hashable {
  let offer: ID<Offer>?
  let start: Instant
}

/// By what somebody knows again what is there already.
enum ImportKey {
  /// A title, whatever its capitals and blanks.
  static func title(_ title: String) -> String {
    title.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
