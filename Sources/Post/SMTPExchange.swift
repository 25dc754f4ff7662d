import CCurl

/// One letter on its way: its bytes, how far the conversation came, and the server's last reply.
///
/// Used by one thread only: the callbacks run inside `curl_easy_perform` on the sender's own thread.
final class SMTPExchange {
  private let handle: UnsafeMutableRawPointer
  private let bytes: [UInt8]
  private let patienceSeconds: Int
  private var offset = 0
  private(set) var stage = SMTPStage.connecting
  /// The last reply's code; 0 before the first.
  private(set) var code = 0
  private(set) var status: String?
  private var isLeaving = false

  /// - Parameter patienceSeconds: how long to wait for the answer after the letter's last line.
  init(handle: UnsafeMutableRawPointer, bytes: [UInt8], patienceSeconds: Int) {
    self.handle = handle
    self.bytes = bytes
    self.patienceSeconds = patienceSeconds
  }

  /// Gives libcurl the next bytes. libcurl asks only after the server's 354, so the stage is certain.
  func read(into buffer: UnsafeMutablePointer<CChar>, max: Int) -> Int {
    let count = min(max, bytes.count - offset)
    bytes.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(start: buffer, count: max)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count]))
    }
    offset += count
    stage = offset == bytes.count ? .afterLetter : .letter
    if stage == .afterLetter {
      // A server may think long over a whole letter, and giving up early makes duplicates. An option libcurl would
      // refuse here leaves the shorter wait, which is safe.
      _ = breather_curl_set_long(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, patienceSeconds)
    }
    return count
  }

  /// Follows the conversation by what goes out and comes in. Only verbs and numbers are kept.
  ///
  /// The reply to our QUIT says nothing about the letter, so nothing counts any more once we take our leave.
  func notice(_ kind: curl_infotype, _ line: UnsafeBufferPointer<UInt8>) {
    if isLeaving { return }
    if kind == CURLINFO_HEADER_OUT {
      if line.starts(with: "QUIT".utf8) { isLeaving = true }
      stage = Self.stage(afterCommand: line) ?? stage
    } else if kind == CURLINFO_HEADER_IN {
      noticeProgress()
      code = Int(String(decoding: line.prefix(3), as: UTF8.self)) ?? 0
      status = Self.enhancedStatus(in: line)
    }
  }

  /// Sees whether the connection stands by now. libcurl calls this at least once a second.
  ///
  /// libcurl counts greeting, encryption and login as connecting. A server may take its time over those (Postfix greets
  /// after six seconds, Exchange holds back a refused login for five), so from here on only the wait for each answer and
  /// for the whole letter count.
  func noticeProgress() {
    var connectMicroseconds: curl_off_t = 0
    guard stage == .connecting,
      breather_curl_get_off_t(handle, CURLINFO_CONNECT_TIME_T, &connectMicroseconds) == CURLE_OK,
      connectMicroseconds > 0
    else { return }
    stage = .greeting
    _ = breather_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, patienceSeconds * 1000)
  }

  private static func stage(afterCommand line: UnsafeBufferPointer<UInt8>) -> SMTPStage? {
    switch String(decoding: line.prefix(4), as: UTF8.self) {
    case "EHLO", "HELO": .hello
    case "STAR": .encrypting
    case "AUTH": .login
    case "MAIL": .sender
    case "RCPT": .recipient
    case "DATA": .data
    case "NOOP": .command
    default: nil
    }
  }

  /// "5.1.1" out of "550 5.1.1 no such person": at most three runs of one to three digits, so never anything personal.
  /// Source: RFC 3463, section 2.
  private static func enhancedStatus(in line: UnsafeBufferPointer<UInt8>) -> String? {
    let text = line.dropFirst(4).prefix(12).prefix { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }
    let runs = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isDigits: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard runs.count == 3, runs[0].count == 1,
      runs.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(isDigits) })
    else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}
