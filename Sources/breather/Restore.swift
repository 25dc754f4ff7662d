import ArgumentParser
import Breaks
import Foundation
import SQL
import SQLiteEngine
import Store

/// `breather restore`: puts a backup in the place of the database, once every byte of it was found right.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring a backup back, with the server stopped.",
    discussion: """
      FILE is copied into the data folder and read wholly there before anything is changed. The key file must be the one \
      that was made with the database. A database that is there is kept, under a name that says when.
      """)

  @OptionGroup var options: SettingsOptions

  @Argument(help: "A file that `breather backup` made.")
  var file: String

  @Flag(help: "Put it in the place of a database that is there; that one is kept beside it.")
  var replace = false

  @Flag(help: "Take a file without the seal of `breather backup`, which cannot tell a bit that turned over.")
  var unsealed = false

  func run() async throws {
    let settings = try options.settings()
    guard settings.server == nil else { throw ServerBackup.restore(file, keys: settings.keys) }
    let path = FileOnDisk.absolute(file)
    let database = (settings.data as NSString).appendingPathComponent("breather.db")
    guard FileOnDisk.exists(path) else { throw CommandFault("There is no file \(path).", code: Ending.data) }
    guard !FileOnDisk.isSame(path, database) else {
      throw CommandFault("\(path) is the database itself, not a backup of it.", code: Ending.data)
    }
    umask(0o077)
    let lock = try DataLock(folder: settings.data)
    guard replace || !FileOnDisk.exists(database) else {
      throw CommandFault(
        "There is a database in \(settings.data) already. To put the backup in its place, and keep it beside: --replace.",
        code: Ending.there)
    }
    let part = try FileBegun(database + ".restoring")
    let found: Found
    let kept: String?
    do {
      found = try await fetch(path, into: part, settings)
      kept = try OldDatabase(path: database).moveAside(at: World.live.now())
      try part.finish(as: database)
    } catch {
      part.remove()
      throw error
    }
    withExtendedLifetime(lock) { tell(found, path, kept, settings) }
  }

  /// What the backup turned out to be.
  private struct Found {
    let at: Instant?
    let migration: Int
    /// Nil for an older schema, which cannot be asked.
    let lettersWaiting: Int?
  }

  /// Copies the file, and looks at the copy: what was looked at is then what is used.
  private func fetch(_ path: String, into part: FileBegun, _ settings: Settings) async throws -> Found {
    let bar = ProgressBar()
    defer { bar.finish() }
    let seal = try copy(path, into: part, bar)
    bar.show("steps: reading every page,", 1, of: 2)
    do {
      let migration = try await CopyCheck.migration(of: part.path)
      let waiting = try await lettersWaiting(part.path, settings, migration: migration)
      // SQLite may have put its own files beside the copy, to read it.
      for beside in ["-wal", "-shm"] { try FileOnDisk.remove(part.path + beside) }
      return Found(at: seal?.at, migration: migration, lettersWaiting: waiting)
    } catch let trouble as CopyTrouble {
      throw CommandFault("\(path) \(Restore.words(trouble)) Nothing was changed.", code: Ending.data)
    }
  }

  /// Copies the file up to its seal, which must be right.
  private func copy(_ path: String, into part: FileBegun, _ bar: ProgressBar) throws -> BackupSeal? {
    guard FileOnDisk.size(path + "-wal") == 0 else {
      throw CommandFault(
        "\(path) has a write-ahead log beside it, so it is not a backup but part of a database in use. Make one with "
          + "`breather backup`.", code: Ending.data)
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileOnDisk.trouble("be read", path) }
    defer { _ = close(descriptor) }
    let bytes = FileOnDisk.size(path)
    let sealed = BackupSeal.read(descriptor, bytes: bytes)
    guard sealed != nil || unsealed else {
      throw CommandFault(
        "\(path) does not end with the seal of `breather backup`: it was cut short, is damaged, or was made another way. "
          + "If you trust it: --unsealed. Nothing was changed.", code: Ending.data)
    }
    let count = sealed?.place ?? bytes
    var done: Int64 = 0
    let digest = try FilePieces.read(descriptor, path, count: count) { piece in
      try FilePieces.write(piece, to: part.descriptor, part.path)
      done += Int64(piece.count)
      bar.show("MiB are copied,", Int(done >> 20), of: Int(count >> 20))
    }
    guard let seal = sealed?.seal else { return nil }
    guard seal.digest == digest else {
      throw CommandFault(
        "\(path) is damaged: what is in it is not what was sealed at \(seal.at.text). Take another backup. Nothing was "
          + "changed.", code: Ending.data)
    }
    return seal
  }

  /// Makes sure that the keys are this database's, and counts its letters.
  private func lettersWaiting(_ path: String, _ settings: Settings, migration: Int) async throws -> Int? {
    let keys: Keys
    do throws(KeyFault) {
      keys = try KeyFile.read(settings.keys)
    } catch {
      throw CommandFault("\(error.description) Do that first; nothing was changed.", code: Ending.settings)
    }
    let copy = try SQLiteDatabase(
      folder: FileOnDisk.folder(of: path), fileName: FileOnDisk.name(of: path), access: .readOnly, limits: .patient)
    do {
      let now = World.live.now()
      let (fits, waiting) = try await copy.read { tx in
        let store = StoreTransaction(tx, keys: keys)
        return (try store.audit.newestFits(), try store.outbox.backlog(now: now).waiting)
      }
      try await copy.close()
      guard fits else {
        throw CommandFault(
          "The key file \(settings.keys) is not the one of the database in \(file). Put that one in its place first; "
            + "nothing was changed.", code: Ending.settings)
      }
      return waiting
    } catch {
      try await copy.close()
      // An older schema may lack what we ask for; `serve` asks again once it is migrated.
      if error is SQLFault, migration < Schema.migrations.count { return nil }
      throw error
    }
  }

  private func tell(_ found: Found, _ path: String, _ kept: String?, _ settings: Settings) {
    let moment = found.at.map { " as it was at \($0.text)" } ?? ""
    Console.say("The database in \(settings.data) is the one of \(path)\(moment), at migration \(found.migration).")
    if let kept { Console.say("The one that was there is kept as \(kept); delete it when you do not need it.") }
    if let waiting = found.lettersWaiting, waiting > 0 {
      Console.say(
        "\(waiting) letters waited when it was made. They go out once you serve; who got one since then gets "
          + "it twice.")
    }
    Console.say(
      found.migration < Schema.migrations.count
        ? "Next: breather migrate --data \(settings.data), then breather serve --data \(settings.data)"
        : "Next: breather serve --data \(settings.data)")
  }

  private static func words(_ trouble: CopyTrouble) -> String {
    switch trouble {
    case .notADatabase: "is not a database."
    case .notOurs: "is a database, but not one of Breather."
    case .damaged(let what): "is damaged (\(what.prefix(3).joined(separator: "; "))). Take another backup."
    case .newer(let fault), .edited(let fault): "cannot be used. \(fault.description)"
    }
  }
}
