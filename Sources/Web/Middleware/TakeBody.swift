import Breaks
import Hummingbird
import NIOCore

/// Collects the body before anything is decided, and no more of it than allowed.
///
/// A file is taken only from somebody who has signed in, and from few at once: whoever asks first and says who they are
/// later could fill the memory.
struct TakeBody: RouterMiddleware {
  typealias Context = BreatherContext

  let app: WebApp
  let book: AddressBook

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    let limits = app.settings.limits
    guard book.takesFile(request.method, request.uri.path) else {
      return try await next(try await taken(request, most: limits.bodyBytes), context)
    }
    let caller = try await withDeadline(seconds: limits.requestSeconds) { try await app.identify(request) }
    guard caller != nil else { throw Refusal.notSignedIn }
    guard app.files.begin(most: limits.filesMax) else { throw HTTPProblem.overloaded }
    defer { app.files.end() }
    return try await next(try await taken(request, most: limits.fileBytes), context)
  }

  private func taken(_ request: Request, most: Int) async throws -> Request {
    var request = request
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
    return request
  }
}
