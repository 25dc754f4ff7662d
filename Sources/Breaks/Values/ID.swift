import Foundation

/// The id of one `Thing`, so that a slot's id cannot be handed in where an offer's is wanted.
package struct ID<Thing>: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// The UUID itself, version 7 (RFC 9562) when Breather made it.
  package let uuid: UUID

  /// Wraps a UUID.
  package init(_ uuid: UUID) { self.uuid = uuid }

  /// Reads the 36-character text form; capitals are accepted.
  ///
  /// - Throws: `BadValue` with code `not_an_id`.
  package init(text: String) throws {
    guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else {
      throw BadValue("not_an_id", "This is not an id. An id looks like 018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c11.")
    }
    self.uuid = uuid
  }

  /// The text form, lower case, as every answer shows it.
  package var text: String { uuid.uuidString.lowercased() }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  package init(from decoder: any Decoder) throws {
    uuid = try decoder.singleValueContainer().decode(UUID.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(uuid)
  }
}
