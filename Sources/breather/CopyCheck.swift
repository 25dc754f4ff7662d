import SQL
import SQLiteEngine
import Store

/// What is wrong with a copy of a database.
enum CopyTrouble: Error, Equatable {
  /// It is no database at all, or too damaged to be opened.
  case notADatabase
  /// It is a database, and none of ours.
  case notOurs
  /// Sentences without any value.
  case damaged([String])
  /// It was made by a newer Breather.
  case newer(SQLFault)
  /// Our records of its schema do not fit.
  case edited(SQLFault)
}

/// A look at every page of a copy.
enum CopyCheck {
  /// Reads all of it.
  ///
  /// - Returns: the number of its last migration, at most ours.
  /// - Throws: `CopyTrouble`; `SQLFault` when the disk does not read.
  static func migration(of path: String) async throws -> Int {
    let copy: SQLiteDatabase
    do {
      copy = try SQLiteDatabase(
        folder: FileOnDisk.folder(of: path), fileName: FileOnDisk.name(of: path), access: .readOnly, limits: .patient)
    } catch SQLFault.damaged {
      throw CopyTrouble.notADatabase
    }
    do {
      let wrong = try await copy.integrityCheck()
      guard wrong.isEmpty else { throw CopyTrouble.damaged(wrong) }
      let migration = try await migration(copy)
      try await copy.close()
      return migration
    } catch {
      try await copy.close()
      if case SQLFault.damaged(let what) = error { throw CopyTrouble.damaged([what]) }
      throw error
    }
  }

  private static func migration(_ copy: SQLiteDatabase) async throws -> Int {
    do {
      try await Migrator(Schema.migrations).requireCurrent(copy)
      return Schema.migrations.count
    } catch SQLFault.olderSchema(let found, _) {
      guard found > 0 else { throw CopyTrouble.notOurs }
      return found
    } catch let fault as SQLFault {
      switch fault {
      case .newerSchema: throw CopyTrouble.newer(fault)
      case .editedMigration: throw CopyTrouble.edited(fault)
      case .unexpectedColumn, .invalid: throw CopyTrouble.notOurs
      default: throw fault
      }
    }
  }
}
