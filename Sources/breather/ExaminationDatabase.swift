import Breaks
import SQL
import Store

/// What the doctor asks of a database, whichever it is.
struct ExaminationDatabase {
  let database: any SQLDatabase

  /// A letter that has been due for longer has something in its way, in seconds.
  private static let lateSeconds = 600

  /// Schema, damage, audit, letters and who reads concerns; the last three only where nothing was wrong so far.
  ///
  /// - Parameter damage: what a look at every page said; nil where the engine sees to that itself.
  func findings(_ keys: Keys?, damage: Finding?) async -> [Finding] {
    var findings = [await schema()]
    if let damage { findings.append(damage) }
    guard let keys, findings.allSatisfy({ $0.state != .bad }) else { return findings }
    findings.append(await audit(keys))
    findings.append(await letters(keys))
    findings.append(await safeguarding(keys))
    return findings
  }

  /// What only a PostgreSQL server can say: its version, and whether it waits for the disk.
  func server() async throws -> [Finding] {
    let row = try await database.read { tx in
      try tx.first(
        """
        SELECT current_setting('server_version') AS version, current_setting('fsync') AS syncs,
          current_setting('synchronous_commit') AS commits, current_setting('synchronous_standby_names') AS standbys
        """)
    }
    guard let row else { return [] }
    let (syncs, commits) = (try row.text("syncs"), try row.text("commits"))
    let backup = Finding(
      "backup", .note, "PostgreSQL makes its own (pg_dump, continuous archiving); breather does not know of them.")
    let database = Finding("database", .well, "PostgreSQL \(try row.text("version")) answers, and sorts as we need it.")
    guard syncs == "on", commits != "off" else {
      let setting = syncs == "on" ? "synchronous_commit=\(commits)" : "fsync=\(syncs)"
      return [
        database,
        Finding("commits", .bad, "The server has \(setting): a power cut could lose what was answered. Set it to on."),
        backup,
      ]
    }
    let alone = try row.text("standbys").isEmpty
    return [
      database,
      Finding(
        "commits", alone ? .note : .well,
        alone
          ? "Every commit waits for the server's disk, and for no standby: what was answered is lost with that disk."
          : "Every commit waits for the server's disk and a standby's (synchronous_commit=\(commits))."),
      backup,
    ]
  }

  private func schema() async -> Finding {
    do {
      try await Migrator(Schema.migrations).requireCurrent(database)
      return Finding("schema", .well, "Migration \(Schema.migrations.count), as this breather needs.")
    } catch {
      return Finding("schema", .bad, ExaminationDatabase.words(error))
    }
  }

  private func audit(_ keys: Keys) async -> Finding {
    do {
      let broken = try await database.read { tx in try StoreTransaction(tx, keys: keys).audit.firstBrokenLink() }
      guard let broken else { return Finding("audit", .well, "The chains are whole.") }
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
      return Finding("audit", .bad, ExaminationDatabase.words(error))
    }
  }

  private func letters(_ keys: Keys) async -> Finding {
    do {
      let now = World.live.now()
      let (backlog, counts) = try await database.read { tx in
        let store = StoreTransaction(tx, keys: keys)
        return (try store.outbox.backlog(now: now), try store.letterCounts())
      }
      let age = backlog.oldestDueAt.map { now.seconds(since: $0) }
      return ExaminationDatabase.letters(waiting: backlog.waiting, dueForSeconds: age, counts)
    } catch {
      return Finding("letters", .bad, ExaminationDatabase.words(error))
    }
  }

  private func safeguarding(_ keys: Keys) async -> Finding {
    do {
      let unwatched = try await database.read { tx in
        try StoreTransaction(tx, keys: keys).safeguarding.unwatched()
      }
      return ExaminationDatabase.safeguarding(unwatched.map { ($0.area.text, $0.concerns) })
    } catch {
      return Finding("safeguarding", .bad, ExaminationDatabase.words(error))
    }
  }

  /// Who reads what people tell of a child or an adult in danger: bad where somebody has told it to nobody.
  static func safeguarding(_ unwatched: [(area: String, concerns: Int)]) -> Finding {
    guard let first = unwatched.first else {
      return Finding("safeguarding", .well, "In every area somebody is named to read concerns.")
    }
    let unread = unwatched.reduce(0) { $0 + $1.concerns }
    let words =
      "Nobody is named to read concerns in \(unwatched.map(\.area).joined(separator: ", "))"
      + (unread > 0 ? ", and \(unread) lie unread" : "")
      + ". An administrator names somebody: breather concerns people \(first.area) --name PERSON-ID"
    return Finding("safeguarding", unread > 0 ? .bad : .note, words)
  }

  /// How the post stands: late letters have something in their way, and given-up ones wait for a volunteer.
  static func letters(waiting: Int, dueForSeconds age: Int?, _ counts: LetterCounts) -> Finding {
    let due = age.map { "the oldest has been due for \(ExaminationBackup.words($0))" } ?? "none of them is due"
    var words = waiting == 0 ? "None waits to be sent by e-mail." : "\(waiting) wait to be sent by e-mail, \(due)."
    if counts.failed > 0 { words += " \(counts.failed) could not be sent and wait for a volunteer." }
    if counts.forHands > 0 { words += " \(counts.forHands) wait to be posted or read out." }
    if let age, age > lateSeconds { return Finding("letters", .bad, words) }
    return Finding("letters", counts.failed > 0 ? .note : .well, words)
  }

  /// What went wrong, without anybody's values: faults of the database hold none.
  static func words(_ error: any Error) -> String {
    (error as? SQLFault)?.description ?? "This could not be looked at (\(type(of: error)))."
  }
}
