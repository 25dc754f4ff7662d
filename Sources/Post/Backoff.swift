import Breaks
import Store

/// When a letter that did not go is tried again: after 1, 2, 5, 10 and 30 minutes, then hourly for a day.
enum Backoff {
  private static let minutes = [1, 2, 5, 10, 30]
  private static let triesMax = minutes.count + 24

  /// What a mail server's answer means for a letter.
  static func outcome(
    of answer: SMTPOutcome, _ due: DueLetter, now: Instant, chance: (Int) -> [UInt8]
  ) -> LetterOutcome {
    switch answer {
    case .sent: .sent
    case .permanent(_, _, let say): .failed(trouble: say)
    case .temporary(_, let say), .loginRefused(_, let say), .unreachable(let say), .unknown(let say):
      again(due, trouble: say, now: now, chance)
    }
  }

  /// Tries again later, or gives up after a day; up to a fifth of the wait is chance, so that letters do not march in
  /// step. A letter that is soon useless, such as a sign-in code, is tried every ten seconds.
  static func again(_ due: DueLetter, trouble: String, now: Instant, _ chance: (Int) -> [UInt8]) -> LetterOutcome {
    if due.expiresAt != nil { return .again(at: now.adding(seconds: 10), trouble: trouble) }
    guard due.tries < triesMax else { return .failed(trouble: trouble) }
    let wait = 60 * (due.tries <= minutes.count ? minutes[max(due.tries, 1) - 1] : 60)
    let jitter = Int(chance(1).first ?? 0) * wait / 5 / 256
    return .again(at: now.adding(seconds: wait + jitter), trouble: trouble)
  }
}
