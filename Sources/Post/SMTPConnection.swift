import CCurl

/// What to say to the mail server.
enum SMTPErrand: Sendable {
  case letter([UInt8], from: String, to: String)
  /// Connect, greet, log in, NOOP, QUIT.
  case probe
}

/// One libcurl handle and the connection it keeps open from letter to letter.
///
/// Belongs to one thread. libcurl itself drops a connection that was idle for 118 seconds or that the server closed.
final class SMTPConnection {
  private let settings: SMTPSettings
  private var handle: UnsafeMutableRawPointer?

  init(settings: SMTPSettings) {
    self.settings = settings
  }

  deinit {
    drop()
  }

  /// Runs one errand to its end.
  ///
  /// A kept connection may have died unnoticed. If it did before the letter went out, nothing was taken, and a fresh
  /// connection gets one try at once.
  func run(_ errand: SMTPErrand) -> SMTPOutcome {
    let first = converse(errand)
    guard first.verdict.outcome != .sent else { return .sent }
    drop()
    guard first.wasReused, first.verdict.mayHaveBeenStale else { return first.verdict.outcome }
    let second = converse(errand)
    if second.verdict.outcome != .sent { drop() }
    return second.verdict.outcome
  }

  /// Says goodbye and forgets the handle.
  func drop() {
    if let handle { curl_easy_cleanup(handle) }
    handle = nil
  }

  private func converse(_ errand: SMTPErrand) -> (verdict: SMTPVerdict, wasReused: Bool) {
    if handle == nil { handle = curl_easy_init() }
    guard let handle else { return (SMTPVerdict(curl: CURLE_FAILED_INIT, code: 0, stage: .connecting), false) }
    // Forgets the last letter's options; keeps the connection.
    curl_easy_reset(handle)

    var bytes: [UInt8] = []
    if case .letter(let letter, _, _) = errand { bytes = letter }
    let exchange = SMTPExchange(handle: handle, bytes: bytes, patienceSeconds: settings.timeouts.totalSeconds)
    return withExtendedLifetime(exchange) {
      var options = CurlOptions(handle: handle)
      options.setServer(settings)
      options.setCallbacks(of: exchange)
      let recipients = options.setErrand(errand)
      defer { curl_slist_free_all(recipients) }
      guard options.refused == nil else {
        return (SMTPVerdict(curl: options.refused ?? CURLE_FAILED_INIT, code: 0, stage: .connecting), false)
      }
      let result = curl_easy_perform(handle)
      exchange.noticeProgress()
      let verdict = SMTPVerdict(curl: result, code: exchange.code, stage: exchange.stage, status: exchange.status)
      return (verdict, isZero(CURLINFO_NUM_CONNECTS, on: handle))
    }
  }

  private func isZero(_ field: CURLINFO, on handle: UnsafeMutableRawPointer) -> Bool {
    var value = 1
    return breather_curl_get_long(handle, field, &value) == CURLE_OK && value == 0
  }
}

extension SMTPVerdict {
  /// The connection broke, or the server said goodbye (421), before it asked for the letter.
  fileprivate var mayHaveBeenStale: Bool {
    stage < .letter && curl != CURLE_OPERATION_TIMEDOUT && (code < 400 || code == 421)
  }
}
