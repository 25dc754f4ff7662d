#if Postgres
  import CPostgres
  import SQL

  /// The statements that a session has prepared on its server.
  struct PreparedStatements {
    /// How to run a statement now.
    enum Plan {
      /// Without preparing: it may never come again.
      case once
      /// After preparing it by this name, and giving up another for it.
      case prepare(name: String, dropping: String?)
      /// It is prepared by this name.
      case prepared(name: String)
    }

    private struct Entry {
      let text: SQLText
      let types: [Oid]
      let name: String
      var lastUse: Int
    }

    /// Each costs the server some tens of kilobytes a session.
    private static let keptMax = 256
    private static let seenMax = 1_024

    private var entries: [ObjectIdentifier: Entry] = [:]
    /// Run once already. Texts are held, so that the identity by which they are found stays their own.
    private var seen: [ObjectIdentifier: SQLText] = [:]
    private var uses = 0

    /// Notes one use of a statement.
    mutating func plan(_ text: SQLText, _ types: [Oid]) -> Plan {
      guard text.isKept else { return .once }
      uses += 1
      let key = ObjectIdentifier(text)
      if let entry = entries[key] {
        guard entry.types == types else { return .once }
        entries[key]?.lastUse = uses
        return .prepared(name: entry.name)
      }
      guard seen[key] != nil else {
        if seen.count >= PreparedStatements.seenMax { seen = [:] }
        seen[key] = text
        return .once
      }
      return .prepare(name: "b\(uses)", dropping: entries.count < PreparedStatements.keptMax ? nil : forgetOldest())
    }

    /// Notes that a statement was prepared.
    mutating func keep(_ text: SQLText, _ types: [Oid], _ name: String) {
      seen[ObjectIdentifier(text)] = nil
      entries[ObjectIdentifier(text)] = Entry(text: text, types: types, name: name, lastUse: uses)
    }

    private mutating func forgetOldest() -> String? {
      guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
      entries[oldest.key] = nil
      return oldest.value.name
    }
  }
#endif
