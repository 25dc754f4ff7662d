import Hummingbird
import NIOCore

/// Slows down an address that asks too much; callers who have signed in are counted beside it.
struct LimitRate: RouterMiddleware {
  typealias Context = BreatherContext

  let app: WebApp

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    guard app.settings.rateLimits, !context.isForOperator else { return try await next(request, context) }
    let client = ClientAddress(
      peer: context.peer, forwarded: request.headers[values: .forwardedFor], trusted: app.settings.trustedProxies)
    try app.addresses.take(client.key)
    // What anybody may send, and what mails a stranger or fills the volunteers' list, is slowed down much more.
    let opens = ["/v1/sign-in", "/v1/sign-in/confirm"].contains(context.route)
    let registers = context.route == "/v1/carers" && request.headers[.authorization] == nil
    if !client.isLoopback, request.method == .post, opens || registers { try app.signIns.take(client.key) }
    return try await next(request, context)
  }
}

/// The address that a request came from.
struct ClientAddress: Equatable {
  /// What it is counted under: an IPv4 address, or the /64 of an IPv6 one, for a household has that many.
  let key: String
  let isLoopback: Bool

  /// Finds the address.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection; nil is our own process.
  ///   - forwarded: the `X-Forwarded-For` fields; the right-most address that is not a trusted proxy counts, and only when
  ///     the peer is one. Whatever stands to the left of it anybody may have written.
  init(peer: String?, forwarded: [String], trusted: Set<String>) {
    let own = peer ?? "127.0.0.1"
    let hops = forwarded.joined(separator: ",").split(separator: ",").map { hop in
      String(hop.filter { $0 != " " && $0 != "\t" })
    }
    var client = own
    for hop in hops.reversed() where trusted.contains(client) {
      guard Self.address(hop) != nil else { break }
      client = hop
    }
    guard let address = Self.address(client) else {
      (key, isLoopback) = ("unknown", false)
      return
    }
    (key, isLoopback) = Self.known(address, client)
  }

  private static func address(_ text: String) -> SocketAddress? {
    do { return try SocketAddress(ipAddress: text, port: 0) } catch { return nil }
  }

  private static func known(_ address: SocketAddress, _ text: String) -> (String, Bool) {
    switch address {
    case .v6(let six):
      let bytes = withUnsafeBytes(of: six.address.sin6_addr) { Array($0) }
      // ::ffff:192.0.2.1 is 192.0.2.1 (RFC 4291, section 2.5.5.2).
      if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
        let four = bytes[12...].map(String.init).joined(separator: ".")
        return (four, bytes[12] == 127)
      }
      let groups = stride(from: 0, to: 8, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
      let prefix = groups.map { String($0, radix: 16) }.joined(separator: ":")
      return (prefix + "/64", bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1)
    default: return (text, text.hasPrefix("127."))
    }
  }
}
