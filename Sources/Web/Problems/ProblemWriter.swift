import Breaks
import Hummingbird
import NIOCore
import UseCases
import Wire

/// Turns a no into the document that says so.
struct ProblemWriter: Sendable {
  /// What each code means, from openapi.yaml.
  let titles: [String: String]

  /// The document for an error, or nil for one that is a fault of ours.
  func answer(to error: any Error, request: Request, requestID: String) -> Response? {
    switch error {
    case let refusal as Refusal: answer(refusal, request, requestID)
    case let error where isUnsure(error, request): unknown(request, requestID)
    case let problem as HTTPProblem: answer(problem, requestID)
    case let fault as JSONFault:
      answer(HTTPProblem(status: .badRequest, code: fault.code, detail: fault.detail + "."), requestID)
    case let invalid as Invalid:
      answer(
        invalid.problems.map { Wire.Problem(pointer: $0.pointer, code: $0.code, detail: $0.detail) }, requestID)
    case let invalid as InvalidInput: answer(invalid.problems, requestID)
    case let refused as ImportRefused: answer(refused.report, requestID)
    case is BodyTooSlow: answer(HTTPProblem.tooSlow, requestID)
    case let error as HTTPError where (400..<500).contains(error.status.code): answer(.malformed, requestID)
    case let error where isOverload(error): answer(.overloaded, requestID)
    default: nil
    }
  }

  /// Whether it may have been done all the same: its time was up, but the database may still finish what was begun, or the
  /// answer to a COMMIT was lost.
  func isUnsure(_ error: any Error, _ request: Request) -> Bool {
    let isOverdue = error as? HTTPProblem == .overdue && ![.get, .head].contains(request.method)
    return isOverdue || isOutcomeUnknown(error)
  }

  /// The apology for a fault of ours.
  func apology(requestID: String) -> Response {
    let detail =
      "Something went wrong on our side. Please try again, with the same Idempotency-Key if you sent one; "
      + "if it stays, tell us this number: \(requestID)."
    return document(.internalServerError, code: "fault", detail: detail, requestID)
  }

  private func unknown(_ request: Request, _ requestID: String) -> Response {
    answer(HTTPProblem.outcomeUnknown(hasKey: request.headers.contains(.idempotencyKey)), requestID)
  }

  private func answer(_ problem: HTTPProblem, _ requestID: String) -> Response {
    var response = document(problem.status, code: problem.code, detail: problem.detail, requestID)
    if let seconds = problem.retrySeconds { response.headers[.retryAfter] = String(seconds) }
    if !problem.allowed.isEmpty {
      response.headers[.allow] = problem.allowed.map(\.rawValue).joined(separator: ", ")
    }
    return response
  }

  private func answer(_ refusal: Refusal, _ request: Request, _ requestID: String) -> Response {
    let hasToken = request.headers.contains(.authorization)
    let (status, code) = Self.status(of: refusal, hasToken: hasToken)
    var response = document(status, code: code, detail: refusal.sentence, requestID) { shape in
      if case .capReached(let day) = refusal { shape.capResetsOn = day.text }
      if case .capacityTaken(let people, let units, let staff) = refusal {
        shape.taken = ProblemShape.Taken(places: people, units: units, staff: staff)
      }
      if case .heldByOthers(let at) = refusal { (shape.retryAt, shape.canWait) = (at.text, true) }
      if case .full = refusal { shape.canWait = true }
      if case .windowNotOpen(let at) = refusal { shape.retryAt = at.text }
      if case .askInWindow(let how) = refusal {
        (shape.roundId, shape.opensAt, shape.closesAt) = (how.round?.text, how.opensAt?.text, how.closesAt?.text)
      }
    }
    if status == .unauthorized {
      let error = hasToken && refusal == .notSignedIn ? ", error=\"invalid_token\"" : ""
      response.headers[.wwwAuthenticate] = "Bearer realm=\"breather\"\(error)"
    }
    switch refusal {
    case .tooManyCodes(let seconds): response.headers[.retryAfter] = String(max(1, seconds))
    case .requestInProgress: response.headers[.retryAfter] = "1"
    default: break
    }
    return response
  }

  /// The status of a refusal and the contract's code for it.
  private static func status(of refusal: Refusal, hasToken: Bool) -> (HTTPResponse.Status, String) {
    switch refusal {
    case .notSignedIn: (.unauthorized, hasToken ? "token_bad" : "token_missing")
    case .codeWrong: (.unauthorized, refusal.code)
    case .notAllowed: (.forbidden, "forbidden")
    case .notFound: (.notFound, refusal.code)
    case .changedMeanwhile: (.preconditionFailed, "stale")
    case .keyReused: (.unprocessableContent, refusal.code)
    case .keyMissing: (.badRequest, refusal.code)
    case .tooManyCodes: (.tooManyRequests, refusal.code)
    default: (.conflict, refusal.code)
    }
  }

  private func answer(_ problems: [Wire.Problem], _ requestID: String) -> Response {
    let errors = problems.map {
      Wire.Problem(
        pointer: $0.pointer, parameter: $0.parameter, code: Codes.contract($0.code), detail: $0.detail)
    }
    let codes = Set(errors.map(\.code))
    let code = codes.count == 1 ? codes.first ?? "invalid_input" : "invalid_input"
    let detail = errors.count == 1 ? errors[0].detail : "\(errors.count) problems; nothing was done."
    return document(.unprocessableContent, code: code, detail: detail, requestID) { $0.errors = errors }
  }

  private func answer(_ report: ImportReport, _ requestID: String) -> Response {
    let detail = "\(report.problems.count) problems in the file; nothing of it was brought in."
    return document(.unprocessableContent, code: "invalid_input", detail: detail, requestID) { shape in
      shape.errors = report.listed
      shape.moreErrors = report.unlisted > 0 ? report.unlisted : nil
    }
  }

  private func document(
    _ status: HTTPResponse.Status, code: String, detail: String, _ requestID: String,
    adding more: (inout ProblemShape) -> Void = { _ in }
  ) -> Response {
    var shape = ProblemShape(
      title: titles[code] ?? status.reasonPhrase, status: status.code, detail: detail,
      instance: "urn:uuid:\(requestID)", code: code)
    more(&shape)
    let headers: HTTPFields = [.contentType: "application/problem+json"]
    do {
      let bytes = try WireEncoder().encode(shape)
      return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    } catch {
      // A shape of texts can always be written; were it not so, the status alone must do.
      return Response(status: status)
    }
  }
}
