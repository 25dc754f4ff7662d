import Breaks
import Store

extension Errand {
  /// Says that somebody is a carer, and how that is known; saying it again changes nothing.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`.
  package func verifyCarer(_ id: ID<Carer>, _ evidence: Evidence, ifVersion: Int?) throws -> Carer {
    if !quiet { _ = try requireSomewhere(.verifyCarer) }
    // Many volunteers were carers themselves: nobody vouches for their own registration.
    if let caller, caller.carer == id || caller.actsFor.contains(id) { throw Refusal.notAllowed }
    try store.hold(.carer(id))
    guard let carer = try store.carers.find(id) else { throw Refusal.notFound }
    if !quiet { try require(.verifyCarer, in: carer.details.area) }
    try requireVersion(ifVersion, is: carer.version)
    return try verify(carer, evidence)
  }

  /// Keeps that somebody is a carer and tells them, unless that was known before.
  func verify(_ carer: Carer, _ evidence: Evidence) throws -> Carer {
    guard try store.carers.verify(carer.id, evidence, by: caller?.person, now: now) else { return carer }
    try note("carer_verified", "carer", carer.id.text, evidence.kind.rawValue)
    guard let verified = try store.carers.find(carer.id) else { throw Refusal.notFound }
    try send(.carerVerified, to: verified)
    return verified
  }
}
