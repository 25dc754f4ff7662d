/// What a database may surprise us with; never a refusal, and never a person's value in it.
package enum SQLFault: Error, Sendable, Equatable {
  /// The database stayed locked by another for the engine's time-out; the whole unit may be tried again.
  case busy
  /// The unit took longer than it may; nothing of it was kept.
  case deadline
  /// The database server cannot be reached, or went away before COMMIT was sent; nothing of the unit was kept.
  case unreachable
  /// No space left; nothing of the unit was kept.
  case diskFull
  /// The disk did not read or write; the engine's name of the error.
  case inputOutput(String)
  /// The schema refused; the constraint's name, or its columns.
  case constraint(String)
  /// A table that the statement names is not there; its name, or what the engine says.
  case missingTable(String)
  /// A column is missing, ambiguous, NULL or of another form than wanted.
  case unexpectedColumn(name: String, wanted: SQLType, found: String)
  /// The statement or a value cannot be run as it is: our mistake.
  case invalid(String)
  /// The file is damaged, or is no database.
  case damaged(String)
  /// The database was migrated by a newer Breather.
  case newerSchema(found: Int, known: Int)
  /// The database was not migrated as far as this Breather needs.
  case olderSchema(found: Int, known: Int)
  /// A migration that was applied reads differently now.
  case editedMigration(number: Int, name: String)
  /// Another process holds the data folder; a whole sentence for people.
  case lockedByAnotherProcess(String)
  /// The database could not be opened, or not as safely as we demand; a whole sentence for people.
  case cannotOpen(String)
  /// The database is closed, or closing.
  case closed
  /// The answer to a COMMIT was lost: the unit is either wholly there or not at all. Look it up by its idempotency key.
  case outcomeUnknown
}

extension SQLFault {
  /// Whether it befell the database rather than one unit of work, and so outweighs what the body made of it.
  package var isOfDatabase: Bool {
    switch self {
    case .busy, .deadline, .unreachable, .diskFull, .inputOutput, .damaged, .cannotOpen: true
    default: false
    }
  }
}

extension SQLFault: CustomStringConvertible {
  /// One sentence for the log and for `doctor`.
  package var description: String {
    switch self {
    case .busy: "The database stayed busy too long."
    case .deadline: "The database took too long; nothing was kept."
    case .unreachable: "The database server cannot be reached; nothing was kept."
    case .diskFull: "The disk is full; nothing was kept."
    case .inputOutput(let what): "The disk failed: \(what)."
    case .constraint(let what): "The database refused by its constraint: \(what)."
    case .missingTable(let what): "A table is missing: \(what)."
    case .unexpectedColumn(let name, let wanted, let found):
      "Column \(name) was wanted as \(wanted.rawValue) but is: \(found)."
    case .invalid(let what): "The statement cannot be run: \(what)."
    case .damaged(let what): "The database is damaged: \(what)."
    case .newerSchema(let found, let known):
      "The database is at migration \(found), this breather knows only \(known). Use the newer breather."
    case .olderSchema(let found, let known):
      "The database is at migration \(found), this breather needs \(known). Run `breather migrate` first."
    case .editedMigration(let number, let name):
      "Migration \(number) (\(name)) was applied with other statements than this breather has for it."
    case .lockedByAnotherProcess(let sentence), .cannotOpen(let sentence): sentence
    case .closed: "The database is closed."
    case .outcomeUnknown: "The answer to a commit was lost; what it did is not known."
    }
  }
}
