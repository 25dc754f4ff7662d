import GRDB
import SQL

/// How the file is opened, and made sure of.
struct SQLiteOpening {
  let folder: String
  let path: String
  let limits: SQLiteLimits

  /// How long a connection waits for a lock that another process holds.
  static let busyMilliseconds: Int32 = 5_000

  /// Opens for the one process that writes.
  func open(by lock: DataLock) throws -> DatabasePool {
    guard lock.folder == folder else {
      throw SQLFault.cannotOpen("The data folder \(folder) is not the locked one, \(lock.folder).")
    }
    try Folder.createFile(path)
    let pool = try translated {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets synchronous=NORMAL while it opens, after everything we could have said before: say it now. Inside a
      // transaction SQLite would refuse.
      try pool.writeWithoutTransaction { connection in
        try connection.execute(sql: "PRAGMA synchronous = FULL")
        try connection.execute(sql: "PRAGMA journal_size_limit = \(limits.logBytesMax)")
        try limitSize(connection)
        try SQLiteOpening.verify(connection)
      }
      return pool
    }
    try Folder.sync(folder)
    return pool
  }

  /// Opens beside a running owner, or where none runs.
  func openReadOnly() throws -> DatabasePool {
    guard Folder.exists(path) else {
      throw SQLFault.cannotOpen("There is no database at \(path). Run `breather migrate` first.")
    }
    return try translated {
      var configuration = configuration
      configuration.readonly = true
      return try DatabasePool(path: path, configuration: configuration)
    }
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "breather"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Double(SQLiteOpening.busyMilliseconds) / 1_000)
    configuration.maximumReaderCount = SQLiteReaders.insideMax
    configuration.publicStatementArguments = false
    // A transaction that the disk does not let us undo must not trap inside GRDB before `onFatal` is told.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { connection in
      try connection.execute(sql: "PRAGMA mmap_size = 0")
      try connection.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  private func limitSize(_ connection: Database) throws {
    guard let bytesMax = limits.bytesMax else { return }
    let pageBytes = try Int64.fetchOne(connection, sql: "PRAGMA page_size") ?? 4_096
    try connection.execute(sql: "PRAGMA max_page_count = \(max(1, bytesMax / pageBytes))")
  }

  /// Reads back what keeps commits safe, for a pragma that is not obeyed says nothing.
  static func verify(_ connection: Database) throws {
    let wanted = ["synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"]
    for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
      let found = try String.fetchOne(connection, sql: "PRAGMA \(name)") ?? "nothing"
      guard found == value else {
        throw SQLFault.cannotOpen("The database is not safe to use: SQLite's \(name) is \(found), not \(value).")
      }
    }
    // SQLite answers no row at all where memory mapping was left out of it.
    let mapped = try Int64.fetchOne(connection, sql: "PRAGMA mmap_size") ?? 0
    guard mapped == 0 else {
      throw SQLFault.cannotOpen("The database is not safe to use: SQLite maps \(mapped) bytes of it into memory.")
    }
  }

  /// An error while opening, as a sentence that names the file.
  private func translated<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch {
      let fault = SQLFault.from(error, on: nil)
      if fault is SQLFault, error is DatabaseError, case SQLFault.cannotOpen = fault {
        throw SQLFault.cannotOpen("The database \(path) cannot be opened: \(error).")
      }
      throw fault
    }
  }
}
