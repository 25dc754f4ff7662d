#if Postgres
  import CPostgres
  import Foundation
  import SQL

  /// The values of a statement in PostgreSQL's binary form, and their types.
  struct PostgresArguments {
    /// The longest text or bytes that we bind, as on SQLite.
    private static let bytesMax = 256 * 1024 * 1024
    private static let binary: Int32 = 1

    let types: [Oid]
    private var bytes: [UInt8] = []
    private var spans: [Range<Int>?] = []

    /// - Throws: `SQLFault.invalid` for what cannot be kept: U+0000 in a text, a day that is none.
    init(_ values: [SQLValue]) throws(SQLFault) {
      types = values.map { PostgresArguments.type(of: $0.type) }
      spans.reserveCapacity(values.count)
      for value in values {
        let start = bytes.count
        try append(value)
        spans.append(value.isNull ? nil : start..<bytes.count)
      }
      // An empty text is told from NULL by a pointer that is not nil, so there is always a byte to point to.
      bytes.append(0)
    }

    private mutating func append(_ value: SQLValue) throws(SQLFault) {
      switch value {
      case .uuid(let value): withUnsafeBytes(of: value.uuid) { bytes.append(contentsOf: $0) }
      case .text(let value):
        guard !value.utf8.contains(0) else { throw .invalid("a text holds U+0000") }
        guard value.utf8.count <= PostgresArguments.bytesMax else { throw .invalid("a text is too long") }
        bytes.append(contentsOf: value.utf8)
      case .int(let value): append(number: value)
      case .bool(let value): bytes.append(value ? 1 : 0)
      case .instant(let value):
        guard let value = PostgresEpoch.microseconds(value) else {
          throw .invalid("an instant is outside the years 0001...9999")
        }
        append(number: value)
      case .day(let value):
        guard let value = PostgresEpoch.days(value) else { throw .invalid("a day is not a real YYYY-MM-DD") }
        append(number: value)
      case .bytes(let value):
        guard value.count <= PostgresArguments.bytesMax else { throw .invalid("bytes are too long") }
        bytes.append(contentsOf: value)
      case .null: break
      }
    }

    private mutating func append(number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static func type(of type: SQLType) -> Oid {
      switch type {
      case .uuid: PostgresType.uuid
      case .text: PostgresType.text
      case .int: PostgresType.int8
      case .bool: PostgresType.bool
      case .instant: PostgresType.timestamptz
      case .day: PostgresType.date
      case .bytes: PostgresType.bytea
      }
    }

    /// Lends the values as libpq takes them: pointers, lengths, formats.
    func lend<Answer>(
      _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Answer
    ) -> Answer {
      bytes.withUnsafeBytes { buffer in
        let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        let pointers = spans.map { span in span.flatMap { span in start.map { $0 + span.lowerBound } } }
        let lengths = spans.map { Int32($0?.count ?? 0) }
        let formats = Array(repeating: PostgresArguments.binary, count: spans.count)
        return pointers.withUnsafeBufferPointer { pointers in
          lengths.withUnsafeBufferPointer { lengths in
            formats.withUnsafeBufferPointer { formats in
              body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
            }
          }
        }
      }
    }
  }
#endif
