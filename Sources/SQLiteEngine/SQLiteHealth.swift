import GRDB
import GRDBSQLite
import SQL

/// How large the database is on disk.
package struct SQLiteSize: Sendable, Equatable {
  /// The database file, in bytes.
  package let databaseBytes: Int64
  /// The write-ahead log beside it, in bytes; alarming from 64 MiB.
  package let logBytes: Int64
}

/// What `doctor` and `/readyz` ask.
extension SQLiteDatabase {
  /// SQLite's own version, such as 3.40.1.
  package var engineVersion: String { String(cString: sqlite3_libversion()) }

  /// SQLite's `synchronous` of the connection that writes: 2 is FULL, and anything less loses answered commits.
  package func synchronous() async throws -> Int {
    try await onWriter { connection in try Int.fetchOne(connection, sql: "PRAGMA synchronous") ?? -1 }
  }

  /// Reads the whole file for damage, and all foreign keys for rows that point nowhere.
  ///
  /// - Returns: what is wrong, a sentence each without any value; empty when all is well.
  package func integrityCheck() async throws -> [String] {
    try await reading { connection in
      let damage = try String.fetchAll(connection, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      let orphans = try Row.fetchAll(connection, sql: "PRAGMA foreign_key_check").map { row in
        let table: String = row[0] ?? "?"
        let parent: String = row[2] ?? "?"
        return "a row of \(table) points to a row of \(parent) that is not there"
      }
      return damage + orphans
    }
  }

  /// The sizes of the files now.
  package func size() -> SQLiteSize {
    SQLiteSize(databaseBytes: Folder.size(of: path), logBytes: Folder.size(of: path + "-wal"))
  }
}
