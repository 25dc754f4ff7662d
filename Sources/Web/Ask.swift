import Breaks
import Hummingbird
import UseCases
import Wire

/// One request, as a handler sees it.
struct Ask: Sendable {
  let app: WebApp
  /// Who asks; nil when no token came. A bad token never gets as far as here.
  let caller: Caller?
  let requestID: String
  let request: Request
  let context: BreatherContext

  /// The one thing behind the API.
  var market: Marketplace { app.market }

  /// A part of the path, percent-decoded.
  ///
  /// - Throws: `Refusal.notFound` when it is not UTF-8.
  func text(_ name: String) throws -> String {
    guard let text = context.parameters.get(name)?.removingPercentEncoding else { throw Refusal.notFound }
    return text
  }

  /// An id in the path.
  ///
  /// - Throws: `Refusal.notFound` when it is malformed.
  func id<Thing>(_ name: String, _: Thing.Type = Thing.self) throws -> ID<Thing> {
    let text = try text(name)
    do { return try ID(text: text) } catch is BadValue { throw Refusal.notFound }
  }

  /// A reference or code in the path, in any case, with or without hyphens.
  ///
  /// - Throws: `Refusal.notFound` when it is malformed.
  func reference(_ name: String = "reference", length: Int = Reference.bookingLength) throws -> Reference {
    let text = try text(name)
    do { return try Reference(text: text, length: length) } catch is BadValue { throw Refusal.notFound }
  }

  /// Reads the query; every parameter that is wrong or unknown is told at once.
  ///
  /// - Throws: `InvalidInput`.
  func query<T>(_ read: (QueryReader) -> T?) throws -> T {
    try QueryReader.read(try Query.pairs(of: request), read)
  }

  /// Refuses any query parameter.
  ///
  /// - Throws: `InvalidInput`.
  func noQuery() throws {
    _ = try query { _ in true }
  }

  /// The version that the caller's If-Match names; nil when there is none or it is `*`.
  ///
  /// One that we cannot have given, or a weak one, is version 0, which nothing has. Of several the newest counts: versions
  /// only rise.
  /// - Source: RFC 9110, section 13.1.1.
  var ifMatch: Int? {
    let tags = EntityTag.list(request.headers[values: .ifMatch])
    if tags.isEmpty || tags.contains(.any) { return nil }
    return tags.compactMap(\.version).max() ?? 0
  }
}

/// Which page of a list is wanted.
struct PageWish: Sendable, Equatable {
  /// Most items; 1...100.
  let limit: Int
  /// The sort values of the last item that was seen; nil for the first page.
  let cursor: [String]?
}

extension QueryReader {
  /// Reads `limit` and `cursor`; a bad one is noted and read as if it were not there.
  ///
  /// - Parameter parts: how many sort values this list's cursors hold.
  func page(parts: Int) -> PageWish {
    let limit = int("limit", 1...100) ?? 20
    let cursor = value("cursor") { (text: String) throws(BadValue) in
      guard let given = Cursor.decode(text), given.count == parts else {
        throw BadValue("bad_cursor", "This cursor is not one of ours, or is for another list.")
      }
      return given
    }
    return PageWish(limit: limit, cursor: cursor)
  }
}
