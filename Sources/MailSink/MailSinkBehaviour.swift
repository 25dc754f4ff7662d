/// How the mail sink treats its clients; without changes, like a well-behaved server.
package struct MailSinkBehaviour: Sendable {
  /// A moment of the conversation at which something can go wrong.
  package enum Moment: Sendable, Hashable, CaseIterable {
    case greeting, hello, login, sender, recipient, data
    /// After the letter's final dot.
    case letter
    case noop
  }

  /// Where the connection breaks.
  package enum Cut: Sendable, Equatable {
    case atMoment(Moment)
    /// While the letter comes in; it is lost.
    case inLetter
    /// After the final dot, before the answer. `kept`: whether the letter was caught nevertheless.
    case afterLetter(kept: Bool)
  }

  /// Reply codes to refuse with, such as `[.recipient: 450]`. A refused greeting or a 421 also hangs up.
  package var refusals: [Moment: Int] = [:]
  /// When set, only this recipient is refused (compared without case), not all.
  package var onlyRecipient: String?
  /// When set, only the connection of this number is refused, 1 for the first, not all.
  package var onlyConnection: Int?
  package var cut: Cut?
  /// How long each answer takes, in milliseconds.
  package var delayMillis = 0
  /// When set, only answers at this moment are late.
  package var delayOnlyAt: Moment?
  /// The moment at which the server falls silent for good, keeping the connection open.
  package var silentAt: Moment?

  package init() {}
}

/// A letter as it came over the wire.
package struct CaughtLetter: Sendable {
  /// 1 for the first; letters that were refused are not counted.
  package let number: Int
  /// The address of MAIL FROM, without angle brackets.
  package let from: String
  /// The addresses of RCPT TO, in their order.
  package let to: [String]
  /// The letter's bytes, without the dots SMTP adds, lines ending in CRLF.
  package let bytes: [UInt8]
}
