import ArgumentParser
import Wire

/// `breather carers`.
struct Carers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find, register and verify carers; leave one in peace.", discussion: DeskExit.help,
    subcommands: [
      Find.self, Show.self, Register.self, Verify.self, Caps.self, Privacy.self, QuietIt.self, Lift.self,
    ])

  /// `breather carers find`.
  struct Find: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find a carer by phone number or reference, or by two of name, postcode and birth date.",
      discussion: DeskExit.help)

    @Option(help: "The phone number she rings from.") var phone: String?
    @Option(help: "Her reference, or a booking's.") var reference: String?
    @Option(help: "Words of the name, in any order.") var name: String?
    @Option(help: "The postcode.") var postcode: String?
    @Option(help: "The birth date, such as 1948-01-09.") var birthDate: String?
    @Option(help: "registered or verified; for coordinators.") var state: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.post("carers", "search", body: body))
        desk.remember(.carers, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { CarerPages.list($0, on: desk.terminal) }
      }
    }

    var body: JSON {
      .made([
        "phone": .text(phone), "reference": .text(reference), "name": .text(name), "postcode": .text(postcode),
        "birthDate": .text(birthDate), "state": .text(state.map(Typed.word)),
      ])
    }
  }

  /// `breather carers show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a carer's registration.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, the reference, or the id.") var carer: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("carers", try await desk.carer(carer)))
        try desk.show(answer) { CarerPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather carers verify`.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write down how we know that this person is a carer. No copies are kept.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, the reference, or the id.") var carer: String
    @Option(help: "What was seen or said, in words.") var evidence: String
    @Option(help: "document-seen, professional-vouched, known-to-service or other.") var evidenceKind: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let ask = Ask.post("carers", try await desk.carer(carer), "verify", body: body)
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { ["\($0.said("name") ?? "The carer") is verified and can book."] }
      }
    }

    var body: JSON {
      .made(["evidence": .string(evidence), "evidenceKind": .text(evidenceKind.map(Typed.word))])
    }
  }
}
