import ArgumentParser
import Wire

extension Carers {
  /// `breather carers privacy`.
  struct Privacy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write down that a carer has had the privacy notice; only then do letters go to somebody from a list.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, the reference, or the id.") var carer: String
    @Option(help: "How: read, heard or posted.") var how: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let ask = Ask.post("carers", try await desk.carer(carer), "privacy", body: ["how": .string(Typed.word(how))])
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { ["Written down for \($0.said("name") ?? "the carer"). Letters may go now."] }
      }
    }
  }
}
