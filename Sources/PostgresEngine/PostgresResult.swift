#if Postgres
  import CPostgres

  /// libpq's result of one statement, freed with this object.
  final class PostgresResult {
    private let raw: OpaquePointer

    /// Takes over a result of libpq.
    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { PQclear(raw) }

    var isGood: Bool {
      let status = PQresultStatus(raw)
      return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
    }

    /// What was done, as `COMMIT` or `UPDATE 3`.
    var tag: String { String(cString: PQcmdStatus(raw)) }

    /// How many rows were changed; a SELECT counts its rows in the tag too, and changes none.
    var rowsChanged: Int {
      let words = tag.split(separator: " ")
      guard let first = words.first, first != "SELECT", words.count > 1 else { return 0 }
      return words.last.flatMap { Int($0) } ?? 0
    }

    /// A field of the server's error; nil where it has none.
    func field(_ field: PostgresField) -> String? {
      PQresultErrorField(raw, Int32(field.rawValue)).map { String(cString: $0) }
    }

    var columnNames: [String] { (0..<PQnfields(raw)).map { String(cString: PQfname(raw, $0)) } }

    /// A copy of all values, which outlives the result.
    func table() -> PostgresTable {
      let columns = PQnfields(raw)
      let rows = PQntuples(raw)
      var spans: [Range<Int>?] = []
      var bytes: [UInt8] = []
      spans.reserveCapacity(Int(rows) * Int(columns))
      for row in 0..<rows {
        for column in 0..<columns {
          guard PQgetisnull(raw, row, column) == 0, let value = PQgetvalue(raw, row, column) else {
            spans.append(nil)
            continue
          }
          let start = bytes.count
          bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(raw, row, column))))
          spans.append(start..<bytes.count)
        }
      }
      return PostgresTable(
        types: (0..<columns).map { PQftype(raw, $0) }, rowCount: Int(rows), spans: spans, bytes: bytes)
    }
  }

  /// A field of a server's error, by libpq's letter.
  ///
  /// - Source: PostgreSQL 15 manual, "PQresultErrorField".
  enum PostgresField: UInt8 {
    /// In English whatever the server speaks: `ERROR`, `FATAL`, `PANIC`.
    case severity = 0x56
    case sqlState = 0x43
    case message = 0x4d
    case detail = 0x44
    case table = 0x74
    case column = 0x63
    case constraint = 0x6e
    /// The server's own function that raised it.
    case function = 0x52
  }
#endif
