import Breaks
import Foundation
import Post
import SQL
import SQLiteEngine
import Store

/// What the doctor looks at, one topic after the other; a topic that cannot be looked at says so and stops no other.
struct Examination {
  let settings: Settings

  /// Free space below which a disk is worth a word, and below which it is wrong, in bytes.
  private static let spaceToMention: Int64 = 1 << 30
  private static let spaceNeeded: Int64 = 64 << 20
  private static let logBytesMax: Int64 = 64 << 20
  /// A letter that has been due for longer has something in its way, in seconds.
  private static let lateSeconds = 600

  func findings() async -> [Finding] {
    let (keyFinding, keys) = keyFile()
    return [folder(), space(), keyFinding] + (await database(keys)) + [await mail()]
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
    let words = "\(Examination.size(free.int64Value)) are free."
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
    do {
      let database = try SQLiteDatabase(folder: settings.data, access: .readOnly)
      var findings = [sizes(database)]
      findings.append(await schema(database))
      findings.append(
        Finding(
          "commits", .note,
          "Only the process that writes can say its `synchronous`: `breather serve` sets FULL, reads it back, and does "
            + "not start otherwise."))
      findings.append(await damage(database))
      if let keys, findings.allSatisfy({ $0.state != .bad }) {
        findings.append(await audit(database, keys))
        findings.append(await outbox(database, keys))
      }
      try await database.close()
      return findings
    } catch {
      return [Finding("database", .bad, Examination.words(error))]
    }
  }

  private func sizes(_ database: SQLiteDatabase) -> Finding {
    let size = database.size()
    let words =
      "\(database.dialect.name), \(Examination.size(size.databaseBytes)), and \(Examination.size(size.logBytes)) of "
      + "write-ahead log."
    guard size.logBytes <= Examination.logBytesMax else {
      return Finding("database", .bad, words + " So long a log says that a reader holds it up.")
    }
    return Finding("database", .well, words)
  }

  private func schema(_ database: SQLiteDatabase) async -> Finding {
    do {
      try await Migrator(Schema.migrations).requireCurrent(database)
      return Finding("schema", .well, "Migration \(Schema.migrations.count), as this breather needs.")
    } catch {
      return Finding("schema", .bad, Examination.words(error))
    }
  }

  private func damage(_ database: SQLiteDatabase) async -> Finding {
    do {
      let wrong = try await database.integrityCheck()
      guard wrong.isEmpty else {
        return Finding("integrity", .bad, "The file is damaged: \(wrong.prefix(5).joined(separator: "; ")).")
      }
      return Finding("integrity", .well, "Every page is sound, and no row points nowhere.")
    } catch {
      return Finding("integrity", .bad, Examination.words(error))
    }
  }

  private func audit(_ database: SQLiteDatabase, _ keys: Keys) async -> Finding {
    do {
      let broken = try await database.read { tx in try StoreTransaction(tx, keys: keys).audit.firstBrokenLink() }
      guard let broken else { return Finding("audit", .well, "The chain is whole.") }
      guard broken.number > 1 else {
        return Finding(
          "audit", .bad,
          "Entry 1 of chain \(broken.chain) does not fit: the key file is not this database's, or the audit was altered "
            + "from the start.")
      }
      return Finding(
        "audit", .bad,
        "Entry \(broken.number) of chain \(broken.chain) does not fit the one before it, or is missing: the audit was "
          + "altered.")
    } catch {
      return Finding("audit", .bad, Examination.words(error))
    }
  }

  private func outbox(_ database: SQLiteDatabase, _ keys: Keys) async -> Finding {
    do {
      let now = World.live.now()
      let (waiting, oldest) = try await database.read { tx in
        try StoreTransaction(tx, keys: keys).outbox.backlog(now: now)
      }
      guard let oldest else { return Finding("letters", .well, "\(waiting) wait to be sent, none of them is due.") }
      let minutes = now.seconds(since: oldest) / 60
      let words = "\(waiting) wait to be sent, the oldest since it was due \(minutes) minutes ago."
      return Finding("letters", now.seconds(since: oldest) > Examination.lateSeconds ? .bad : .well, words)
    } catch {
      return Finding("letters", .bad, Examination.words(error))
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

  private static func size(_ bytes: Int64) -> String {
    bytes < 1 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  /// What went wrong, without anybody's values: faults of the database hold none.
  private static func words(_ error: any Error) -> String {
    (error as? SQLFault)?.description ?? "This could not be looked at (\(type(of: error)))."
  }
}
