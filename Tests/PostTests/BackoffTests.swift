import Breaks
import Foundation
import Testing

@testable import Post
@testable import Store

/// When a letter that did not go is tried again.
@Suite struct BackoffTests {
  private let now = Instant(millis: 1_795_426_200_000)

  @Test(arguments: [
    (0, 60), (1, 60), (2, 120), (3, 300), (4, 600), (5, 1800), (6, 3600), (7, 3600), (28, 3600),
  ])
  func `a letter waits longer after each try`(tries: Int, seconds: Int) {
    #expect(
      Backoff.again(letter(tries: tries), trouble: "busy", now: now) { _ in [0] }
        == .again(at: now.adding(seconds: seconds), trouble: "busy"))
  }

  @Test(arguments: [(1, 60, 72), (5, 1800, 2160), (28, 3600, 4320)])
  func `chance adds less than a fifth of the wait`(tries: Int, least: Int, most: Int) throws {
    let outcome = Backoff.again(letter(tries: tries), trouble: "busy", now: now) { _ in [255] }
    guard case .again(let at, _) = outcome else {
      Issue.record("given up")
      return
    }
    #expect(at > now.adding(seconds: least))
    #expect(at < now.adding(seconds: most))
  }

  @Test(arguments: [29, 30, 100])
  func `after a day it is given up`(tries: Int) {
    #expect(
      Backoff.again(letter(tries: tries), trouble: "busy", now: now) { _ in [0] } == .failed(trouble: "busy"))
  }

  @Test(arguments: [1, 29, 60])
  func `a letter that is soon useless is tried every ten seconds`(tries: Int) {
    let code = letter(tries: tries, expiresAt: now.adding(seconds: 600))
    #expect(
      Backoff.again(code, trouble: "busy", now: now) { _ in [255] }
        == .again(at: now.adding(seconds: 10), trouble: "busy"))
  }

  @Test(arguments: [
    SMTPOutcome.temporary(code: 421, say: "busy"), .loginRefused(code: 535, say: "busy"), .unreachable(say: "busy"),
    .unknown(say: "busy"),
  ])
  func `what says nothing about the letter is tried again`(answer: SMTPOutcome) {
    #expect(
      Backoff.outcome(of: answer, letter(tries: 1), now: now) { _ in [0] }
        == .again(at: now.adding(seconds: 60), trouble: "busy"))
  }

  @Test(arguments: [true, false])
  func `a letter that is refused for good is not tried again`(atRecipient: Bool) {
    let answer = SMTPOutcome.permanent(code: 550, atRecipient: atRecipient, say: "no such mailbox")
    #expect(
      Backoff.outcome(of: answer, letter(tries: 1), now: now) { _ in [0] } == .failed(trouble: "no such mailbox"))
    #expect(Backoff.outcome(of: .sent, letter(tries: 1), now: now) { _ in [0] } == .sent)
  }

  private func letter(tries: Int, expiresAt: Instant? = nil) -> DueLetter {
    DueLetter(
      id: ID(UUID.v7(at: now, chance: Array(repeating: 7, count: 10))), kind: .bookingConfirmed, area: nil,
      messageID: "a@letters.breather.invalid", tries: tries, expiresAt: expiresAt, createdAt: now)
  }
}
