import Hummingbird
import Logging
import UseCases

/// Answers every error with a problem document, or a page where people ask for one, and logs each fault once.
struct TellProblems: RouterMiddleware {
  typealias Context = BreatherContext

  let problems: ProblemWriter
  let pages: PageProblems
  let book: AddressBook
  let logger: Logger

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let lost as BodyLost {
      // The server itself answers what is not HTTP, and closes the connection.
      throw lost.reason
    } catch {
      let error = context.route == nil && isNotFound(error) ? noSuchAddress(request) : error
      let document = document(for: error, request, context)
      guard PageProblems.asksForPage(request) else { return document }
      return pages.page(
        for: document, isUnsure: problems.isUnsure(error, request), requestID: context.requestID)
    }
  }

  private func document(for error: any Error, _ request: Request, _ context: BreatherContext) -> Response {
    if let answer = problems.answer(to: error, request: request, requestID: context.requestID) { return answer }
    logger.error(
      "fault",
      metadata: [
        "request_id": .string(context.requestID), "route": .string(context.route ?? "none"),
        "fault": .string(sayable(error)),
      ])
    return problems.apology(requestID: context.requestID)
  }

  private func isNotFound(_ error: any Error) -> Bool { (error as? HTTPError)?.status == .notFound }

  private func noSuchAddress(_ request: Request) -> HTTPProblem {
    let methods = book.methods(at: request.uri.path)
    return methods.isEmpty ? .unknownAddress : .wrongMethod(allowed: methods)
  }
}
