#if Postgres
  import Synchronization

  /// One caller's unit of work.
  final class PostgresUnit: Sendable {
    let isWrite: Bool
    /// When the caller must have an answer.
    let deadline: Deadline
    /// Runs the body and keeps what it returns; may run more than once.
    let attempt: @Sendable (PostgresTransaction) throws -> Void
    /// Gives the caller what was kept, or the error; called once.
    let answer: @Sendable ((any Error)?) -> Void
    private let isForgotten = Atomic<Bool>(false)

    init(
      isWrite: Bool, deadline: Deadline, attempt: @escaping @Sendable (PostgresTransaction) throws -> Void,
      answer: @escaping @Sendable ((any Error)?) -> Void
    ) {
      (self.isWrite, self.deadline, self.attempt, self.answer) = (isWrite, deadline, attempt, answer)
    }

    /// The caller no longer wants it; it will not begin if it has not.
    func forget() { isForgotten.store(true, ordering: .relaxed) }

    var isWanted: Bool { !isForgotten.load(ordering: .relaxed) }
  }
#endif
