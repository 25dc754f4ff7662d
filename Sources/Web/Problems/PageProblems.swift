import Hummingbird
import Letters

/// Says to people, on a page, what is said to programs in a document: a reader of letters has a browser.
struct PageProblems: Sendable {
  let pages: PageWriter

  /// Whether a request came for a page.
  static func asksForPage(_ request: Request) -> Bool { request.uri.path == "/l" || request.uri.path.hasPrefix("/l/") }

  /// The page in place of a document, with its status and its fields; the document when no page can be written.
  ///
  /// - Parameter isUnsure: whether it may have been done all the same.
  func page(for document: Response, isUnsure: Bool, requestID: String) -> Response {
    do {
      var page = try Reply.page(Self.page(document, isUnsure, requestID), document.status, by: pages)
      page.headers[.retryAfter] = document.headers[.retryAfter]
      page.headers[.allow] = document.headers[.allow]
      return page
    } catch {
      // The document says it, too.
      return document
    }
  }

  private static func page(_ document: Response, _ isUnsure: Bool, _ requestID: String) -> LinkPage {
    if isUnsure { return .problem(.unsure) }
    switch document.status.code {
    case 404: return .unknown
    case 413: return .problem(.tooLong)
    case 429, 503: return .problem(.busy(seconds: document.headers[.retryAfter].flatMap { Int($0) }))
    case 400..<500: return .problem(.unreadable)
    default: return .problem(.fault(requestID))
    }
  }
}
