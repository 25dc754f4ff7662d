import Hummingbird

/// A refusal of the protocol, before or beside what the trade has to say.
struct HTTPProblem: Error, Equatable {
  let status: HTTPResponse.Status
  /// Stable, one of `x-breather-codes`.
  let code: String
  /// One kind sentence that quotes nothing of what was sent.
  let detail: String
  /// Seconds to wait before trying again.
  var retrySeconds: Int?
  /// The methods that the address answers to.
  var allowed: [HTTPRequest.Method] = []

  static let notJSON = HTTPProblem(
    status: .unsupportedMediaType, code: "wrong_media_type",
    detail: "A body must be JSON in UTF-8, with Content-Type: application/json.")
  static let notForm = HTTPProblem(
    status: .unsupportedMediaType, code: "wrong_media_type",
    detail: "A form must come as a browser sends it, with Content-Type: application/x-www-form-urlencoded.")
  static let emptyBody = HTTPProblem(
    status: .badRequest, code: "malformed_json", detail: "The body is empty; a JSON object is needed.")
  static let badKey = HTTPProblem(
    status: .badRequest, code: "idempotency_key_malformed",
    detail: "The Idempotency-Key must be 1 to 255 printable ASCII characters.")
  static let malformed = HTTPProblem(
    status: .badRequest, code: "malformed_request", detail: "This is not a request that we can read.")
  static let tooSlow = HTTPProblem(
    status: .requestTimeout, code: "too_slow", detail: "The request took too long to arrive. Please send it again.")
  static let unknownAddress = HTTPProblem(
    status: .notFound, code: "not_found", detail: "There is no such address here.")
  static let overloaded = HTTPProblem(
    status: .serviceUnavailable, code: "overloaded",
    detail: "There is too much to do just now. Please try again in a moment.", retrySeconds: 1)
  static let overdue = HTTPProblem(
    status: .serviceUnavailable, code: "overloaded",
    detail: "This took too long. Please try again, with the same Idempotency-Key if you sent one.", retrySeconds: 2)

  /// The answer to a COMMIT was lost.
  ///
  /// - Parameter hasKey: whether the request has an Idempotency-Key, so that sending it again is safe.
  static func outcomeUnknown(hasKey: Bool) -> HTTPProblem {
    let detail =
      hasKey
      ? "We cannot say yet whether this was done. Please send the same request again with the same Idempotency-Key: "
        + "it is done once at most."
      : "We cannot say whether this was done. Please look before you send it again."
    return HTTPProblem(status: .serviceUnavailable, code: "outcome_unknown", detail: detail, retrySeconds: 5)
  }

  static func tooLarge(_ most: Int) -> HTTPProblem {
    HTTPProblem(
      status: .contentTooLarge, code: "too_large_body", detail: "A body may have at most \(most / 1024) KiB.")
  }

  static func tooMany(retrySeconds: Int) -> HTTPProblem {
    HTTPProblem(
      status: .tooManyRequests, code: "too_many_requests",
      detail: "That was a lot at once. Please wait \(retrySeconds) seconds and try again.", retrySeconds: retrySeconds)
  }

  static func notReady(_ checks: [String]) -> HTTPProblem {
    HTTPProblem(
      status: .serviceUnavailable, code: "not_ready", detail: "Not ready: \(checks.joined(separator: ", ")).",
      retrySeconds: 5)
  }

  static func wrongMethod(allowed: [HTTPRequest.Method]) -> HTTPProblem {
    let methods = allowed.map(\.rawValue).joined(separator: ", ")
    return HTTPProblem(
      status: .methodNotAllowed, code: "method_not_allowed", detail: "This address answers to \(methods) only.",
      allowed: allowed)
  }
}

/// The body stopped arriving: the connection broke, or what came on it was not HTTP.
struct BodyLost: Error {
  let reason: any Error
}

/// The body did not arrive in its time; the connection's guard says so to whoever waits for it.
struct BodyTooSlow: Error {}
