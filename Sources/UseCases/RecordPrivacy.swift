import Breaks
import Store

extension Errand {
  /// Records that a carer has read, heard or been sent the privacy notice; then letters may go, those that waited first.
  ///
  /// Saying it again for the same words changes nothing.
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`.
  package func recordPrivacy(_ id: ID<Carer>, _ how: NoticeGiven, ifVersion: Int?) throws -> Carer {
    try store.hold(.carer(id))
    let carer = try carer(id, for: .recordPrivacy)
    try requireVersion(ifVersion, is: carer.version)
    let notice = try area(carer.details.area).details.privacyNotice.version
    let isKept = carer.consents.contains { $0.kind == .privacy && $0.value && $0.noticeVersion == notice }
    if isKept { return carer }
    let record = given([.privacy: true], by: caller?.person, how: how.rawValue, notice: notice)
    try store.consents.append(record, of: id)
    try store.carers.touch(carer)
    try note("privacy_recorded", "carer", id.text, how.rawValue)
    guard let kept = try store.carers.find(id) else { throw Refusal.notFound }
    if !carer.hasHadNotice { try releaseLetters(to: kept) }
    return kept
  }

  /// Sends on what was withheld from a carer of whom it was not known that they had had the privacy notice.
  ///
  /// A letter that is true no more by then is dropped when its turn comes.
  func releaseLetters(to carer: Carer) throws {
    let way = LetterRules.way(for: carer, on: today)
    guard way != .withheld else { return }
    let state: LetterState = way == .email ? .queued : .toDo
    try store.letters.release(to: carer.id, in: carer.details.area, by: way, as: state, now: now)
  }
}
