import ArgumentParser
import Wire

extension Carers {
  /// `breather carers quiet`.
  struct QuietIt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quiet", abstract: "Leave a carer in peace: nothing counts, nothing cheerful comes, breaks stand.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, the reference, or the id.") var carer: String
    @Option(help: "bereavement, emergency, asked, or carer-died when the carer has died.") var why: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try await desk.carer(carer)
        if Typed.word(why) == "carer_died" {
          try desk.confirm("Has this carer died? Every letter is withheld then, and we ring the places. Go on?")
        }
        let answer = try await desk.client.send(.post("carers", id, "quiet", body: body))
        try desk.show(answer) { carer in
          let calls =
            carer.said("quiet", "why") == "carer_died" ? ["Whom to ring: breather letters list --by phone"] : []
          return CarerPages.warnings(carer) + calls + ["A mistake? breather carers lift \(self.carer)"]
        }
      }
    }

    var body: JSON { .made(["why": .string(Typed.word(why))]) }
  }

  /// `breather carers lift`.
  struct Lift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take back that a carer is to be left in peace, also when it was a mistake.",
      discussion: """
        They can sign in again, withheld letters go, and they stand in waiting lists where they stood. Places that were kept
        for them meanwhile went to others, and no draw is repeated: breather entries ask makes a person look again.

        \(DeskExit.help)
        """)

    @Argument(help: "The row in the last list, the reference, or the id.") var carer: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try await desk.carer(carer)
        let answer = try await desk.client.send(.post("carers", id, "lift", body: .object(JSONObject())))
        try desk.show(answer) { ["\($0.said("name") ?? "The carer") is written to as before."] }
      }
    }
  }
}
