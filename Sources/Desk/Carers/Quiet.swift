import ArgumentParser
import Wire

extension Carers {
  /// `breather carers quiet`.
  struct QuietIt: Verb {
    static let configuration = CommandConfiguration.desk(
      "Leave a carer in peace: nothing counts, nothing cheerful comes, breaks stand.", named: "quiet")

    @Argument(help: .carer) var carer: String
    @Option(help: "bereavement, emergency, asked, or carer-died when the carer has died.") var why: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try await desk.carer(carer)
      if Typed.word(why) == "carer_died" {
        try desk.confirm("Has this carer died? Every letter is withheld then, and we ring the places. Go on?")
      }
      try await desk.tell(.post("carers", id, "quiet", body: body)) { carer, _ in
        let calls =
          carer.said("quiet", "why") == "carer_died" ? ["Whom to ring: breather letters list --by phone"] : []
        return CarerPages.warnings(carer) + calls + ["A mistake? breather carers lift \(self.carer)"]
      }
    }

    var body: JSON { .made(["why": .string(Typed.word(why))]) }
  }

  /// `breather carers lift`.
  struct Lift: Verb {
    static let configuration = CommandConfiguration.desk(
      "Take back that a carer is to be left in peace, also when it was a mistake.",
      more: """
        They can sign in again, withheld letters go, and they stand in waiting lists where they stood. Places that were kept
        for them meanwhile went to others, and no draw is repeated: breather entries ask makes a person look again.
        """)

    @Argument(help: .carer) var carer: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try await desk.carer(carer)
      try await desk.tell(.post("carers", id, "lift")) { carer, _ in
        ["\(carer.said("name") ?? "The carer") is written to as before."]
      }
    }
  }
}
