import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  func startSignIn() async throws -> Response {
    try noQuery()
    let email = try await body(readSignIn)
    try await market.carryOut(as: nil) { try $0.startSignIn(email) }
    return try Reply.json(NothingShape(), status: .accepted, ask: self)
  }

  func confirmSignIn() async throws -> Response {
    try noQuery()
    let typed = try await body(readTypedCode)
    guard let code = typed.code else { throw Refusal.codeWrong }
    switch try await market.confirmSignIn(typed.email, code: code, chosen: typed.person) {
    case .open(let session): return try Reply.json(SessionShape(session), ask: self)
    case .choose(let people):
      return try Reply.json(PeopleToChooseShape(people), status: .multipleChoices, ask: self)
    }
  }

  func endSession() async throws -> Response {
    try noQuery()
    try requireToken()
    try await noBody()
    guard let token = bearerToken else { throw Refusal.notSignedIn }
    try await market.carryOut(as: caller) { try $0.closeSession(token) }
    return Reply.none()
  }

  func showMe() async throws -> Response {
    try noQuery()
    try requireToken()
    let me = try await market.look(as: caller) { try $0.me() }
    return try Reply.json(MeShape(me), version: 0, ask: self)
  }

  /// The token that the caller has sent; it was found good before any handler runs.
  private var bearerToken: String? {
    request.headers[.authorization]?.split(separator: " ", omittingEmptySubsequences: true).last.map(String.init)
  }
}
