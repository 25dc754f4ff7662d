// Every address of the API, on one screen; openapi.yaml says what each takes and gives, and a test holds them equal.

extension AddressBook {
  /// All of them.
  static let all: AddressBook = {
    var book = AddressBook()
    book.addHealth()
    return book
  }()

  private mutating func addHealth() {
    get("/healthz") { try await $0.showHealth() }
    get("/readyz") { try await $0.showReadiness() }
    get("/metrics") { try await $0.showMetrics() }
    get("/openapi.json") { try await $0.showOpenAPI() }
  }
}
