import ArgumentParser
import Breaks
import Foundation
import SQL
import SQLiteEngine

/// `breather backup`: one file that holds all of the database as it was at one instant, made while it is served.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the database into one file, while it is served.",
    discussion: """
      The copy is written beside FILE as FILE.part, every page of it is checked, and only then it gets its name. It holds \
      all that was answered before it began. The key file is not in it; keep that in another place. While pages are \
      copied the server's write-ahead log grows by what is written meanwhile, and shrinks again afterwards.
      """)

  @OptionGroup var options: SettingsOptions

  @Argument(help: "Where the copy goes; better another disk than the database's.")
  var file: String

  @Flag(help: "Put the copy in the place of a file that is there.")
  var replace = false

  func run() async throws {
    let settings = try options.settings()
    guard settings.server == nil else { throw ServerBackup.backup(file, keys: settings.keys) }
    let path = FileOnDisk.absolute(file)
    try Backup.requirePlace(path, settings, replace: replace)
    let begun = World.live.now()
    let source = try SQLiteDatabase(folder: settings.data, access: .readOnly, limits: .patient)
    umask(0o077)
    let part = try FileBegun(path + ".part")
    let seal: BackupSeal
    do {
      seal = try await Backup.make(part, of: source, at: begun)
      try await source.close()
      try part.finish(as: path)
    } catch {
      part.remove()
      throw Backup.ending(error, path)
    }
    tell(seal, path, settings)
  }

  /// Copies, seals and checks.
  private static func make(_ part: FileBegun, of source: SQLiteDatabase, at begun: Instant) async throws -> BackupSeal {
    let bar = ProgressBar()
    defer { bar.finish() }
    try await source.copy(to: part.path) { done, all in bar.show("pages are copied,", done, of: all) }
    bar.show("steps: reading every page,", 1, of: 3)
    let migration = try await CopyCheck.migration(of: part.path)
    bar.show("steps: sealing,", 2, of: 3)
    let bytes = FileOnDisk.size(part.path)
    let digest = try FilePieces.read(part.descriptor, part.path, count: bytes) { _ in }
    let seal = BackupSeal(at: begun, migration: migration, digest: digest)
    guard lseek(part.descriptor, 0, SEEK_END) == bytes else { throw FileOnDisk.trouble("be written", part.path) }
    try Array(seal.text.utf8).withUnsafeBytes { try FilePieces.write($0, to: part.descriptor, part.path) }
    return seal
  }

  private func tell(_ seal: BackupSeal, _ path: String, _ settings: Settings) {
    let bytes = FileOnDisk.size(path)
    Console.say(
      """
      \(path) holds the database as it was at \(seal.at.text): \(bytes.bytesInWords), migration \(seal.migration), every \
      page read and sound.

      The key file is NOT in it, and without the keys nobody can read what is sealed. Keep a copy of \(settings.keys) in \
      another place than the backups, for whoever has both can read everything: on paper in a safe, or in a password store.
      Bring it back with: breather restore \(path)
      """)
    do {
      try LastBackup(at: seal.at, path: path, bytes: bytes).write(in: settings.data)
    } catch {
      Console.complain("The backup is good, but `doctor` will not know of it: \(Backup.words(error))")
    }
  }

  /// Refuses a place where the copy must not go.
  private static func requirePlace(_ path: String, _ settings: Settings, replace: Bool) throws(CommandFault) {
    let database = (settings.data as NSString).appendingPathComponent("breather.db")
    let ours = [database, database + "-wal", database + "-shm", settings.keys, settings.data + "/breather.lock"]
    guard !ours.contains(where: { FileOnDisk.isSame($0, path) || FileOnDisk.absolute($0) == path }) else {
      throw CommandFault("\(path) belongs to the installation itself; choose another file.", code: Ending.there)
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFault("\(path) is not a file; choose another name.", code: Ending.there)
    }
    guard replace else {
      throw CommandFault("\(path) is there already; choose another name, or say --replace.", code: Ending.there)
    }
  }

  private static func ending(_ error: any Error, _ path: String) -> any Error {
    let folder = FileOnDisk.folder(of: path)
    switch error {
    case SQLFault.diskFull:
      return CommandFault("There is no room left for the backup in \(folder). Nothing was left there.")
    case let trouble as CopyTrouble:
      return CommandFault(
        "No backup was made, for the database is not sound: \(words(trouble)) Keep your older backups, and see "
          + "`breather doctor`.")
    case SQLFault.inputOutput(let what):
      return CommandFault("The disk failed while the backup was made: \(what). Nothing was left in \(folder).")
    default: return error
    }
  }

  /// What is wrong with the database that was copied.
  private static func words(_ trouble: CopyTrouble) -> String {
    switch trouble {
    case .damaged(let what): "it is damaged (\(what.prefix(3).joined(separator: "; ")))."
    case .notADatabase: "it cannot be opened."
    case .notOurs: "it was never migrated."
    case .newer(let fault), .edited(let fault): fault.description
    }
  }

  private static func words(_ error: any Error) -> String { Ending(of: error)?.sentence ?? "\(type(of: error))" }
}
