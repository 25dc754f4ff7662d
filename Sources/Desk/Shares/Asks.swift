import ArgumentParser
import Wire

/// `breather asks`: what coordinators are to look at again.
struct Asks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look again where somebody did not get a share, and answer.", discussion: DeskExit.help,
    subcommands: [List.self, AnswerOne.self])

  /// `breather asks list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what waits for an answer, the longest waiting first.", discussion: DeskExit.help)

    @Option(help: "An area, such as liverpool.") var area: String?
    @Flag(help: "Those that have an answer.") var answered = false
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("asks", query: query))
        desk.remember(.entries, (answer.json["items"]?.items ?? []).compactMap { $0["entry"]?["id"]?.text })
        try desk.show(answer) { SharePages.asks($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("area", area), ("state", answered ? "answered" : nil), ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather asks answer`.
  struct AnswerOne: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answer", abstract: "Say what came of looking again; a letter tells the carer.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the entry's id.") var entry: String
    @Option(help: "stands: it stays as it was; given: the carer gets the break, if there is room.") var outcome: String
    @Option(help: "Words for the carer; for given they are the recorded reason, too.") var words: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(entry, .entries)
        let answer = try await desk.client.send(.post("entries", id, "answer", body: body))
        try desk.show(answer) { ["Answered. A letter is on its way."] + SharePages.entry($0, on: desk.terminal) }
      }
    }

    var body: JSON { ["outcome": .string(Typed.word(outcome)), "words": .string(words)] }
  }
}
