import Hummingbird
import NIOCore

/// Collects the body before anything is decided, and no more of it than allowed.
struct TakeBody: RouterMiddleware {
  typealias Context = BreatherContext

  let limits: Limits
  let book: AddressBook

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    var request = request
    let most = book.takesFile(request.method, request.uri.path) ? limits.fileBytes : limits.bodyBytes
    if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > most {
      throw HTTPProblem.tooLarge(most)
    }
    do {
      _ = try await request.collectBody(upTo: most)
    } catch is NIOTooManyBytesError {
      throw HTTPProblem.tooLarge(most)
    } catch let slow as BodyTooSlow {
      throw slow
    } catch {
      throw BodyLost(reason: error)
    }
    return try await next(request, context)
  }
}
