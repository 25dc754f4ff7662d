import ArgumentParser
import Breaks
import Letters
import SQL
import Web

/// How a command ends that could not do what was asked: one kind sentence, and a code that scripts know.
struct Ending: Equatable {
  let sentence: String
  let code: Int32

  /// Something is wrong that is not one of the others.
  static let fault: Int32 = 1
  /// The input is not what it should be, such as a bad seed row (EX_DATAERR).
  static let data: Int32 = 65
  /// It is not done on this engine (EX_UNAVAILABLE).
  static let elsewhere: Int32 = 69
  /// A file is there already that would be lost (EX_CANTCREAT).
  static let there: Int32 = 73
  /// Another process is at work (EX_TEMPFAIL).
  static let held: Int32 = 75
  /// The settings or the key file are not right (EX_CONFIG).
  static let settings: Int32 = 78

  /// The codes, for `--help`.
  static let help =
    "Exit codes: 0 done; 1 something failed; 64 the command was written wrongly; 65 the data is not right; "
    + "69 another program does this; 73 a file is there already; 75 another process holds the data folder or the port; "
    + "78 the settings or the key file are not right."

  /// The code as the argument parser knows it.
  var exitCode: ExitCode { ExitCode(code) }

  init(sentence: String, code: Int32) {
    self.sentence = sentence
    self.code = code
  }

  /// What to say of an error of ours; nil when the argument parser knows better.
  init?(of error: any Error) {
    switch error {
    case let ending as CommandFault: self = ending.ending
    case let mistakes as SettingsMistakes: self.init(sentence: mistakes.description, code: Ending.settings)
    case let fault as KeyFault: self.init(sentence: fault.description, code: Ending.settings)
    case SQLFault.lockedByAnotherProcess(let sentence): self.init(sentence: sentence, code: Ending.held)
    case let fault as SQLFault: self.init(sentence: fault.description, code: Ending.fault)
    case let fault as SeedFault: self.init(sentence: fault.description, code: Ending.data)
    case let invalid as Invalid:
      let lines = invalid.problems.map { "\($0.pointer): \($0.detail)" }
      self.init(sentence: lines.joined(separator: "\n"), code: Ending.data)
    case let refusal as Refusal: self.init(sentence: refusal.sentence, code: Ending.fault)
    case let bad as BadValue: self.init(sentence: bad.detail, code: Ending.data)
    case let missing as ResourcesMissing: self.init(sentence: missing.description, code: Ending.fault)
    case let fault as LetterFault: self.init(sentence: "\(fault)", code: Ending.fault)
    default: return nil
    }
  }
}

/// A command's own sentence and code.
struct CommandFault: Error {
  let ending: Ending

  /// Ends with a sentence; 1 where no other code fits.
  init(_ sentence: String, code: Int32 = Ending.fault) { ending = Ending(sentence: sentence, code: code) }
}
