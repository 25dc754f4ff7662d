import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  func listPractices() async throws -> Response {
    try requireToken()
    let (area, wish) = try query { ($0.value("area", AreaSlug.init(text:)), $0.page(parts: 2)) }
    let after = try wish.afterName(Practice.self)
    let found = try await lookUp { try $0.practices(in: area, after: after, limit: wish.limit) }
    return try page(found, wish, shape: PracticeShape.init) { [$0.details.name, $0.id.text] }
  }

  func addPractice() async throws -> Response {
    try noQuery()
    try requireToken()
    let details = try await body(readPractice)
    return try await make(location: { _ in nil }, version: { _ in nil }, shape: { PracticeShape($0) }, once: once()) {
      try $0.makePractice(details)
    }
  }
}
