import Breaks
import Store

extension Errand {
  /// The caller's own registration.
  ///
  /// - Throws: `Refusal.notAllowed` when the caller is no carer.
  package func ownRegistration() throws -> Carer {
    guard let id = try signedIn().carer, let carer = try store.carers.find(id) else { throw Refusal.notAllowed }
    return carer
  }

  /// A carer's registration, for the desk of the area and for a responsible adult; reading it is audited.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func readCarer(_ id: ID<Carer>) throws -> Carer {
    let carer = try carer(id, for: .readCarer)
    if carer.id != caller?.carer { try note("carer_read", "carer", id.text) }
    return carer
  }

  /// Changes the caller's own registration.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notAllowed`, `.changedMeanwhile`; `Invalid` with all that is wrong.
  package func changeOwnRegistration(_ change: CarerChange, ifVersion: Int?) throws -> Carer {
    if let id = caller?.carer { try store.hold(.carer(id)) }
    return try apply(change, to: try ownRegistration(), ifVersion: ifVersion)
  }

  /// Changes a carer's registration.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`; `Invalid` with all that is wrong.
  package func changeCarer(_ id: ID<Carer>, _ change: CarerChange, ifVersion: Int?) throws -> Carer {
    try store.hold(.carer(id))
    return try apply(change, to: try carer(id, for: .changeCarer), ifVersion: ifVersion)
  }

  /// A carer whom the caller may see: themselves, a young carer they act for, or one of the desk's areas.
  func carer(_ id: ID<Carer>, for act: Act) throws -> Carer {
    let caller = try signedIn()
    let isOwn = caller.carer == id || caller.actsFor.contains(id)
    guard isOwn || caller.isAny(Permissions.roles(for: act)) else { throw Refusal.notAllowed }
    guard let carer = try store.carers.find(id) else { throw Refusal.notFound }
    if !isOwn { try require(act, in: carer.details.area) }
    return carer
  }

  private func apply(_ change: CarerChange, to carer: Carer, ifVersion: Int?) throws -> Carer {
    try requireVersion(ifVersion, is: carer.version)
    var changed = carer
    change.apply(&changed.details)
    if !change.saysSafeBy { forgetLostWays(&changed.details) }
    let own = caller?.carer == carer.id || (caller?.actsFor.contains(carer.id) ?? false)
    // The desk may mend what a list said before the carer has had the privacy notice; the carer confirms it first.
    let hasRead = change.consents[.privacy] ?? (carer.hasHadNotice || !own)
    let problems =
      RegistrationRules.problems(in: changed.details, hasRead: hasRead, now: now) + fixed(carer, changed.details)
    guard let area = try store.areas.find(changed.details.area) else {
      throw Invalid(problems + [RegistrationRules.noSuchArea])
    }
    try Invalid.throwIfAny(problems)
    try store.carers.update(changed, expectedVersion: carer.version)
    try update(person: carer.person, from: carer.details, to: changed.details)
    if carer.details.responsibleAdult != changed.details.responsibleAdult { try letAdultAct(for: changed) }
    if reader(of: carer.details) != reader(of: changed.details) {
      try renew(store.links.open(of: carer.id, now: now))
    }
    let consents = given(
      change.consents, by: caller?.person, how: own ? "web" : "phone", notice: area.details.privacyNotice.version)
    try store.consents.append(consents, of: carer.id)
    try note("carer_changed", "carer", carer.id.text)
    guard let kept = try store.carers.find(carer.id) else { throw Refusal.notFound }
    if kept.hasHadNotice, !carer.hasHadNotice { try releaseLetters(to: kept) }
    return kept
  }

  /// What was checked when a carer was verified, and who answers for a young one, only the desk changes.
  private func fixed(_ carer: Carer, _ new: CarerDetails) -> [Problem] {
    guard caller?.carer == carer.id, carer.state == .verified else { return [] }
    let old = carer.details
    let isYoung = old.birthDate.age(on: today) < PartyRules.inChargeUntilAge
    let changed = [
      ("/birthDate", old.birthDate != new.birthDate), ("/area", old.area != new.area),
      ("/responsibleAdult", isYoung && old.responsibleAdult != new.responsibleAdult),
    ]
    return changed.filter(\.1).map { place, _ in
      Problem(place, "not_allowed_here", "Please ring us to change this: it was checked when you joined.")
    }
  }

  /// Who reads a carer's letters, and where: all that says whether an older letter's link is still in the right hands.
  private func reader(of details: CarerDetails) -> [String] {
    let adult = details.responsibleAdult
    return [
      details.email?.text ?? "", details.contact.safeBy.map(\.rawValue).sorted().joined(separator: " "),
      "\(details.contact.discreet)", adult.map { "\($0.name) \($0.mayAct) \($0.contact)" } ?? "",
    ]
  }

  /// A way that there is no longer cannot be safe any more.
  private func forgetLostWays(_ details: inout CarerDetails) {
    let ways = ReachedPerson.ways(email: details.email, phone: details.phone, address: details.address)
    details.contact.safeBy.removeAll { !ways.contains($0) }
  }

  /// Keeps what the person who signs in shares with their registration; a new address is not proven.
  private func update(person id: ID<Person>, from old: CarerDetails, to new: CarerDetails) throws {
    try store.hold(.person(id))
    guard var person = try store.people.find(id) else { throw Refusal.notFound }
    let described = self.person(of: new)
    person.details.name = described.name
    person.details.phone = described.phone
    person.details.languages = described.languages
    person.details.roles = person.details.roles.filter { $0.role != .carer } + described.roles
    try store.people.update(person, expectedVersion: person.version)
    if old.email?.text != new.email?.text { try store.people.setEmail(id, new.email) }
    if mayMailCodes(old) != mayMailCodes(new) { try store.people.setEmailSignIn(id, mayMailCodes(new)) }
    // Who could read the old mailbox may have signed in through it: the desk's change shuts that door behind them.
    let leaves = old.email?.text != new.email?.text || (mayMailCodes(old) && !mayMailCodes(new))
    if leaves, caller?.person != id { try store.sessions.closeAll(of: id) }
  }
}
