import ArgumentParser
import Wire

/// `breather asks`: what coordinators are to look at again.
struct Asks: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Look again where somebody did not get a share, and answer.", subcommands: [List.self, AnswerOne.self])

  /// `breather asks list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List what waits for an answer, the longest waiting first.")

    @Option(help: .anArea) var area: String?
    @Flag(help: "Those that have an answer.") var answered = false
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.list(.get("asks", query: query), as: .entries, id: { $0["entry"]?["id"] }, SharePages.asks)
    }

    var query: Ask.Query {
      Typed.query([("area", area), ("state", answered ? "answered" : nil)]) + page.query
    }
  }

  /// `breather asks answer`.
  struct AnswerOne: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say what came of looking again; a letter tells the carer.", named: "answer")

    @Argument(help: "The row in the last list, or the entry's id.") var entry: String
    @Option(help: "stands: it stays as it was; given: the carer gets the break, if there is room.") var outcome: String
    @Option(help: "Words for the carer; for given they are the recorded reason, too.") var words: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(entry, .entries)
      try await desk.tell(
        .post("entries", id, "answer", body: body), saying: "Answered. A letter is on its way."
      ) { SharePages.entry($0, on: $1) }
    }

    var body: JSON { ["outcome": .string(Typed.word(outcome)), "words": .string(words)] }
  }
}
