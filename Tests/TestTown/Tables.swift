import Foundation
import SQL
import Store

/// The tables of a database, as its own engine describes them, in words that both engines share.
package struct Tables: Sendable {
  /// One column, with the type our migrations name.
  package struct Column: Sendable, Equatable {
    /// The table it stands in.
    package let table: String
    /// Its own name.
    package let name: String
    /// `uuid`, `text`, `bigint`, `boolean`, `timestamptz`, `date` or `bytea`.
    package let kind: String
    /// Whether it may never be null.
    package let isNeeded: Bool
  }

  /// In the order of tables by name, and of columns in each.
  package let columns: [Column]
  /// Primary keys, unique keys, foreign keys and indexes, a sentence each, sorted.
  package let keys: [String]

  /// Asks the engine.
  package static func read(_ database: any SQLDatabase) async throws -> Tables {
    try await database.read { tx in
      let words = tx.dialect.name == "sqlite" ? TableWords.sqlite : TableWords.postgres
      let columns = try tx.query(words.columns).map { row in
        Column(
          table: try row.text("place"), name: try row.text("name"), kind: Tables.kind(try row.text("kind")),
          isNeeded: try row.int("needed") == 1)
      }
      let keys = try words.keys.flatMap { sql in try tx.query(sql).map { try $0.text("line") } }
      return Tables(columns: columns, keys: keys.sorted())
    }
  }

  private static func kind(_ told: String) -> String {
    let name = told.lowercased()
    return name == "timestamp with time zone" ? "timestamptz" : name
  }

  /// Every row of every table but the list of migrations, a line each, sorted in its table.
  ///
  /// What is sealed under a fresh nonce is opened.
  package func rows(of database: any SQLDatabase, keys: Keys) async throws -> [String] {
    let tables = Dictionary(grouping: columns, by: \.table).filter { $0.key != "schema_migration" }
    return try await database.read { tx in
      try tables.sorted { $0.key < $1.key }.flatMap { table, columns in
        let names = columns.map(\.name).joined(separator: ", ")
        let lines = try tx.query("SELECT \(names) FROM \(table)").map { row in
          let ids = try Tables.marks(of: row, columns)
          let cells = try columns.map { "\($0.name)=\(try Tables.told($0, row, ids, keys))" }
          return "\(table): \(cells.joined(separator: " "))"
        }
        return lines.sorted()
      }
    }
  }

  /// By what the place of a sealed value may be known in its row: an id, also with a position; a key with its request.
  private static func marks(of row: SQLRow, _ columns: [Column]) throws -> [String] {
    let names = Set(columns.map(\.name))
    if names.isSuperset(of: ["caller", "request_hash"]) {
      return ["\(try row.text("caller")).\(Data(try row.bytes("request_hash")).base64EncodedString())"]
    }
    let ids = try columns.filter { $0.kind == "uuid" }.compactMap {
      try row.uuidIfAny($0.name)?.uuidString.lowercased()
    }
    guard names.contains("position"), let position = try row.intIfAny("position") else { return ids }
    return ids + ids.map { "\($0).\(position)" }
  }

  private static func told(_ column: Column, _ row: SQLRow, _ ids: [String], _ keys: Keys) throws -> String {
    let name = column.name
    let found: (any CustomStringConvertible)? =
      switch column.kind {
      case "uuid": try row.uuidIfAny(name)
      case "text": try row.textIfAny(name)
      case "bigint": try row.intIfAny(name)
      case "boolean": try row.boolIfAny(name)
      case "timestamptz": try row.instantIfAny(name)
      case "date": try row.dayIfAny(name)
      default: try row.bytesIfAny(name).map { opened($0, column, ids, keys) }
      }
    return found.map { "\($0)" } ?? "-"
  }

  /// The place of a sealed value is its table, its column and a row's id.
  private static func opened(_ bytes: [UInt8], _ column: Column, _ ids: [String], _ keys: Keys) -> String {
    for id in ids {
      let place = "\(column.table).\(column.name).\(id)"
      if let plain = try? keys.open(bytes, place: place) { return String(decoding: plain, as: UTF8.self) }
    }
    return "\(bytes)"
  }
}

/// The questions to one engine's catalogue, each of whose answers is the same on the other.
private struct TableWords: Sendable {
  let columns: String
  let keys: [String]

  /// A primary key's columns may be null in SQLite's own eyes, but never are.
  static let sqlite = TableWords(
    columns: """
      SELECT m.name AS place, p.name AS name, p.type AS kind,
        CASE WHEN p."notnull" = 1 OR p.pk > 0 THEN 1 ELSE 0 END AS needed
      FROM sqlite_master m JOIN pragma_table_info(m.name) p
      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'
      ORDER BY m.name, p.cid
      """,
    keys: [
      """
      SELECT m.name || ' is known by ' || (
          SELECT group_concat(k.name, ' ') FROM (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk) k
        ) AS line
      FROM sqlite_master m
      WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE pk > 0)
      """,
      """
      SELECT m.name || ' has one of each ' || (
          SELECT group_concat(k.name, ' ') FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) k
        ) AS line
      FROM sqlite_master m JOIN pragma_index_list(m.name) l
      WHERE m.type = 'table' AND l.origin = 'u'
      """,
      """
      SELECT m.name || ' (' || group_concat(f."from", ' ') || ') points to ' || f."table"
        || ' (' || group_concat(COALESCE(f."to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = 1)), ' ') || ') ' || f.on_delete AS line
      FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table'
      GROUP BY m.name, f.id
      """,
      """
      SELECT 'index ' || l.name || ' of ' || m.name || ' (' || (
          SELECT group_concat(k.word, ' ') FROM (
            SELECT COALESCE(name, '?') || CASE "desc" WHEN 1 THEN ' down' ELSE '' END AS word
            FROM pragma_index_xinfo(l.name) WHERE key = 1 ORDER BY seqno
          ) k
        ) || ')' || CASE l."unique" WHEN 1 THEN ' unique' ELSE '' END || CASE l.partial WHEN 1 THEN ' partial' ELSE '' END
        AS line
      FROM sqlite_master m JOIN pragma_index_list(m.name) l
      WHERE m.type = 'table' AND l.origin = 'c'
      """,
    ])

  static let postgres = TableWords(
    columns: """
      SELECT CAST(c.relname AS TEXT) AS place, CAST(a.attname AS TEXT) AS name,
        format_type(a.atttypid, a.atttypmod) AS kind, CAST(CAST(a.attnotnull AS INTEGER) AS BIGINT) AS needed
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped
      ORDER BY c.relname, a.attnum
      """,
    keys: [
      """
      SELECT c.relname || CASE k.contype WHEN 'p' THEN ' is known by ' ELSE ' has one of each ' END || (
          SELECT string_agg(a.attname, ' ' ORDER BY u.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ) AS line
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype IN ('p', 'u')
      """,
      """
      SELECT c.relname || ' (' || (
          SELECT string_agg(a.attname, ' ' ORDER BY u.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ) || ') points to ' || f.relname || ' (' || (
          SELECT string_agg(a.attname, ' ' ORDER BY u.place)
          FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
        ) || ') ' || CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'r' THEN 'RESTRICT' WHEN 'n' THEN 'SET NULL'
          ELSE 'NO ACTION' END AS line
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
      WHERE k.connamespace = CAST(current_schema() AS regnamespace) AND k.contype = 'f'
      """,
      """
      SELECT 'index ' || x.relname || ' of ' || c.relname || ' (' || (
          SELECT string_agg(
            COALESCE(a.attname, '?') || CASE WHEN CAST(o.option AS INTEGER) & 1 = 1 THEN ' down' ELSE '' END, ' '
            ORDER BY u.place)
          FROM unnest(CAST(i.indkey AS INT2[])) WITH ORDINALITY AS u (number, place)
          JOIN unnest(CAST(i.indoption AS INT2[])) WITH ORDINALITY AS o (option, place) ON o.place = u.place
          LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
        ) || ')' || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
        || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END AS line
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
      WHERE x.relnamespace = CAST(current_schema() AS regnamespace)
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
      """,
    ])
}
