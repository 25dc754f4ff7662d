import Breaks
import Hummingbird
import NIOCore
import UseCases
import Wire

/// How answers go out.
enum Reply {
  /// One thing.
  ///
  /// - Parameter version: makes an `ETag`, and 304 of an answer that the client has already.
  static func json(
    _ shape: some Encodable, status: HTTPResponse.Status = .ok, version: Int? = nil, ask: Ask
  ) throws -> Response {
    let rendered = try render(shape, status: status, version: version)
    if let tag = rendered.headers["ETag"], status == .ok, ask.has(tag) {
      return Response(status: .notModified, headers: [.eTag: tag])
    }
    return response(rendered)
  }

  /// One page of a list; `next` goes into the body and into a `Link`.
  ///
  /// - Parameter next: the sort values of this page's last item; nil on the last page.
  static func page<T: Codable>(_ items: [T], next: [String]?, ask: Ask) throws -> Response {
    let cursor = next.map(Cursor.encode)
    return try page(Page(items: items, next: cursor), cursor: cursor, ask: ask)
  }

  /// One page of a list that says more than its items.
  ///
  /// - Parameter cursor: the page's own `next`.
  static func page(_ shape: some Encodable, cursor: String?, ask: Ask) throws -> Response {
    var answer = response(try render(shape, status: .ok))
    if let cursor {
      let kept = try Query.pairs(of: ask.request).filter { $0.name != "cursor" }
      let query = Query.text(kept + [("cursor", cursor)])
      answer.headers[.link] = "<\(ask.request.uri.path)?\(query)>; rel=\"next\""
    }
    return answer
  }

  /// Done, and nothing to say.
  static func none() -> Response { Response(status: .noContent) }

  /// Something was made.
  static func made(_ shape: some Encodable, location: String?, version: Int?) throws -> Response {
    response(try render(shape, status: .created, location: location, version: version))
  }

  /// Bytes as they are; with an ask, 304 when the client has them already.
  static func bytes(_ bytes: [UInt8], type: String, ask: Ask? = nil) -> Response {
    var answer = Response(
      status: .ok, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    if let ask {
      let tag = EntityTag.text(version: 0, body: bytes)
      if ask.has(tag) { return Response(status: .notModified, headers: [.eTag: tag]) }
      answer.headers[.eTag] = tag
    }
    return answer
  }

  /// An answer as it is kept.
  static func render(
    _ shape: some Encodable, status: HTTPResponse.Status, location: String? = nil, version: Int? = nil
  ) throws -> Rendered {
    let body = try WireEncoder().encode(shape)
    var headers: [String: String] = [:]
    if let location { headers["Location"] = location }
    if let version { headers["ETag"] = EntityTag.text(version: version, body: body) }
    return Rendered(status: status.code, headers: headers, body: body)
  }

  /// A kept answer as it goes out.
  static func response(_ rendered: Rendered) -> Response {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let tag = rendered.headers["ETag"] { headers[.eTag] = tag }
    if let location = rendered.headers["Location"] { headers[.location] = location }
    return Response(
      status: .init(code: rendered.status), headers: headers,
      body: .init(byteBuffer: ByteBuffer(bytes: rendered.body)))
  }
}

extension Ask {
  /// Makes something, once: answers 201 with where it is, and answers the same again to the same key.
  ///
  /// - Parameters:
  ///   - location: the path of what was made; nil when it has none of its own.
  ///   - version: its version, for the `ETag`; nil when it has none.
  ///   - once: nil when the caller sent no key.
  ///   - act: the use case.
  func make<Thing: Sendable, Shape: Encodable & SendableMetatype>(
    location: @escaping @Sendable (Thing) -> String?, version: @escaping @Sendable (Thing) -> Int?,
    shape: @escaping @Sendable (Thing) -> Shape, once: Once?,
    _ act: @escaping @Sendable (Errand) throws -> Thing
  ) async throws -> Response {
    let rendered = try await market.carryOut(
      as: caller, once: once,
      render: { thing in
        try Reply.render(shape(thing), status: .created, location: location(thing), version: version(thing))
      }, act)
    return Reply.response(rendered)
  }

  /// Whether the client says that it has what this tag names.
  ///
  /// - Source: RFC 9110, section 13.1.2; weak comparison.
  func has(_ tag: String) -> Bool {
    guard request.method == .get || request.method == .head else { return false }
    let held = EntityTag.list(request.headers[values: .ifNoneMatch])
    let ours = tag.dropFirst().dropLast()
    return held.contains { $0 == .any || $0.opaque.map { $0 == ours } ?? false }
  }
}
