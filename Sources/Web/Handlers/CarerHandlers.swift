import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/carers`
  func registerCarer() async throws -> Response {
    try noQuery()
    let registration = try await body(readCarer)
    return try await make(
      location: { "/v1/carers/\($0.id.text)" }, version: { _ in nil }, shape: { CarerRegisteredShape($0) },
      once: once()
    ) { try $0.registerCarer(registration) }
  }

  /// `GET /v1/carers/me`
  func showOwnRegistration() async throws -> Response {
    try noQuery()
    try requireToken()
    return try answer(try await market.look(as: caller) { try $0.ownRegistration() })
  }

  /// `PATCH /v1/carers/me`
  func changeOwnRegistration() async throws -> Response {
    try noQuery()
    try requireToken()
    let (change, version) = (try await body(readCarerChange), ifMatch)
    return try answer(
      try await market.carryOut(as: caller) { try $0.changeOwnRegistration(change, ifVersion: version) })
  }

  /// `POST /v1/carers/search`
  func searchCarers() async throws -> Response {
    try noQuery()
    try requireToken()
    let search = try await body(readCarerSearch)
    let found = try await market.carryOut(as: caller) { try $0.findCarers(search) }
    return try Reply.page(found.map { CarerGlimpseShape($0) }, next: nil, ask: self)
  }

  /// `GET /v1/carers/{id}`
  func showCarer() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Carer.self)
    return try answer(try await market.carryOut(as: caller) { try $0.readCarer(id) })
  }

  /// `PATCH /v1/carers/{id}`
  func changeCarer() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Carer.self), ifMatch)
    let change = try await body(readCarerChange)
    return try answer(try await market.carryOut(as: caller) { try $0.changeCarer(id, change, ifVersion: version) })
  }

  /// `POST /v1/carers/{id}/verify`
  func verifyCarer() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Carer.self), ifMatch)
    let evidence = try await body(readEvidence)
    return try answer(try await market.carryOut(as: caller) { try $0.verifyCarer(id, evidence, ifVersion: version) })
  }

  /// `POST /v1/carers/{id}/privacy`
  func recordPrivacy() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Carer.self), ifMatch)
    let how = try await body(readNoticeGiven)
    return try answer(try await market.carryOut(as: caller) { try $0.recordPrivacy(id, how, ifVersion: version) })
  }

  private func answer(_ carer: Carer) throws -> Response {
    try Reply.json(CarerShape(carer), version: carer.version, ask: self)
  }
}
