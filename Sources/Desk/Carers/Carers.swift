import ArgumentParser
import Wire

/// `breather carers`.
struct Carers: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Find, register, change and verify carers; leave one in peace.",
    subcommands: [
      Find.self, Show.self, Register.self, Change.self, Verify.self, Caps.self, Privacy.self, QuietIt.self, Lift.self,
    ])

  /// `breather carers find`.
  struct Find: Verb {
    static let configuration = CommandConfiguration.desk(
      "Find a carer by phone number or reference, or by two of name, postcode and birth date.")

    @Option(help: "The phone number she rings from.") var phone: String?
    @Option(help: "Her reference, or a booking's.") var reference: String?
    @Option(help: "Words of the name, in any order.") var name: String?
    @Option(help: "The postcode.") var postcode: String?
    @Option(help: "The birth date, such as 1948-01-09.") var birthDate: String?
    @Option(help: "registered or verified; for coordinators.") var state: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.list(.post("carers", "search", body: body), as: .carers, CarerPages.list)
    }

    var body: JSON {
      .made([
        "phone": .text(phone), "reference": .text(reference), "name": .text(name), "postcode": .text(postcode),
        "birthDate": .text(birthDate), "state": .text(state.map(Typed.word)),
      ])
    }
  }

  /// `breather carers show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a carer's registration.")

    @Argument(help: "The row in the last list, the reference, the id, or me.") var carer: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("carers", try await desk.registration(carer)), CarerPages.page)
    }
  }

  /// `breather carers verify`.
  struct Verify: Verb {
    static let configuration = CommandConfiguration.desk(
      "Write down how we know that this person is a carer. No copies are kept.")

    @Argument(help: .carer) var carer: String
    @Option(help: "What was seen or said, in words.") var evidence: String
    @Option(help: "document-seen, professional-vouched, known-to-service or other.") var evidenceKind: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.post("carers", try await desk.carer(carer), "verify", body: body)
      try await desk.tell(ask) { carer, _ in
        ["\(carer.said("name") ?? "The carer") is verified and can book."]
      }
    }

    var body: JSON {
      .made(["evidence": .string(evidence), "evidenceKind": .text(evidenceKind.map(Typed.word))])
    }
  }
}
