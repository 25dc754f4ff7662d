// Every address of the API, on one screen; openapi.yaml says what each takes and gives, and a test holds them equal.

extension AddressBook {
  /// All of them.
  static let all: AddressBook = {
    var book = AddressBook()
    book.addHealth()
    book.addPeople()
    return book
  }()

  private mutating func addHealth() {
    get("/healthz") { try await $0.showHealth() }
    get("/readyz") { try await $0.showReadiness() }
    get("/metrics") { try await $0.showMetrics() }
    get("/openapi.json") { try await $0.showOpenAPI() }
  }

  private mutating func addPeople() {
    post("/v1/sign-in") { try await $0.startSignIn() }
    post("/v1/sign-in/confirm") { try await $0.confirmSignIn() }
    delete("/v1/session") { try await $0.endSession() }
    get("/v1/me") { try await $0.showMe() }
    get("/v1/areas") { try await $0.listAreas() }
    post("/v1/areas") { try await $0.addArea() }
    get("/v1/areas/{slug}") { try await $0.showArea() }
    patch("/v1/areas/{slug}") { try await $0.changeArea() }
    get("/v1/practices") { try await $0.listPractices() }
    post("/v1/practices") { try await $0.addPractice() }
    post("/v1/people") { try await $0.addPerson() }
    get("/v1/people/{id}") { try await $0.showPerson() }
    post("/v1/people/{id}/disable") { try await $0.disablePerson() }
    get("/v1/partners") { try await $0.listPartners() }
    post("/v1/partners") { try await $0.addPartner() }
    get("/v1/partners/{id}") { try await $0.showPartner() }
    patch("/v1/partners/{id}") { try await $0.changePartner() }
  }
}
