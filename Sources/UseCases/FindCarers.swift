import Breaks
import Store

extension Errand {
  /// Most carers that one search shows.
  private static let foundMax = 20

  /// Finds carers of the caller's areas; that somebody searched is audited, not for whom.
  ///
  /// - Throws: `Invalid` with `too_little_to_search`; `Refusal.notAllowed`, also for a state from a volunteer.
  package func findCarers(_ search: CarerSearch) throws -> [CarerGlimpse] {
    var areas = try requireSomewhere(.searchCarers)
    if search.state != nil { areas = try requireSomewhere(.searchCarersByState) }
    let hasName = !SearchName.words(search.name ?? "").isEmpty
    let facts = [hasName, search.postcode != nil, search.birthDate != nil].count { $0 }
    guard search.phone != nil || search.reference != nil || facts >= 2 || search.state != nil else {
      throw Invalid([
        Problem(
          "", "too_little_to_search", "Give a phone number, a reference, or two of name, postcode and birth date.")
      ])
    }
    let found = try store.carers.search(search, areas: areas, limit: Errand.foundMax)
    try note("carers_searched", "carer", "")
    return found.map { carer in
      CarerGlimpse(
        id: carer.id, name: carer.details.name, outwardCode: carer.details.postcode.outward,
        birthYear: carer.details.birthDate.year, state: carer.state,
        flags: CarerFlags.flags(of: carer.details, isQuiet: carer.isQuiet, on: today)
          + (carer.hasHadNotice ? [] : [CarerFlags.noticeNeeded]))
    }
  }
}
