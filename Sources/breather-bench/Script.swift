import CBareWriter
import Foundation
import SQL

/// Recorded bookings, laid out flat so that C runs them without a detour.
struct Script {
  private var bytes: [UInt8] = []
  private var textOffsets: [Int64] = []
  private var textPlaces: [String: Int32] = [:]
  private var values: [bare_value] = []
  private var statements: [bare_statement] = []
  private var bookingEnds: [Int64] = []

  /// How many statements an average booking runs.
  var statementsPerBooking: Double { Double(statements.count) / Double(max(1, bookingEnds.count)) }

  /// Lays out bookings in the order in which they were made.
  init(_ bookings: [[RecordedStatement]]) throws {
    for booking in bookings {
      for statement in booking { try add(statement) }
      bookingEnds.append(Int64(statements.count))
    }
  }

  /// Runs all of it on a database file, bare.
  func replay(on path: String, group: Int) throws -> Rate {
    var nanoseconds: Int64 = 0
    var trouble = [CChar](repeating: 0, count: 400)
    let syncsBefore = bare_disk_counted().syncs
    let code = withScript { script in
      bare_replay(path, script, Int32(group), &nanoseconds, &trouble, trouble.count)
    }
    guard code == 0 else {
      let reason = String(decoding: trouble.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw BenchFault("The bare writer failed with SQLite's code \(code): \(reason).")
    }
    return Rate(
      bookings: bookingEnds.count, seconds: Double(nanoseconds) / 1e9,
      syncs: Int(bare_disk_counted().syncs - syncsBefore))
  }

  private func withScript(_ work: (UnsafePointer<bare_script>) -> Int32) -> Int32 {
    bytes.withUnsafeBufferPointer { bytes in
      textOffsets.withUnsafeBufferPointer { offsets in
        values.withUnsafeBufferPointer { values in
          statements.withUnsafeBufferPointer { statements in
            bookingEnds.withUnsafeBufferPointer { ends in
              var script = bare_script(
                bytes: bytes.baseAddress, text_offsets: offsets.baseAddress, text_count: Int32(offsets.count),
                values: values.baseAddress, statements: statements.baseAddress, booking_ends: ends.baseAddress,
                booking_count: Int32(ends.count))
              return work(&script)
            }
          }
        }
      }
    }
  }

  private mutating func add(_ statement: RecordedStatement) throws {
    let first = Int64(values.count)
    for value in statement.values { values.append(try laidOut(value)) }
    statements.append(
      bare_statement(
        text: place(of: statement.sql), value_count: Int32(statement.values.count), first_value: first))
  }

  private mutating func place(of sql: String) -> Int32 {
    if let place = textPlaces[sql] { return place }
    let place = Int32(textOffsets.count)
    textPlaces[sql] = place
    textOffsets.append(Int64(bytes.count))
    // `$1` of the shared SQL is SQLite's `?1`; our statements hold no other dollar.
    bytes += sql.replacingOccurrences(of: "$", with: "?").utf8 + [0]
    return place
  }

  /// A value in the form that the engine keeps in SQLite.
  private mutating func laidOut(_ value: SQLValue) throws -> bare_value {
    switch value {
    case .uuid(let id): keep(BARE_BLOB, withUnsafeBytes(of: id.uuid) { Array($0) })
    case .text(let text), .day(let text): keep(BARE_TEXT, Array(text.utf8))
    case .int(let number): bare_value(kind: Int32(BARE_INTEGER), length: 0, number_or_offset: number)
    case .bool(let yes): bare_value(kind: Int32(BARE_INTEGER), length: 0, number_or_offset: yes ? 1 : 0)
    case .instant(let millis):
      if let text = InstantText.format(millis) {
        keep(BARE_TEXT, Array(text.utf8))
      } else {
        throw BenchFault("An instant has no text.")
      }
    case .bytes(let bytes): keep(BARE_BLOB, bytes)
    case .null: bare_value(kind: Int32(BARE_NULL), length: 0, number_or_offset: 0)
    }
  }

  private mutating func keep(_ kind: Int, _ some: [UInt8]) -> bare_value {
    defer { bytes += some }
    return bare_value(kind: Int32(kind), length: Int32(some.count), number_or_offset: Int64(bytes.count))
  }
}
