import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// Backups are made beside a running server, come back whole, and are believed only when every bit is as it was.
@Suite(.serialized, .inTurn) struct BackupTests {
  @Test func `what a server had answered when the backup began comes back, and a running server is left alone`()
    async throws
  {
    let site = try await BackupSite()
    let server = try site.start("serve", "--port", "0", "--without-post")
    try await site.waitUntilHeld(by: server)
    let backup = try await site.run("backup", site.file)
    #expect(backup.code == 0, "\(backup.complained)")
    #expect(backup.said.contains("key file is NOT in it"))
    #expect(try site.mode(site.file) == 0o600)
    #expect(!site.exists(site.file + ".part"))
    let beside = try await site.run("restore", site.file, "--replace")
    #expect(beside.code == 75)
    #expect(beside.complained.contains("is using the data folder"))
    try await server.waitUntilSaid("listens")
    server.stop()
    #expect(try await server.end().code == 0)

    let elsewhere = try site.elsewhere()
    let restore = try await site.run("restore", site.file, in: elsewhere)
    #expect(restore.code == 0, "\(restore.complained)")
    #expect(try site.mode(elsewhere + "/breather.db") == 0o600)
    for table in ["area", "person", "audit_entry", "schema_migration"] {
      #expect(try await site.rows(of: table, in: elsewhere) == site.rows(of: table, in: site.data), "\(table)")
    }
    #expect(try await site.run("migrate", in: elsewhere).code == 0)
    site.clear()
  }

  @Test func `a bit that turned over anywhere in a backup is noticed, and nothing is changed`() async throws {
    let site = try await BackupSite()
    #expect(try await site.run("backup", site.file).code == 0)
    let good = try #require(FileManager.default.contents(atPath: site.file))
    let elsewhere = try site.elsewhere()
    // The header, text in the middle, free room, the seal's every part.
    let ends = [4, 40, 80, 120].map { good.count - $0 }
    for place in [0, 30, good.count / 4 + 7, good.count / 3, good.count / 2 + 1, good.count * 9 / 10] + ends {
      var bad = good
      bad[place] ^= 1 << (place % 8)
      try bad.write(to: URL(fileURLWithPath: site.file))
      let restore = try await site.run("restore", site.file, in: elsewhere)
      #expect(restore.code == 65, "byte \(place): \(restore.said)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).sorted() == ["breather.lock", "keys"])
    }
    try good.prefix(good.count - 1).write(to: URL(fileURLWithPath: site.file))
    #expect(try await site.run("restore", site.file, in: elsewhere).code == 65)
    try good.write(to: URL(fileURLWithPath: site.file))
    #expect(try await site.run("restore", site.file, in: elsewhere).code == 0)
    site.clear()
  }

  @Test func `the database that was there is kept with its log, and the log is nowhere near the new one`() async throws
  {
    let site = try await BackupSite()
    #expect(try await site.run("backup", site.file).code == 0)
    // A server that was killed: its last commits are in the log only.
    let killed = try site.elsewhere()
    let owner = try SQLiteDatabase(folder: site.data, access: .owner(try DataLock(folder: site.data)))
    try await owner.write { tx in try tx.execute("CREATE TABLE answered_since (number BIGINT)") }
    for part in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: site.data + "/breather.db" + part, toPath: killed + "/breather.db" + part)
    }
    try await owner.close()

    #expect(try await site.run("restore", site.file, in: killed).code == 73)
    #expect(site.exists(killed + "/breather.db-wal"))
    let restore = try await site.run("restore", site.file, "--replace", in: killed)
    #expect(restore.code == 0, "\(restore.complained)")
    #expect(!site.exists(killed + "/breather.db-wal"))
    let names = try FileManager.default.contentsOfDirectory(atPath: killed)
    let kept = try #require(names.first { $0.hasPrefix("breather.db.before-restore-") && !$0.hasSuffix("-wal") })
    #expect(restore.said.contains(kept))
    #expect(names.contains(kept + "-wal"))
    #expect(try await site.rows(of: "answered_since", in: killed, kept) == 0)
    let found = await #expect(throws: SQLFault.self) { try await site.rows(of: "answered_since", in: killed) }
    #expect(found == .missingTable("answered_since"))
    site.clear()
  }

  @Test func `nothing is written over unless it is said, and never the installation itself`() async throws {
    let site = try await BackupSite()
    #expect(try await site.run("backup", site.file).code == 0)
    let first = FileManager.default.contents(atPath: site.file)
    let again = try await site.run("backup", site.file)
    #expect(again.code == 73)
    #expect(again.complained.contains("--replace"))
    #expect(FileManager.default.contents(atPath: site.file) == first)
    #expect(try await site.run("backup", site.file, "--replace").code == 0)
    for own in ["breather.db", "keys", "breather.lock"] {
      let run = try await site.run("backup", site.data + "/" + own, "--replace")
      #expect(run.code == 73, "\(own): \(run.said)")
    }
    #expect(try await site.run("backup", site.folder, "--replace").code == 73)
    #expect(try await site.run("restore", site.data + "/breather.db", "--replace", "--unsealed").code == 65)
    #expect(try await site.rows(of: "area", in: site.data) == 1)
    site.clear()
  }

  @Test func `a backup that finds no room, or is stopped, leaves nothing behind`() async throws {
    let site = try await BackupSite()
    let small = try await Program.run(
      ["/bin/bash", "-c", "ulimit -f 64; exec \"$0\" \"$@\"", site.program, "backup", site.file, "--data", site.data],
      in: URL(fileURLWithPath: site.folder), environment: ["PATH": "/usr/bin:/bin"])
    #expect(small.code == 1, "\(small.complained)")
    #expect(small.complained.contains("Nothing was left"), "\(small.complained)")
    #expect(try site.names() == ["data"])
    let owner = try SQLiteDatabase(folder: site.data, access: .owner(try DataLock(folder: site.data)))
    try await owner.write { tx in try tx.execute("CREATE TABLE much (some_bytes BYTEA)") }
    for _ in 1...8 {
      try await owner.write { tx in
        try tx.execute("INSERT INTO much (some_bytes) VALUES ($1)", [.bytes(Array(repeating: 1, count: 8_000_000))])
      }
    }
    try await owner.close()
    let stopped = try site.start("backup", site.file)
    try await stopped.wait { site.exists(site.file + ".part") || site.exists(site.file) }
    stopped.stop()
    let end = try await stopped.end()
    // Whoever is stopped after the last step has made a backup; nobody leaves half of one.
    let names = try site.names()
    if end.code == 143 {
      #expect(names == ["data"])
    } else {
      #expect(end.code == 0 && names == ["data", "town.backup"])
    }
    site.clear()
  }

  @Test func `what is no backup of ours is refused, each with its reason`() async throws {
    let site = try await BackupSite()
    let elsewhere = try site.elsewhere()
    let url = URL(fileURLWithPath: site.file)
    func refusal(_ options: String...) async throws -> String {
      let run = try await site.run(["restore", site.file] + options, in: elsewhere)
      #expect(run.code == 65)
      #expect(!site.exists(elsewhere + "/breather.db") && !site.exists(elsewhere + "/breather.db.restoring"))
      return run.complained
    }
    try Data("Dear diary".utf8).write(to: url)
    #expect(try await refusal().contains("seal"))
    #expect(try await refusal("--unsealed").contains("is not a database"))
    try await site.make("CREATE TABLE other (number BIGINT)")
    #expect(try await refusal("--unsealed").contains("not one of Breather"))
    try FileManager.default.removeItem(at: url)
    try FileManager.default.copyItem(atPath: site.data + "/breather.db", toPath: site.file)
    try await site.make(
      """
      INSERT INTO schema_migration (number, name, checksum, applied_at)
      VALUES (999, 'of the future', '0', '2030-01-01T00:00:00.000Z')
      """)
    #expect(try await refusal("--unsealed").contains("Use the newer breather"))
    site.clear()
  }

  @Test func `a backup is of no use without its own keys, and that is said before anything is changed`() async throws {
    let site = try await BackupSite()
    #expect(try await site.run("backup", site.file).code == 0)
    let elsewhere = try site.elsewhere()
    try FileManager.default.removeItem(atPath: elsewhere + "/keys")
    let without = try await site.run("restore", site.file, in: elsewhere)
    #expect(without.code == 78)
    #expect(without.complained.contains("no key file"))
    let other = try await BackupSite()
    try FileManager.default.copyItem(atPath: other.data + "/keys", toPath: elsewhere + "/keys")
    let wrong = try await site.run("restore", site.file, in: elsewhere)
    #expect(wrong.code == 78)
    #expect(wrong.complained.contains("is not the one of the database"))
    #expect(!site.exists(elsewhere + "/breather.db"))
    other.clear()
    site.clear()
  }

  @Test func `the doctor tells of the last backup, and of a server that answers`() async throws {
    let site = try await BackupSite()
    #expect(try await site.run("doctor").said.contains("note   backup: None was made yet"))
    #expect(try await site.run("backup", site.file).code == 0)
    let well = try await site.run("doctor")
    #expect(well.said.contains("ok     backup: The last one is less than a minute old: \(site.file)"), "\(well.said)")
    let nobody = "note   safeguarding: Nobody is named to read concerns in wigan. An administrator names somebody:"
    #expect(well.said.contains("\(nobody) breather concerns people wigan --name PERSON-ID"))
    #expect(well.said.contains("commits: No server answers at http://127.0.0.1:1."))
    try FileManager.default.removeItem(atPath: site.file)
    #expect(try await site.run("doctor").said.contains("It is not there any more"))
    site.clear()
  }
}

/// An installation of its own, and the built program to run on it.
struct BackupSite {
  let folder: String
  let program: String
  var data: String { folder + "/data" }
  var file: String { folder + "/town.backup" }

  init() async throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather").path
    let name = "breather-backup-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let made = try await run("init", "--area", "wigan", "--admin", "admin@example.org")
    #expect(made.code == 0, "\(made.complained)")
    #expect(made.said.contains("name somebody: breather concerns people wigan --name PERSON-ID"), "\(made.said)")
  }

  /// Taken away at the end of a test that went well; what is left of another is worth a look.
  func clear() {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Issue.record(error)
    }
  }

  func run(_ words: String..., in data: String? = nil) async throws -> Program.End {
    try await run(words, in: data)
  }

  func run(_ words: [String], in data: String? = nil) async throws -> Program.End {
    try await start(words, in: data).end()
  }

  func start(_ words: String...) throws -> Program { try start(words, in: nil) }

  private func start(_ words: [String], in data: String?) throws -> Program {
    // Nothing ever listens on port 1.
    try Program(
      [program] + words + ["--data", data ?? self.data], in: URL(fileURLWithPath: folder),
      environment: ["PATH": "/usr/bin:/bin", "BREATHER_PORT": "1"])
  }

  /// Waits until a process has taken the data folder: its number then stands in the lock file.
  func waitUntilHeld(by program: Program) async throws {
    let held = Data("\(program.id)\n".utf8)
    try await program.wait { FileManager.default.contents(atPath: data + "/breather.lock") == held }
  }

  /// Another data folder with the same keys and no database.
  func elsewhere() throws -> String {
    let other = folder + "/elsewhere"
    try FileManager.default.createDirectory(
      atPath: other, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try FileManager.default.copyItem(atPath: data + "/keys", toPath: other + "/keys")
    return other
  }

  /// Makes or changes the file as a database of whatever kind.
  func make(_ statement: String) async throws {
    let url = URL(fileURLWithPath: file)
    let place = folder + "/making"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    if FileManager.default.contents(atPath: file)?.starts(with: Data("SQLite".utf8)) == true {
      try FileManager.default.moveItem(atPath: file, toPath: place + "/breather.db")
    }
    let database = try SQLiteDatabase(folder: place, access: .owner(try DataLock(folder: place)))
    try await database.write { tx in try tx.execute(statement) }
    try await database.close()
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.moveItem(atPath: place + "/breather.db", toPath: file)
    try FileManager.default.removeItem(atPath: place)
  }

  func rows(of table: String, in data: String, _ name: String = "breather.db") async throws -> Int64? {
    let look = try SQLiteDatabase(folder: data, fileName: name, access: .readOnly)
    do {
      let count = try await look.read { tx in try tx.first("SELECT COUNT(*) AS n FROM \(table)")?.int("n") }
      try await look.close()
      return count
    } catch {
      try await look.close()
      throw error
    }
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

  func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

extension Program {
  /// Tells the program to end, as a service manager would.
  fileprivate func stop() { _ = Foundation.kill(id, SIGTERM) }
}
