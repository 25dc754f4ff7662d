/// How much the engine takes on at once, and how long anything may take.
package struct SQLiteLimits: Sendable {
  /// Most units of work that share one COMMIT; 1 gives each its own.
  package var groupMax = 64
  /// Most units that wait for the writer; the next is refused with `SQLFault.busy` at once.
  package var writesWaitingMax = 1_024
  /// Most reads that wait for one of the four reading connections; the next is refused with `SQLFault.busy` at once.
  package var readsWaitingMax = 1_024
  /// How long a unit or a read may wait for its turn; it is then refused with `SQLFault.busy`, and never begun.
  package var waitMax = Duration.seconds(5)
  /// How long a read may take once begun; it is then ended with `SQLFault.deadline`. Nil for `backup` and `doctor`, which
  /// read all there is.
  package var readMax: Duration? = .seconds(5)
  /// The length of the write-ahead log, in bytes, from which readers stand back for a moment so that it can be emptied.
  package var logBytesMax: Int64 = 64 << 20
  /// The size beyond which the file does not grow, in bytes; a write then throws `SQLFault.diskFull`. Nil: no limit.
  package var bytesMax: Int64?
  /// A clock that never steps back.
  package var now: @Sendable () -> ContinuousClock.Instant = { .now }

  /// What `serve` uses.
  package init() {}

  /// For `backup` and `doctor`, which may take as long as they need.
  package static var patient: SQLiteLimits {
    var limits = SQLiteLimits()
    limits.readMax = nil
    return limits
  }
}
