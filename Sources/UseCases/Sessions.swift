import Breaks
import Foundation
import Store

extension Marketplace {
  /// Who a bearer token stands for, with all they may be.
  ///
  /// - Throws: `Refusal.notSignedIn` when the token is none of ours, has run out, or its person is disabled.
  package func caller(token: String) async throws -> Caller {
    guard token.hasPrefix(Errand.tokenPrefix), token.utf8.count <= 100 else { throw Refusal.notSignedIn }
    let caller = try await look(as: nil) { try $0.caller(token: token) }
    guard let caller else { throw Refusal.notSignedIn }
    return caller
  }
}

extension Errand {
  static let tokenPrefix = "br_"

  /// Opens a session.
  ///
  /// - Parameter days: how long it lasts; 1...366.
  /// - Returns: the token, which nobody can read again, and when it runs out.
  package func openSession(for person: ID<Person>, days: Int) throws -> (token: String, expiresAt: Instant) {
    let chance = Data(world.randomBytes(32)).base64EncodedString()
    // base64url without padding (RFC 4648, section 5).
    let letters = chance.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
    let token = Errand.tokenPrefix + String(letters)
    let expiresAt = now.adding(hours: 24 * days)
    try store.sessions.open(token, person: person, now: now, expiresAt: expiresAt)
    return (token, expiresAt)
  }

  /// Ends the session of a token.
  package func closeSession(_ token: String) throws {
    try store.sessions.close(token)
  }

  /// Who a token stands for; nil when nobody.
  func caller(token: String) throws -> Caller? {
    guard let id = try store.sessions.person(of: token, now: now) else { return nil }
    return try caller(person: id)
  }

  /// A person as a caller, with all they may be; nil when there is none or they are disabled.
  package func caller(person id: ID<Person>) throws -> Caller? {
    guard let person = try store.people.find(id), person.disabledAt == nil else { return nil }
    return Caller(
      person: id, name: person.details.name, grants: person.details.roles, carer: try store.people.carer(of: id),
      actsFor: try store.people.namesActedFor(id, on: today).map(\.carer))
  }
}
