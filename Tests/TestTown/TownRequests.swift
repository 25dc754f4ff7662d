import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Wire

/// What the API answered.
package struct Answer: Sendable {
  package let status: Int
  package let headers: HTTPFields
  package let body: [UInt8]
  /// The body as JSON; null when it is none.
  package let json: JSON

  /// The `code` of a problem document.
  package var code: String? { json["code"]?.text }

  /// The places of a problem document's errors, each with its code: `/email too_long`.
  package var errors: [String] {
    (json["errors"]?.items ?? []).map { error in
      let place = error["pointer"]?.text ?? error["parameter"]?.text ?? ""
      return "\(place) \(error["code"]?.text ?? "")"
    }
  }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// A header field by its name.
  package func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}

/// What is sent beside method and path.
package struct Sending: Sendable {
  package var token: String?
  package var headers: [String: String]
  package var body: [UInt8]?

  /// A body of any bytes, with whatever headers.
  package init(token: String? = nil, headers: [String: String] = [:], body: [UInt8]? = nil) {
    self.token = token
    self.headers = headers
    self.body = body
  }
}

extension Town {
  /// Asks for something.
  package func get(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws -> Answer {
    try await send("GET", path, Sending(token: token, headers: headers))
  }

  /// Sends JSON.
  package func post(
    _ path: String, _ json: JSON? = nil, token: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    try await send("POST", path, Town.sending(json, token, headers))
  }

  /// Sends changes.
  package func patch(
    _ path: String, _ json: JSON, token: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    try await send("PATCH", path, Town.sending(json, token, headers))
  }

  /// Takes something away.
  package func delete(_ path: String, token: String? = nil) async throws -> Answer {
    try await send("DELETE", path, Sending(token: token, headers: [:]))
  }

  /// Sends any request through the real router.
  package func send(_ method: String, _ path: String, _ sending: Sending) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in sending.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    if let token = sending.token { fields[.authorization] = "Bearer \(token)" }
    let (sent, body) = (fields, sending.body.map { ByteBuffer(bytes: $0) })
    let answer = try await application.test(.router) { client in
      try await client.executeRequest(uri: path, method: .init(method) ?? .get, headers: sent, body: body)
    }
    return try Town.answer(answer)
  }

  private static func sending(_ json: JSON?, _ token: String?, _ headers: [String: String]) throws -> Sending {
    var sending = Sending(token: token, headers: headers)
    if let json {
      sending.body = try WireEncoder().encode(json)
      sending.headers["Content-Type"] = sending.headers["Content-Type"] ?? "application/json"
    }
    return sending
  }

  private static func answer(_ answer: TestResponse) throws -> Answer {
    let body = Array(answer.body.readableBytesView)
    let isJSON = answer.headers[.contentType]?.contains("json") ?? false
    let json = isJSON && !body.isEmpty ? try JSON.parse(body, limits: .answer) : .null
    return Answer(status: answer.status.code, headers: answer.headers, body: body, json: json)
  }
}

extension Town {
  /// Serves the town on a real port for as long as a body runs.
  package func serve<Value: Sendable>(_ body: @escaping @Sendable (_ port: Int) async throws -> Value) async throws
    -> Value
  {
    try await application.test(.live) { client in
      guard let port = client.port else { throw TownFault.noPort }
      return try await body(port)
    }
  }
}

/// Why a town could not do what a test wanted.
package enum TownFault: Error {
  case noPort
  /// The API said no where a test needed yes.
  case refused(String)
}
