import Wire

/// One request to the server.
struct Ask {
  /// Whether the token goes with it.
  enum Token {
    case needed
    /// Sent when there is one; anyone may ask this.
    case welcome
    case none
  }

  /// The parameters of an address, in the words of the API.
  typealias Query = [(name: String, value: String)]

  var method = "GET"
  /// Parts between slashes, not yet percent-encoded.
  let path: [String]
  var query: Ask.Query = []
  var body: JSON?
  /// The same for every try of one errand.
  var idempotencyKey: String?
  var token = Token.needed
  /// Whether the answer is a file rather than JSON.
  var isForFile = false

  static func get(_ path: String..., query: Ask.Query = []) -> Ask {
    Ask(path: path, query: query)
  }

  /// What anyone may ask, signed in or not.
  static func browse(_ path: String..., query: Query = []) -> Ask {
    Ask(path: path, query: query, token: .welcome)
  }

  static func post(_ path: String..., body: JSON = [:]) -> Ask {
    Ask(method: "POST", path: path, body: body)
  }

  static func patch(_ path: String..., body: JSON) -> Ask {
    Ask(method: "PATCH", path: path, body: body)
  }

  static func delete(_ path: String...) -> Ask {
    Ask(method: "DELETE", path: path)
  }

  /// Path and query, percent-encoded.
  var target: String {
    let path = "/v1/" + path.map(Self.encode).joined(separator: "/")
    guard !query.isEmpty else { return path }
    return path + "?" + query.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
  }

  /// Everything but the unreserved characters of RFC 3986 goes as %XX.
  private static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if byte < 0x80,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._~".unicodeScalars.contains(scalar)
      {
        encoded.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return encoded
  }

  /// 128 random bits, in hexadecimal.
  static func freshKey() -> String {
    var chance = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(chance.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    .joined()
  }
}

/// What the server answered.
struct Answer {
  let status: Int
  let bytes: [UInt8]
  /// `.null` when there was no body.
  let json: JSON
}
