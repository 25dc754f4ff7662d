import Breaks
import Foundation
import SQL

/// One transaction over the rows of the trade: each aggregate's statements stand in a small struct of their own.
package struct StoreTransaction {
  /// The engine's transaction.
  package let sql: any SQLTransaction
  /// The keys that seal personal fields.
  package let keys: Keys

  /// Opens the rooms of a transaction.
  package init(_ sql: any SQLTransaction, keys: Keys) {
    self.sql = sql
    self.keys = keys
  }
}

/// How values are kept that are always read whole.
private enum StoredJSON {
  /// Members stand in the order of their names, so that the same value is the same text on every engine and every day.
  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

extension SQLValue {
  /// An id, as the engines store it.
  package static func id<Thing>(_ id: ID<Thing>) -> SQLValue { .uuid(id.uuid) }
  /// An id that may be missing.
  package static func idIfAny<Thing>(_ id: ID<Thing>?) -> SQLValue { id.map { .uuid($0.uuid) } ?? .null(.uuid) }
  /// A text that may be missing.
  package static func textIfAny(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null(.text) }
  /// A whole number.
  package static func number(_ value: Int) -> SQLValue { .int(Int64(value)) }
  /// A whole number that may be missing.
  package static func numberIfAny(_ value: Int?) -> SQLValue { value.map { .int(Int64($0)) } ?? .null(.int) }
  /// A point in time.
  package static func at(_ instant: Instant) -> SQLValue { .instant(instant.millis) }
  /// A point in time that may be missing.
  package static func atIfAny(_ instant: Instant?) -> SQLValue {
    instant.map { .instant($0.millis) } ?? .null(.instant)
  }
  /// A calendar day.
  package static func on(_ day: Day) -> SQLValue { .day(day.text) }
  /// Bytes that may be missing.
  package static func bytesIfAny(_ bytes: [UInt8]?) -> SQLValue { bytes.map { .bytes($0) } ?? .null(.bytes) }
  /// A yes or no that may be missing.
  package static func boolIfAny(_ value: Bool?) -> SQLValue { value.map { .bool($0) } ?? .null(.bool) }

  /// A value as JSON text, for columns that are always read whole.
  package static func json(_ value: some Encodable) throws -> SQLValue {
    .text(String(decoding: try StoredJSON.encoder().encode(value), as: UTF8.self))
  }
}

extension SQLRow {
  /// An id of the kind that is wanted.
  package func id<Thing>(_ column: String, _: Thing.Type = Thing.self) throws -> ID<Thing> { ID(try uuid(column)) }
  /// An id that may be missing.
  package func idIfAny<Thing>(_ column: String, _: Thing.Type = Thing.self) throws -> ID<Thing>? {
    try uuidIfAny(column).map { ID($0) }
  }
  /// A whole number.
  package func number(_ column: String) throws -> Int { Int(try int(column)) }
  /// A whole number that may be missing.
  package func numberIfAny(_ column: String) throws -> Int? { try intIfAny(column).map { Int($0) } }
  /// A point in time.
  package func at(_ column: String) throws -> Instant { Instant(millis: try instant(column)) }
  /// A point in time that may be missing.
  package func atIfAny(_ column: String) throws -> Instant? { try instantIfAny(column).map { Instant(millis: $0) } }
  /// A calendar day.
  package func on(_ column: String) throws -> Day { try Day(text: day(column)) }
  /// The short name of an area.
  package func area(_ column: String = "area") throws -> AreaSlug { AreaSlug(stored: try text(column)) }

  /// A word of a closed list.
  ///
  /// - Throws: `StoreFault.unreadable` when the stored word is none of ours.
  package func word<Word: RawRepresentable>(_ column: String, _: Word.Type = Word.self) throws -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try text(column)) else { throw StoreFault.unreadable(column: column) }
    return word
  }

  /// A word of a closed list that may be missing.
  package func wordIfAny<Word: RawRepresentable>(_ column: String, _: Word.Type = Word.self) throws -> Word?
  where Word.RawValue == String {
    guard let text = try textIfAny(column) else { return nil }
    guard let word = Word(rawValue: text) else { throw StoreFault.unreadable(column: column) }
    return word
  }

  /// A value that is kept as JSON text.
  package func json<Value: Decodable>(_ column: String, _: Value.Type = Value.self) throws -> Value {
    try SQLRow.decoded(try text(column), column)
  }

  /// A value that is kept as JSON text and read again and again.
  func json<Value: Decodable & Sendable>(_ column: String, known: Memo<Value>) throws -> Value {
    try known.value(of: try text(column)) { try SQLRow.decoded($0, column) }
  }

  private static func decoded<Value: Decodable>(_ text: String, _ column: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch is DecodingError {
      throw StoreFault.unreadable(column: column)
    }
  }
}

extension Keys {
  /// Seals a value as JSON for a place.
  package func sealed(_ value: some Encodable, place: String) throws -> SQLValue {
    .bytes(try seal([UInt8](try StoredJSON.encoder().encode(value)), place: place))
  }

  /// Seals a text for a place, or stores nothing when there is none.
  package func sealedIfAny(_ text: String?, place: String) throws -> SQLValue {
    guard let text else { return .null(.bytes) }
    return .bytes(try seal(Array(text.utf8), place: place))
  }

  /// Opens a value that was sealed as JSON.
  package func opened<Value: Decodable>(_ bytes: [UInt8], place: String, as _: Value.Type = Value.self) throws -> Value
  {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(try open(bytes, place: place)))
    } catch is DecodingError {
      throw StoreFault.unreadable(column: place)
    }
  }

  /// Opens a text that may be missing.
  package func openedIfAny(_ bytes: [UInt8]?, place: String) throws -> String? {
    guard let bytes else { return nil }
    return String(decoding: try open(bytes, place: place), as: UTF8.self)
  }
}
