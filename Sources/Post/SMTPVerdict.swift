import CCurl

/// How far a conversation came.
enum SMTPStage: Int, Comparable, Sendable {
  case connecting, greeting, hello, encrypting, login, sender, recipient, data, letter, afterLetter, command

  static func < (one: SMTPStage, other: SMTPStage) -> Bool { one.rawValue < other.rawValue }

  /// The step in words, to follow "while" or "after".
  var words: String {
    switch self {
    case .connecting: "connecting"
    case .greeting: "waiting for its greeting"
    case .hello: "introducing ourselves"
    case .encrypting: "starting encryption"
    case .login: "logging in"
    case .sender: "naming the sender"
    case .recipient: "naming the recipient"
    case .data: "announcing the letter"
    case .letter: "handing over the letter"
    case .afterLetter: "waiting for its word on the letter"
    case .command: "asking whether it is well"
    }
  }
}

/// What one conversation left behind, and what that means for the letter.
struct SMTPVerdict {
  /// libcurl's result.
  var curl: CURLcode
  /// The server's last reply code; 0 when it gave none.
  var code: Int
  var stage: SMTPStage
  /// The server's enhanced status ("5.1.1"), when it gave one. Its own words are dropped: they often hold the address.
  var status: String?

  /// Judges by the reply code first, libcurl's result second.
  ///
  /// Before the server asked for the letter (354) nothing can have been taken, so a lost connection there is
  /// `unreachable`; after that it is `unknown`, since libcurl cannot tell a cut in the letter from one after it.
  var outcome: SMTPOutcome {
    if curl == CURLE_OK { return .sent }
    if stage == .afterLetter && (200..<300).contains(code) { return .sent }
    switch code {
    case 500..<600 where stage == .login || Self.loginCodes.contains(code):
      return .loginRefused(code: code, say: "The mail server refuses our login, or wants one (\(reply)).")
    case 552:
      return .temporary(code: code, say: "The mail server or mailbox is full (\(reply) while \(stage.words)).")
    case 400..<500:
      return .temporary(code: code, say: "The mail server put us off (\(reply) while \(stage.words)).")
    case 500..<600 where stage <= .sender || stage == .command:
      return .temporary(code: code, say: "The mail server refuses to talk to us (\(reply) while \(stage.words)).")
    case 500..<600:
      let what = stage == .recipient ? "the recipient" : stage == .sender ? "us as the sender" : "the letter"
      return .permanent(
        code: code, atRecipient: stage == .recipient, say: "The mail server refuses \(what) (\(reply)).")
    default:
      return withoutCode
    }
  }

  /// Login wanted, too weak, wrong, or only under encryption. Source: RFC 4954, section 6.
  private static let loginCodes: Set<Int> = [530, 534, 535, 538]

  private var reply: String { status.map { "\(code) \($0)" } ?? "\(code)" }

  private var withoutCode: SMTPOutcome {
    if curl == CURLE_LOGIN_DENIED {
      return .loginRefused(code: code, say: "The mail server offers no way to log in that we know.")
    }
    if stage >= .letter && stage != .command {
      let how = curl == CURLE_OPERATION_TIMEDOUT ? "gave no answer in time" : "broke the connection"
      return .unknown(say: "The mail server \(how) while \(stage.words); the letter may have arrived.")
    }
    return .unreachable(say: whyUnreachable)
  }

  private var whyUnreachable: String {
    switch curl {
    case CURLE_COULDNT_RESOLVE_HOST: "The mail server's name is not known to DNS."
    case CURLE_COULDNT_CONNECT: "Nothing accepts connections at the mail server's address and port."
    case CURLE_USE_SSL_FAILED: "The mail server does not offer encryption (STARTTLS), and we may not send without."
    case CURLE_PEER_FAILED_VERIFICATION: "The mail server's certificate does not fit its name or is not trusted."
    case CURLE_SSL_CONNECT_ERROR: "Encryption with the mail server could not be agreed."
    case CURLE_SSL_CACERT_BADFILE: "This machine has no list of trusted certificates (install ca-certificates)."
    case CURLE_OPERATION_TIMEDOUT where stage == .connecting: "The mail server did not take our connection in time."
    case CURLE_OPERATION_TIMEDOUT: "The mail server gave no answer in time while \(stage.words)."
    case CURLE_UNSUPPORTED_PROTOCOL: "This machine's libcurl cannot speak SMTP."
    default:
      "The conversation with the mail server broke while \(stage.words) (libcurl \(curl.rawValue))."
    }
  }
}
