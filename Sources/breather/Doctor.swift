import ArgumentParser
import Breaks
import Wire

/// `breather doctor`: says in words what is wrong, beside a running server and without touching anything.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say in words what is wrong with settings, database and mail.",
    discussion: "Changes nothing and may run beside a server. Ends with 0 when all is well, with 1 when not.")

  @OptionGroup var options: SettingsOptions

  @Flag(help: "Answer in JSON, for machines.")
  var json = false

  func run() async throws {
    var findings: [Finding] = []
    do throws(SettingsMistakes) {
      let settings = try options.settings()
      findings.append(Finding("settings", .well, "The settings are right."))
      findings += await Examination(settings: settings).findings()
    } catch {
      findings += error.mistakes.map { Finding("settings", .bad, "\($0.name) \($0.sentence)") }
      findings.append(Finding("settings", .note, "The rest can be looked at once the settings are right."))
    }
    let isWell = !findings.contains { $0.state == .bad }
    json ? try show(findings, isWell) : say(findings, isWell)
    if !isWell { throw ExitCode(Ending.fault) }
  }

  private func say(_ findings: [Finding], _ isWell: Bool) {
    for finding in findings { Console.say("\(finding.state.word)  \(finding.topic): \(finding.sentence)") }
    Console.say(isWell ? "All is well." : "Something is wrong; see the lines that begin with WRONG.")
  }

  private func show(_ findings: [Finding], _ isWell: Bool) throws {
    let items = findings.map { finding -> JSON in
      [
        "topic": .string(finding.topic), "state": .string(finding.state.rawValue),
        "sentence": .string(finding.sentence),
      ]
    }
    let answer: JSON = ["well": .bool(isWell), "findings": .array(items)]
    Console.say(String(decoding: try WireEncoder().encode(answer), as: UTF8.self))
  }
}

/// One thing the doctor looked at.
struct Finding: Equatable, Sendable {
  /// How it is.
  enum State: String, Sendable {
    case well, note, bad

    /// The word at the beginning of a line, all of one width.
    var word: String {
      switch self {
      case .well: "ok   "
      case .note: "note "
      case .bad: "WRONG"
      }
    }
  }

  let topic: String
  let state: State
  let sentence: String

  init(_ topic: String, _ state: State, _ sentence: String) {
    self.topic = topic
    self.state = state
    self.sentence = sentence
  }
}
