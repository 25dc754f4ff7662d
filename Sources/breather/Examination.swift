import Breaks
import Foundation
import Post
import SQLiteEngine
import Store

/// What the doctor looks at, one topic after the other; a topic that cannot be looked at says so and stops no other.
struct Examination {
  let settings: Settings

  /// Free space below which a disk is worth a word, and below which it is wrong, in bytes.
  private static let spaceToMention: Int64 = 1 << 30
  private static let spaceNeeded: Int64 = 64 << 20
  /// Twice the length from which the server empties it.
  private static let logBytesMax: Int64 = 128 << 20

  func findings() async -> [Finding] {
    let (keyFinding, keys) = keyFile()
    // On PostgreSQL the folder holds the key file only, and nothing at all where that stands elsewhere.
    let folderFindings = settings.server == nil || settings.keysAreInData ? [folder(), space()] : []
    return folderFindings + [keyFinding] + (await database(keys)) + [await mail()]
  }

  private func folder() -> Finding {
    var status = stat()
    guard stat(settings.data, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return Finding(
        "folder", .bad, "There is no data folder at \(settings.data). Run `breather init` or `breather migrate` first.")
    }
    guard status.st_mode & 0o077 == 0 else {
      return Finding("folder", .bad, "Others may look into \(settings.data); run: chmod 700 \(settings.data)")
    }
    return Finding("folder", .well, "\(settings.data) is there, for its owner only.")
  }

  private func space() -> Finding {
    guard let facts = try? FileManager.default.attributesOfFileSystem(forPath: settings.data),
      let free = facts[.systemFreeSize] as? NSNumber
    else { return Finding("disk", .note, "How much space is left could not be found out.") }
    let words = "\(free.int64Value.bytesInWords) are free."
    if free.int64Value < Examination.spaceNeeded { return Finding("disk", .bad, "Only \(words)") }
    return Finding("disk", free.int64Value < Examination.spaceToMention ? .note : .well, words)
  }

  private func keyFile() -> (Finding, Keys?) {
    do throws(KeyFault) {
      let keys = try KeyFile.read(settings.keys)
      return (Finding("keys", .well, "\(settings.keys) holds key \(keys.id), for its owner only."), keys)
    } catch {
      return (Finding("keys", .bad, error.description), nil)
    }
  }

  private func database(_ keys: Keys?) async -> [Finding] {
    settings.server == nil ? await file(keys) : await server(keys)
  }

  /// SQLite in the data folder.
  private func file(_ keys: Keys?) async -> [Finding] {
    do {
      let database = try SQLiteDatabase(folder: settings.data, access: .readOnly, limits: .patient)
      var findings = [sizes(database)]
      findings += await ExaminationDatabase(database: database).findings(keys, damage: damage(database))
      findings.append(await ExaminationServer(settings: settings).finding())
      findings.append(ExaminationBackup(data: settings.data, now: World.live.now()).finding())
      try await database.close()
      return findings
    } catch {
      return [Finding("database", .bad, ExaminationDatabase.words(error))]
    }
  }

  /// PostgreSQL.
  private func server(_ keys: Keys?) async -> [Finding] {
    do {
      let ground = try Grounds.open(settings, for: .tend, making: false)
      let findings: [Finding]
      do {
        try await ground.verify()
        let database = ExaminationDatabase(database: ground.database)
        findings = try await database.server() + database.findings(keys, damage: nil)
      } catch {
        findings = [Finding("database", .bad, ExaminationDatabase.words(error))]
      }
      try await ground.close()
      return findings
    } catch {
      return [Finding("database", .bad, ExaminationDatabase.words(error))]
    }
  }

  private func sizes(_ database: SQLiteDatabase) -> Finding {
    let size = database.size()
    let words =
      "SQLite \(database.engineVersion): \(size.databaseBytes.bytesInWords), and \(size.logBytes.bytesInWords) of "
      + "write-ahead log beside it."
    guard size.logBytes <= Examination.logBytesMax else {
      return Finding(
        "database", .bad,
        words + " So long a log says that a reader holds it up: a `breather backup` that still copies, or an outside "
          + "program.")
    }
    return Finding("database", .well, words)
  }

  private func damage(_ database: SQLiteDatabase) async -> Finding {
    do {
      let wrong = try await database.integrityCheck()
      guard wrong.isEmpty else {
        return Finding("integrity", .bad, "The file is damaged: \(wrong.prefix(5).joined(separator: "; ")).")
      }
      return Finding("integrity", .well, "Every page is sound, and no row points nowhere.")
    } catch {
      return Finding("integrity", .bad, ExaminationDatabase.words(error))
    }
  }

  private func mail() async -> Finding {
    let sender = SMTPSender(settings: settings.smtp)
    defer { sender.close() }
    let outcome = await sender.probe()
    guard let trouble = outcome.say else {
      return Finding("mail", .well, "The mail server at \(settings.smtp.url) takes letters.")
    }
    return Finding("mail", .bad, "The mail server at \(settings.smtp.url) does not take letters: \(trouble)")
  }
}
