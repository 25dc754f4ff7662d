#if Postgres
  import Dispatch
  import Foundation
  import SQL
  import Synchronization

  /// Threads of our own, one connection each, and the callers who wait for one.
  ///
  /// A body blocks its thread while the server works, so it must never be one of those that all tasks share.
  final class PostgresPool: Sendable {
    private struct State {
      var waiting: [PostgresUnit] = []
      var idle: [PostgresThread] = []
      var threads = 0
      var isClosed = false
      var isTimerSet = false
      var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// How many units may wait for a connection.
    private static let waitingMax = 256

    private let threadsMax: Int
    private let makeLane: @Sendable () -> PostgresLane
    private let state = Mutex(State())
    private let timer = DispatchQueue(label: "breather.postgres.waiting")

    /// - Parameter makeLane: makes a thread's lane, on that thread.
    init(threadsMax: Int, makeLane: @escaping @Sendable () -> PostgresLane) {
      self.threadsMax = threadsMax
      self.makeLane = makeLane
    }

    /// How many units wait for a connection.
    var waiting: Int { state.withLock { $0.waiting.count } }

    private enum Taken {
      case by(PostgresThread)
      case byNew
      case waits(setTimer: Bool)
    }

    /// Takes a unit; it will be answered, whatever becomes of the task that asked.
    ///
    /// - Throws: `SQLFault.closed`, or `.busy` when too many wait already.
    func add(_ unit: PostgresUnit) throws(SQLFault) {
      let taken = try state.withLock { state throws(SQLFault) -> Taken in
        guard !state.isClosed else { throw .closed }
        if let thread = state.idle.popLast() { return .by(thread) }
        if state.threads < threadsMax {
          state.threads += 1
          return .byNew
        }
        guard state.waiting.count < PostgresPool.waitingMax else { throw .busy }
        state.waiting.append(unit)
        defer { state.isTimerSet = true }
        return .waits(setTimer: !state.isTimerSet)
      }
      switch taken {
      case .by(let thread): thread.hand(unit)
      case .byNew: PostgresThread(self, makeLane).start(with: unit)
      case .waits(let setTimer): if setTimer { watch(unit.deadline) }
      }
    }

    /// What a thread does next: the unit that has waited longest; nil when it must end or wait to be handed one.
    func next(for thread: PostgresThread) -> PostgresThread.Next {
      state.withLock { state in
        if !state.waiting.isEmpty { return .unit(state.waiting.removeFirst()) }
        if state.isClosed { return .end }
        state.idle.append(thread)
        return .wait
      }
    }

    /// A thread has closed its connection and ends.
    func ended() {
      let closers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        state.threads -= 1
        guard state.threads == 0, state.isClosed else { return [] }
        defer { state.closers = [] }
        return state.closers
      }
      for closer in closers { closer.resume() }
    }

    /// Takes nothing new; threads end once nobody waits.
    func shut() {
      let idle = state.withLock { state in
        state.isClosed = true
        defer { state.idle = [] }
        return state.idle
      }
      for thread in idle { thread.hand(nil) }
    }

    /// Shuts, and waits until all threads have ended.
    func close() async {
      shut()
      await withCheckedContinuation { continuation in
        let isEmpty = state.withLock { state in
          if state.threads > 0 { state.closers.append(continuation) }
          return state.threads == 0
        }
        if isEmpty { continuation.resume() }
      }
    }

    /// Answers those whose time is up while they wait: the threads may all be held by bodies that take long.
    private func watch(_ deadline: Deadline) {
      let left = deadline.left + .milliseconds(1)
      timer.asyncAfter(deadline: .now() + left / .seconds(1)) { [weak self] in self?.refuseLate() }
    }

    private func refuseLate() {
      // Each unit is judged once: time goes on between two looks, and one that is dropped must be answered.
      let (late, next) = state.withLock { state in
        var late: [PostgresUnit] = []
        var waiting: [PostgresUnit] = []
        for unit in state.waiting {
          if unit.deadline.isPast { late.append(unit) } else { waiting.append(unit) }
        }
        state.waiting = waiting
        state.isTimerSet = !waiting.isEmpty
        return (late, waiting.map(\.deadline).min())
      }
      for unit in late { unit.answer(SQLFault.busy) }
      if let next { watch(next) }
    }
  }

  /// One thread of the pool.
  final class PostgresThread: Sendable {
    /// What the pool tells a thread that has nothing to do.
    enum Next {
      case unit(PostgresUnit)
      case wait
      case end
    }

    private let pool: PostgresPool
    private let makeLane: @Sendable () -> PostgresLane
    private let wake = DispatchSemaphore(value: 0)
    private let handed = Mutex<PostgresUnit?>(nil)

    init(_ pool: PostgresPool, _ makeLane: @escaping @Sendable () -> PostgresLane) {
      self.pool = pool
      self.makeLane = makeLane
    }

    /// Gives the waiting thread a unit, or nil to end it.
    func hand(_ unit: PostgresUnit?) {
      handed.withLock { $0 = unit }
      wake.signal()
    }

    func start(with unit: PostgresUnit) {
      let thread = Thread { [self] in work(unit) }
      thread.name = "postgres"
      thread.start()
    }

    private func work(_ first: PostgresUnit) {
      do {
        let lane = makeLane()
        var unit: PostgresUnit? = first
        while let present = unit {
          present.answer(present.deadline.isPast ? SQLFault.busy : lane.serve(present))
          unit = next()
        }
      }
      // The lane is gone by now, and its connection with it.
      pool.ended()
    }

    private func next() -> PostgresUnit? {
      switch pool.next(for: self) {
      case .unit(let unit): return unit
      case .end: return nil
      case .wait:
        wake.wait()
        return handed.withLock { handed in
          defer { handed = nil }
          return handed
        }
      }
    }
  }
#endif
