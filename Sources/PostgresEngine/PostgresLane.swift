#if Postgres
  import SQL

  /// One thread's work: it owns one connection, and runs a unit at a time from BEGIN to COMMIT.
  final class PostgresLane {
    private static let triesMax = 5
    private static let beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    /// What is scarce is locked by rows and conditional updates, so nothing is gained by a stricter level.
    private static let beginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED"
    /// How long a server is looked for, however long the unit may take: who migrates is not left without a word.
    private static let connectTime = Duration.seconds(10)
    /// How long a sound server may take to answer when asked after an alarm.
    private static let checkTime = Duration.seconds(1)
    /// What an end of a transaction is given at least, however late it is: an unknown outcome costs everybody more.
    private static let endTime = Duration.seconds(1)

    private let hosts: PostgresHosts
    private let stranded: PostgresStranded
    private let texts: SQLTexts
    private var connecting: PostgresConnecting
    private var connection: PostgresConnection?
    private var jitter = Jitter()

    init(_ settings: PostgresSettings, _ hosts: PostgresHosts, _ stranded: PostgresStranded, _ texts: SQLTexts) {
      self.hosts = hosts
      self.stranded = stranded
      self.texts = texts
      connecting = PostgresConnecting(settings, hosts)
    }

    /// Runs a unit, again where that is safe, until it went through, was refused, or its time is up.
    ///
    /// - Returns: the unit's error, nil when its work is committed.
    func serve(_ unit: PostgresUnit) -> (any Error)? {
      guard unit.isWanted else { return CancellationError() }
      var tries = 0
      while true {
        do {
          try run(unit)
          return nil
        } catch {
          tries += 1
          guard mayRunAgain(after: error, tries: tries, until: unit.deadline) else { return error.fault }
        }
      }
    }

    /// Throws the connection away where it is of no more use, and waits a little.
    private func mayRunAgain(after trouble: PostgresTrouble, tries: Int, until deadline: Deadline) -> Bool {
      switch trouble {
      case .refused: return false
      case .unknown:
        leave()
        return false
      case .unanswered:
        if let connection { stranded.keep(connection) }
        leaveSilent()
        return false
      case .late:
        leaveSilent()
        return false
      case .lost: leave()
      case .again: break
      }
      return tries <= PostgresLane.triesMax
        && jitter.pause(.milliseconds(10) * (1 << tries), until: deadline)
    }

    private func leave() {
      connection = nil
      hosts.raiseAlarm()
    }

    /// Its server may be stopped, so others are asked before it.
    private func leaveSilent() {
      if let connection { hosts.noteBad(connection.host, "a session fell silent", isSilent: true) }
      leave()
    }

    private func run(_ unit: PostgresUnit) throws(PostgresTrouble) {
      let connection = try soundConnection(until: unit.deadline)
      guard !unit.isWrite || stranded.hasRoom(on: connection.host) else { throw .refused(SQLFault.busy) }
      let begun = try connection.command(
        unit.isWrite ? PostgresLane.beginWrite : PostgresLane.beginRead, until: unit.deadline)
      guard begun.isGood else { throw PostgresTrouble(begun, isWrite: unit.isWrite) }
      do throws(PostgresTrouble) {
        try PostgresTransaction.run(unit, on: connection, texts)
        // A unit that is late is undone: its caller may have given up.
        guard !unit.deadline.isPast else { throw PostgresTrouble.refused(SQLFault.deadline) }
      } catch {
        undo(on: connection, after: error)
        throw error
      }
      let end = max(unit.deadline, .after(PostgresLane.endTime))
      guard unit.isWrite else {
        // Nothing hangs on the end of a reading transaction but the connection.
        undo(on: connection, after: .again)
        return
      }
      try connection.commit(until: end)
      if !connection.isIdle { leave() }
    }

    /// Rolls back, where the connection can still be asked to; one that cannot be is thrown away.
    private func undo(on connection: PostgresConnection, after trouble: PostgresTrouble) {
      switch trouble {
      case .lost, .late, .unknown, .unanswered: return
      case .refused, .again: break
      }
      do {
        _ = try connection.command("ROLLBACK", until: .after(PostgresLane.endTime))
        if !connection.isIdle { leave() }
      } catch {
        leave()
      }
    }

    /// The lane's connection, asked first when another has been lost meanwhile, or a new one.
    private func soundConnection(until deadline: Deadline) throws(PostgresTrouble) -> PostgresConnection {
      let alarms = hosts.alarms
      if let connection, connection.retiresAt?.isPast != true, connection.alarms == alarms || isSound(connection) {
        connection.alarms = alarms
        return connection
      }
      connection = nil
      let new = try connecting.connect(until: min(deadline, .after(PostgresLane.connectTime)))
      connection = new
      return new
    }

    /// Whether the server still answers, and is still the kind of server that was wished for.
    private func isSound(_ connection: PostgresConnection) -> Bool {
      do {
        let result = try connection.command("SELECT pg_is_in_recovery()", until: .after(PostgresLane.checkTime))
        guard result.isGood, let isStandby = result.table().value(row: 0, column: 0) else { return false }
        return isStandby == [0] || connecting.settings.use == .standby
      } catch {
        return false
      }
    }
  }
#endif
