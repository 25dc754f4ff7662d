import CCurl

/// Hands letters to a mail server, one recipient each, over one kept connection on a thread of its own.
///
/// Several senders may run side by side. Letters given to one sender go out in the order they were given.
package final class SMTPSender: Sendable {
  /// libcurl's own start, once in the life of the program and before any of our threads uses it.
  private static let curlIsReady = breather_curl_global_init() == CURLE_OK

  private let lane: SMTPLane

  /// Starts the thread; connects with the first letter.
  package init(settings: SMTPSettings) {
    lane = SMTPLane(settings: settings)
    if Self.curlIsReady {
      lane.start()
    } else {
      lane.close()
    }
  }

  deinit {
    lane.close()
  }

  /// Sends one letter to one person and waits for the server's word.
  ///
  /// The wait is not cut short when the task is cancelled: a letter half handed over cannot be taken back, and the
  /// time-outs of `SMTPSettings` bound it.
  /// - Parameters:
  ///   - message: from `MIME.bytes(of:)`; every line ends in CRLF and has at most 998 bytes.
  ///   - from: the bare address bounces go to.
  ///   - to: the bare address of the one recipient.
  /// - Returns: `permanent` with code 0, before any byte leaves, when an address or the letter could break out of its
  ///   place in the conversation.
  package func send(_ message: [UInt8], from: String, to: String) async -> SMTPOutcome {
    do throws(MailFault) {
      try MailAddress(address: from).check(as: .from)
    } catch {
      return .permanent(code: 0, atRecipient: false, say: error.description)
    }
    do throws(MailFault) {
      try MailAddress(address: to).check(as: .to)
    } catch {
      return .permanent(code: 0, atRecipient: true, say: error.description)
    }
    guard Self.isWellFormed(message) else {
      return .permanent(
        code: 0, atRecipient: false, say: "The letter has a line that does not end in CRLF, or too long.")
    }
    return await run(.letter(message, from: from, to: to))
  }

  /// Connects, greets, logs in if there is a login, and takes its leave. Sends nothing and names no one.
  /// - Returns: `sent` when all is well; otherwise the outcome a letter would have had, with the reason in words.
  package func probe() async -> SMTPOutcome {
    await run(.probe)
  }

  /// Takes no more letters; the one under way is finished, those that wait are answered `unreachable`. Does not wait.
  package func close() {
    lane.close()
  }

  private func run(_ errand: SMTPErrand) async -> SMTPOutcome {
    await withCheckedContinuation { continuation in
      lane.enqueue(errand) { continuation.resume(returning: $0) }
    }
  }

  /// A lone CR or LF lets a letter speak SMTP itself, and libcurl doubles leading dots only after CRLF.
  private static func isWellFormed(_ message: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    var length = 0
    for byte in message {
      if (byte == 0x0A) != (previous == 0x0D) || byte == 0 { return false }
      length = byte == 0x0A ? 0 : length + 1
      if length > 999 { return false }
      previous = byte
    }
    return previous == 0x0A
  }
}
