import ArgumentParser
import Wire

extension Carers {
  /// `breather carers privacy`.
  struct Privacy: Verb {
    static let configuration = CommandConfiguration.desk(
      "Write down that a carer has had the privacy notice; only then do letters go to somebody from a list.")

    @Argument(help: .carer) var carer: String
    @Option(help: "How: read, heard or posted.") var how: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.post("carers", try await desk.carer(carer), "privacy", body: ["how": .string(Typed.word(how))])
      try await desk.tell(ask) { carer, _ in
        ["Written down for \(carer.said("name") ?? "the carer"). Letters may go now."]
      }
    }
  }
}
