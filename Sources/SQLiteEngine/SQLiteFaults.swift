import Foundation
import GRDB
import GRDBSQLite
import SQL

extension SQLFault {
  /// What an error of SQLite or GRDB means; any other error (a refusal, say) is given back as it is.
  ///
  /// - Parameter connection: asked for the kernel's reason when the disk failed.
  static func from(_ error: any Error, on connection: Database?) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let message = error.message ?? "\(error.extendedResultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return SQLFault.busy
    case .SQLITE_INTERRUPT: return SQLFault.deadline
    case .SQLITE_FULL: return SQLFault.diskFull
    case .SQLITE_IOERR: return ofDisk(error, on: connection)
    case .SQLITE_CONSTRAINT: return SQLFault.constraint(constraint(error.extendedResultCode, message))
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return SQLFault.damaged(message)
    case .SQLITE_CANTOPEN, .SQLITE_NOMEM: return SQLFault.cannotOpen("The database cannot be opened: \(message).")
    case .SQLITE_READONLY: return SQLFault.invalid("a body that reads may not write, or the file is read-only")
    case .SQLITE_ERROR where message.hasPrefix(noTable): return SQLFault.missingTable(String(message.dropFirst(15)))
    default: return SQLFault.invalid(message)
    }
  }

  private static let noTable = "no such table: "

  /// A full disk may also show as a failure to make room for the WAL's index, which holds nothing that must last.
  private static func ofDisk(_ error: DatabaseError, on connection: Database?) -> SQLFault {
    let reason = connection?.sqliteConnection.map { sqlite3_system_errno($0) } ?? 0
    if error.extendedResultCode == .SQLITE_IOERR_NOMEM { return .cannotOpen("The database is out of memory.") }
    if reason == ENOSPC || reason == EDQUOT || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return .diskFull }
    let words = reason == 0 ? "" : ", \(String(cString: strerror(reason)))"
    return .inputOutput("SQLite \(error.extendedResultCode.rawValue)\(words)")
  }

  /// SQLite names the constraint or its columns after a colon, and never a value.
  private static func constraint(_ code: ResultCode, _ message: String) -> String {
    let name = message.range(of: "constraint failed: ").map { " \(message[$0.upperBound...])" } ?? ""
    return switch code {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: "unique\(name)"
    case .SQLITE_CONSTRAINT_CHECK: "check\(name)"
    case .SQLITE_CONSTRAINT_NOTNULL: "not null\(name)"
    case .SQLITE_CONSTRAINT_FOREIGNKEY: "foreign key"
    default: message
    }
  }
}
