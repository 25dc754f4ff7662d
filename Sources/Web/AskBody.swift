import Breaks
import HTTPTypes
import Hummingbird
import NIOCore
import UseCases
import Wire

// What a request says in its body, and whether it may be said twice.

extension Ask {
  /// Reads the body, a JSON object.
  ///
  /// - Throws: `HTTPProblem` (413, 415), `JSONFault` (400), `InvalidInput` (422).
  func body<T: Sendable>(_ read: @Sendable (Reader) -> T?) async throws -> T {
    try Reader.read(try parsed(try await bytes()), read)
  }

  /// Reads the body, if there is one.
  ///
  /// - Throws: as `body`.
  func bodyIfAny<T: Sendable>(_ read: @Sendable (Reader) -> T?) async throws -> T? {
    let bytes = try await bytes()
    return bytes.isEmpty ? nil : try Reader.read(try parsed(bytes), read)
  }

  /// Refuses any body but an empty object.
  ///
  /// - Throws: as `body`.
  func noBody() async throws {
    _ = try await bodyIfAny { _ in true }
  }

  /// The caller's Idempotency-Key with all that the request says; nil when none was sent.
  ///
  /// - Throws: `HTTPProblem` (400) when the key is malformed.
  func once() async throws -> Once? {
    let fields = request.headers[values: .idempotencyKey]
    guard let field = fields.first else { return nil }
    guard fields.count == 1, let key = IdempotencyKey.read(field) else { throw HTTPProblem.badKey }
    var said = Array("\(request.method.rawValue) \(request.uri.path)\n".utf8)
    said += try await canonical(bytes())
    return Once(caller: caller?.person, key: key, request: said)
  }

  /// The caller's Idempotency-Key, which must be there.
  ///
  /// - Throws: `Refusal.keyMissing`.
  func onceRequired() async throws -> Once {
    guard let once = try await once() else { throw Refusal.keyMissing }
    return once
  }

  /// Everything that came as the body.
  func bytes() async throws -> [UInt8] {
    // `TakeBody` has collected it, within its limits, before any handler runs.
    let limits = app.settings.limits
    let buffer = try await request.body.collect(upTo: max(limits.bodyBytes, limits.fileBytes))
    return Array(buffer.readableBytesView)
  }

  private func parsed(_ bytes: [UInt8]) throws -> JSON {
    if bytes.isEmpty { throw HTTPProblem.emptyBody }
    guard MediaType.isJSON(request.headers[values: .contentType]) else { throw HTTPProblem.notJSON }
    return try JSON.parse(bytes)
  }

  /// The body without what does not matter: white space and the order of members.
  private func canonical(_ bytes: [UInt8]) -> [UInt8] {
    do {
      return try WireEncoder().encode(try JSON.parse(bytes).sorted)
    } catch {
      // It is no JSON, or there is none; `body` says so to the caller.
      return bytes
    }
  }
}

/// The key under which the answer to a request is kept.
enum IdempotencyKey {
  /// Reads a bare key or a structured-field string; nil unless it is 1...255 printable ASCII characters, not all blanks.
  /// - Source: RFC 9651, section 3.3.3; IETF draft-ietf-httpapi-idempotency-key-header.
  static func read(_ field: String) -> String? {
    let bytes = Array(field.utf8)
    guard let key = bytes.first == quote ? unquoted(bytes) : bytes else { return nil }
    guard (1...255).contains(key.count), key.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return key.allSatisfy { $0 == 0x20 } ? nil : String(decoding: key, as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  private static func unquoted(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= 2, bytes.last == quote else { return nil }
    var key: [UInt8] = []
    var isEscaped = false
    for byte in bytes[1..<(bytes.count - 1)] {
      if isEscaped {
        guard byte == quote || byte == backslash else { return nil }
        key.append(byte)
        isEscaped = false
      } else if byte == backslash {
        isEscaped = true
      } else if byte == quote {
        return nil
      } else {
        key.append(byte)
      }
    }
    return isEscaped ? nil : key
  }
}

/// The media type of a body.
enum MediaType {
  /// Whether it says `application/json`, with no charset but UTF-8.
  static func isJSON(_ fields: [String]) -> Bool {
    guard fields.count == 1 else { return false }
    let parts = fields[0].lowercased().split(separator: ";", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " && $0 != "\t" } }
    let isPlain = parts.dropFirst().allSatisfy {
      !$0.hasPrefix("charset=") || $0 == "charset=utf-8" || $0 == "charset=\"utf-8\""
    }
    return parts.first == "application/json" && isPlain
  }
}

extension JSON {
  /// The same with all members in the order of their names.
  fileprivate var sorted: JSON {
    switch self {
    case .array(let items): return .array(items.map(\.sorted))
    case .object(let object):
      var sorted = JSONObject()
      for member in object.members.sorted(by: { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }) {
        sorted[member.name] = member.value.sorted
      }
      return .object(sorted)
    default: return self
    }
  }
}

extension HTTPField.Name {
  // Each is a token of RFC 9110, so the name cannot be nil.
  static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
  static let requestID = HTTPField.Name("X-Request-ID")!
  static let link = HTTPField.Name("Link")!
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  static let robotsTag = HTTPField.Name("X-Robots-Tag")!
}
