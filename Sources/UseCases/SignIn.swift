import Breaks
import Store

/// What a typed code leads to.
package enum SignedIn: Sendable, Equatable {
  /// The code is spent, and its person has a token.
  case open(Session)
  /// The code is right but several people share the address: it stays usable until one is chosen.
  case choose([PersonLabel])
}

/// A session as its owner sees it, once.
package struct Session: Sendable, Equatable {
  /// Shown this once; only its hash is kept.
  package let token: String
  package let expiresAt: Instant
  package let roles: [RoleGrant]
}

/// How a person is shown to whoever reads a shared mailbox.
package struct PersonLabel: Sendable, Equatable {
  package let id: ID<Person>
  /// First name and initial: `Aisha K.`
  package let label: String

  /// Labels a person.
  package init(id: ID<Person>, label: String) {
    self.id = id
    self.label = label
  }
}

extension Errand {
  /// Gives an address a code, if somebody has it; if nobody has, the same rows are written and never sent.
  ///
  /// More than five codes an hour are not sent either, and the answer does not tell.
  /// - Throws: `Refusal.tooManyCodes` when all addresses together asked for too many.
  package func startSignIn(_ email: EmailAddress) throws {
    let hourAgo = now.adding(hours: -1)
    try store.signIn.noteAsked(email, now: now)
    let asked = try store.signIn.askedByAll(since: hourAgo)
    try SignInRules.requireCalm(count: asked.count, first: asked.first, now: now)
    let somebody = try store.people.firstSigningIn(by: email)
    let isGiven = try store.signIn.countGiven(to: email, since: hourAgo) < SignInRules.codesPerHourMax
    let given = GivenCode(
      SignInCode(randomBytes: world.randomBytes), to: email, at: now,
      expiresAt: isGiven ? now.adding(seconds: SignInRules.codeSeconds) : now)
    // Looked up for an id that nobody has too, so that an unknown address costs the same statement.
    let area = try store.people.homeArea(of: somebody ?? world.id())
    try store.signIn.forget(before: now.adding(hours: -24))
    try store.signIn.keep(given, id: world.id())
    try store.signIn.enqueueCode(given, id: world.id(), area: area, isSent: isGiven && somebody != nil)
  }

  /// Takes a code, in a transaction that keeps a wrong try too.
  ///
  /// - Parameter chosen: who the caller says to be, where several people share the address.
  /// - Returns: nil when the code is not right, whatever the reason.
  func takeCode(_ code: SignInCode, from email: EmailAddress, chosen: ID<Person>?) throws -> SignedIn? {
    guard let kept = try store.signIn.newest(for: email, typed: code) else { return nil }
    // Only a right code looks for its people: for a wrong one a known address costs what an unknown one does.
    guard SignInRules.opens(kept, now: now) else {
      try store.signIn.countTry(kept.id)
      return nil
    }
    switch SignInRules.whose(try store.people.signingIn(by: email), chosen: chosen) {
    case .nobody:
      try store.signIn.countTry(kept.id)
      return nil
    case .several(let people):
      return .choose(people.map { PersonLabel(id: $0.id, label: SignInRules.label($0.details.name)) })
    case .one(let person):
      // The desk may be taking the address from them just now.
      try store.hold(.person(person.id))
      guard try store.people.signingIn(by: email).contains(where: { $0.id == person.id }) else { return nil }
      guard try store.signIn.use(kept.id, now: now) else { return nil }
      return .open(try admit(person))
    }
  }

  /// Opens a session for somebody who has just proven that they read their mailbox.
  private func admit(_ person: Person) throws -> Session {
    try store.people.markEmailProven(person.id, at: now)
    let session = try openSession(for: person.id, days: SignInRules.sessionDays(person.details.roles))
    try store.audit.append(
      AuditEntry(at: now, actor: person.id, act: "signed_in", subject: "person", subjectID: person.id.text))
    return Session(token: session.token, expiresAt: session.expiresAt, roles: person.details.roles)
  }
}

extension Marketplace {
  /// Turns a typed code into a session, or into the people to choose from.
  ///
  /// - Throws: `Refusal.codeWrong` for a code that is wrong, spent, too old or guessed at too often, and for an address
  ///   that nobody has; the try is kept all the same.
  package func confirmSignIn(
    _ email: EmailAddress, code: SignInCode, chosen: ID<Person>? = nil
  ) async throws -> SignedIn {
    let taken = try await carryOut(as: nil) { try $0.takeCode(code, from: email, chosen: chosen) }
    guard let taken else { throw Refusal.codeWrong }
    return taken
  }
}
