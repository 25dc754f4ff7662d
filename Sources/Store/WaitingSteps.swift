import Breaks
import SQL

/// What happened to parties in waiting lists, step by step; never changed.
extension WaitingStore {
  /// Adds a step.
  package func add(_ step: WaitingStep, to entry: ID<WaitingEntry>) throws {
    let columns = StepColumns(step.what)
    try tx.sql.execute(
      """
      INSERT INTO waiting_step (entry_id, position, at, what, needed, free, detail, until_at)
      SELECT $1, COALESCE(MAX(position), 0) + 1, $2, $3, $4, $5, $6, $7 FROM waiting_step WHERE entry_id = $1
      """,
      [
        .id(entry), .at(step.at), .text(step.what.code), .numberIfAny(columns.needed), .numberIfAny(columns.free),
        .textIfAny(columns.detail), .atIfAny(columns.until),
      ])
  }

  /// The last thing that happened to an entry.
  package func lastStep(of entry: ID<WaitingEntry>) throws -> WaitingStep? {
    try tx.sql.first(
      """
      SELECT at, what, needed, free, detail, until_at FROM waiting_step
      WHERE entry_id = $1
      ORDER BY position DESC
      LIMIT 1
      """, [.id(entry)]
    ).map(WaitingStore.step)
  }

  /// All that happened to some entries, the first first.
  package func steps(of entries: [ID<WaitingEntry>]) throws -> [ID<WaitingEntry>: [WaitingStep]] {
    guard !entries.isEmpty else { return [:] }
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT entry_id, at, what, needed, free, detail, until_at FROM waiting_step
      WHERE entry_id IN (\(arguments.list(entries.map { .id($0) })))
      ORDER BY entry_id, position
      """, arguments.values
    ).reduce(into: [:]) { steps, row in steps[try row.id("entry_id"), default: []].append(try WaitingStore.step(row)) }
  }

  private static func step(_ row: SQLRow) throws -> WaitingStep {
    WaitingStep(at: try row.at("at"), what: try event(row))
  }

  private static func event(_ row: SQLRow) throws -> WaitingEvent {
    switch try row.text("what") {
    case "joined": .joined(people: try row.number("needed"), ahead: try row.number("free"))
    case "no_room":
      .noRoom(RoomShort(of: try row.word("detail"), needed: try row.number("needed"), free: try row.number("free")))
    case "not_eligible": .notEligible(code: try row.text("detail"))
    case "offered": .offered(until: try row.at("until_at"), by: try row.word("detail"))
    case "turned_down": .turnedDown
    case "ran_out": .ranOut
    case "booked": .booked
    case "declined": .declined
    case "left": .left
    case "over": .over
    default: throw StoreFault.unreadable(column: "waiting_step.what")
    }
  }
}

/// The particulars of a step, as its row has them; of who joined, `free` is how many were before them.
private struct StepColumns {
  var needed: Int?
  var free: Int?
  var detail: String?
  var until: Instant?

  init(_ event: WaitingEvent) {
    switch event {
    case .joined(let people, let ahead): (needed, free) = (people, ahead)
    case .noRoom(let short): (needed, free, detail) = (short.needed, short.free, short.of.rawValue)
    case .notEligible(let code): detail = code
    case .offered(let end, let way): (until, detail) = (end, way.rawValue)
    case .turnedDown, .ranOut, .booked, .declined, .left, .over: return
    }
  }
}
