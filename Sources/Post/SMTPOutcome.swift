/// What became of one letter. `say` is a sentence for an operator; it never holds an address or words of the letter.
package enum SMTPOutcome: Sendable, Equatable {
  /// The server took the letter into its care.
  case sent
  /// Try again later. Code 421 means: let the whole server rest; 452 and 552 (full mailbox or disk): wait long.
  ///
  /// 5xx codes appear here when the server refused *us* before it heard of the letter, which says nothing about it.
  case temporary(code: Int, say: String)
  /// Never try again. `atRecipient`: the address is bad; otherwise the letter itself was refused, which is worth an
  /// alarm. Code 0: we refused it ourselves and no byte left this machine.
  case permanent(code: Int, atRecipient: Bool, say: String)
  /// User, password or their absence were refused: all letters wait until the configuration is mended.
  case loginRefused(code: Int, say: String)
  /// No letter can have been taken: the conversation never came as far as its first byte.
  case unreachable(say: String)
  /// The letter was handed over but the answer was lost: try again with the same message id; it may arrive twice.
  case unknown(say: String)

  /// The sentence for an operator; nil when the letter was sent.
  package var say: String? {
    switch self {
    case .sent: nil
    case .temporary(_, let say), .permanent(_, _, let say), .loginRefused(_, let say), .unreachable(let say),
      .unknown(let say):
      say
    }
  }
}
