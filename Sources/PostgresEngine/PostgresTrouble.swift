#if Postgres
  import CPostgres
  import SQL

  /// Why a unit of work did not go through, and what that asks for.
  enum PostgresTrouble: Error {
    /// The unit is undone and this is its answer; the connection is sound.
    case refused(any Error)
    /// The unit met another in its way and may be run again at once; the connection is sound.
    case again
    /// The connection is gone, or its server takes no writes any more, before COMMIT was sent: another connection may
    /// run the unit again.
    case lost
    /// The server did not answer by the deadline, before COMMIT was sent; the connection is of no use any more.
    case late
    /// COMMIT was sent and its answer is lost; the connection is of no use any more.
    case unknown
    /// COMMIT was sent and not answered in time: its server may be stopped, or wait for its own standby.
    case unanswered

    /// What a body, or a caller whose time is up, is told.
    var fault: any Error {
      switch self {
      case .refused(let error): error
      case .again: SQLFault.busy
      case .lost: SQLFault.unreachable
      case .late: SQLFault.deadline
      case .unknown, .unanswered: SQLFault.outcomeUnknown
      }
    }

    /// What an error of the server asks for.
    ///
    /// Of its words only names of the schema are kept: its DETAIL and most messages repeat people's values.
    /// - Parameter isWrite: whether the unit may write at all.
    /// - Source: PostgreSQL 15 manual, "PostgreSQL Error Codes".
    init(_ result: PostgresResult, isWrite: Bool) {
      // libpq's own error, which has no code, is a connection that broke.
      guard let state = result.field(.sqlState), result.field(.severity) == "ERROR" else {
        self = .lost
        return
      }
      switch state {
      case "40001", "40P01": self = .again
      // A statement kept by the connection is gone or no longer fits the schema: a new connection prepares it anew.
      case "26000": self = .lost
      case "0A000" where result.field(.function) == "RevalidateCachedQuery": self = .lost
      case "25006": self = isWrite ? .lost : .refused(SQLFault.invalid("a body that reads may not write"))
      case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03": self = .lost
      default: self = state.hasPrefix("08") ? .lost : .refused(PostgresTrouble.fault(state, result))
      }
    }

    private static func fault(_ state: String, _ result: PostgresResult) -> SQLFault {
      switch state {
      case "23505": .constraint("unique \(columns(result))")
      case "23514": .constraint("check \(result.field(.constraint) ?? "")")
      case "23502": .constraint("not null \(result.field(.table) ?? "").\(result.field(.column) ?? "")")
      case "23503": .constraint("foreign key")
      case "23P01": .constraint("exclusion \(result.field(.constraint) ?? "")")
      case "42P01": .missingTable(quoted(result.field(.message)) ?? "PostgreSQL \(state)")
      case "55P03": .busy
      case "57014": .deadline
      case "53100": .diskFull
      case "53300": .busy
      case "XX001", "XX002": .damaged("PostgreSQL \(state)")
      case _ where state.hasPrefix("58"): .inputOutput("PostgreSQL \(state)")
      // These speak of the statement's own text and the schema's names, never of a bound value.
      case _ where state.hasPrefix("42"): .invalid("\(result.field(.message) ?? "") (PostgreSQL \(state))")
      default: .invalid("PostgreSQL \(state)")
      }
    }

    /// The columns as SQLite names them, `booking.slot, booking.carer`; the constraint's name where the server does not
    /// tell them.
    ///
    /// The DETAIL reads `Key (slot, carer)=(1, 2) already exists.` in every language: what stands before `)=(` are names.
    private static func columns(_ result: PostgresResult) -> String {
      let constraint = result.field(.constraint) ?? ""
      guard let table = result.field(.table), let detail = result.field(.detail),
        let start = detail.firstIndex(of: "("), let end = detail.range(of: ")=(")?.lowerBound, start < end
      else { return constraint }
      let names = detail[detail.index(after: start)..<end].split(separator: ", ")
      return names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// The name between the first and the last quote of a message.
    private static func quoted(_ message: String?) -> String? {
      guard let message, let start = message.firstIndex(of: "\""), let end = message.lastIndex(of: "\""), start < end
      else { return nil }
      return String(message[message.index(after: start)..<end])
    }
  }
#endif
