import Foundation

/// One thread that carries letters to the mail server, one after another.
///
/// libcurl blocks while it talks, and two blocked threads of the cooperative pool would stop the whole program.
final class SMTPLane: @unchecked Sendable {
  // Unchecked: `jobs` and `isClosed` are only touched while `condition` is held; the connection never leaves the thread.
  private typealias Job = (errand: SMTPErrand, answer: @Sendable (SMTPOutcome) -> Void)

  private let settings: SMTPSettings
  private let condition = NSCondition()
  private var jobs: [Job] = []
  private var isClosed = false

  init(settings: SMTPSettings) {
    self.settings = settings
  }

  /// Starts the thread, which holds the lane until it is closed.
  func start() {
    let thread = Thread { self.work() }
    thread.name = "breather-smtp"
    thread.start()
  }

  /// Puts an errand at the end of the queue. `answer` is called once, on the lane's thread or on the caller's.
  func enqueue(_ errand: SMTPErrand, answer: @escaping @Sendable (SMTPOutcome) -> Void) {
    condition.lock()
    let refused = isClosed
    if !refused { jobs.append((errand, answer)) }
    condition.signal()
    condition.unlock()
    if refused { answer(Self.closedOutcome) }
  }

  /// Lets the letter under way finish and answers those that wait `unreachable`. Does not block.
  func close() {
    condition.lock()
    isClosed = true
    let waiting = jobs
    jobs = []
    condition.signal()
    condition.unlock()
    for job in waiting { job.answer(Self.closedOutcome) }
  }

  private static let closedOutcome = SMTPOutcome.unreachable(say: "The sender is closing; no letter goes out any more.")

  private func work() {
    blockSIGPIPE()
    let connection = SMTPConnection(settings: settings)
    while let job = next() {
      job.answer(connection.run(job.errand))
    }
    connection.drop()
  }

  private func next() -> Job? {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty && !isClosed { condition.wait() }
    return jobs.isEmpty ? nil : jobs.removeFirst()
  }

  /// With NOSIGNAL libcurl leaves SIGPIPE to us, and OpenSSL's plain `write` to a closed connection would end the
  /// program. Blocked on this thread only, it becomes an error libcurl reports.
  private func blockSIGPIPE() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
