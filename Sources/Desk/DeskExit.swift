/// How a command of the phone desk ended, for scripts.
package enum DeskExit: Int32, Sendable, CaseIterable {
  /// It was done.
  case done = 0
  /// Something on this computer is in the way, such as a file that cannot be written.
  case troubleHere = 1
  /// Nobody is signed in, or the sign-in has ended.
  case notSignedIn = 3
  /// The server knows you, and your roles may not do this.
  case notAllowed = 4
  /// It is not there, or not yours.
  case notFound = 5
  /// The state of things says no, such as a date that is full.
  case refused = 6
  /// Something that was typed is not right.
  case wrongInput = 7
  /// The server could not be reached, or did not answer in time.
  case unreachable = 8
  /// The server had a fault or was too busy.
  case serverFault = 9
  /// You were asked, and you said no.
  case stopped = 10
  /// The words of the command are not right.
  case usage = 64

  /// What an HTTP status of the server means for a script.
  package init(status: Int) {
    self =
      switch status {
      case 200..<300: .done
      case 401: .notSignedIn
      case 403: .notAllowed
      case 404: .notFound
      case 409, 412: .refused
      case 429, 500...: .serverFault
      default: .wrongInput
      }
  }

  /// A few words for `--help`.
  package var words: String {
    switch self {
    case .done: "done"
    case .troubleHere: "something on this computer is in the way"
    case .notSignedIn: "not signed in"
    case .notAllowed: "your roles may not do this"
    case .notFound: "not there, or not yours"
    case .refused: "refused as things stand, such as a full date"
    case .wrongInput: "something typed is not right"
    case .unreachable: "the server could not be reached"
    case .serverFault: "the server had a fault or was too busy"
    case .stopped: "you were asked and said no"
    case .usage: "the words of the command are not right"
    }
  }

  /// The list that every `--help` of the desk ends with.
  static let help: String =
    "Exit codes: " + allCases.map { "\($0.rawValue) \($0.words)" }.joined(separator: "; ") + "."
}

/// Why a command stopped, in kind sentences for the person at the desk.
struct DeskFault: Error {
  let exit: DeskExit
  /// One line each; never anything about a carer.
  let sentences: [String]
  /// The server's own words, for `--json`.
  let document: [UInt8]
  /// The server's stable code, when it gave one.
  let code: String?

  init(_ exit: DeskExit, _ sentences: String..., document: [UInt8] = [], code: String? = nil) {
    self.init(exit, sentences: sentences, document: document, code: code)
  }

  init(_ exit: DeskExit, sentences: [String], document: [UInt8] = [], code: String? = nil) {
    self.exit = exit
    self.sentences = sentences
    self.document = document
    self.code = code
  }
}
