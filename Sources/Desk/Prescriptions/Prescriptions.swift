import ArgumentParser
import Wire

/// `breather prescriptions`.
struct Prescriptions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Redeem a prescription, and look at one.", discussion: DeskExit.help,
    subcommands: [Redeem.self, Show.self])

  /// `breather prescriptions redeem`.
  struct Redeem: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Redeem a prescription for a carer; she becomes verified.", discussion: DeskExit.help)

    @Argument(help: "The code, such as RWKG-YNA-4TD.") var code: String
    @OptionGroup var acting: ActingFor
    @Option(help: "What the caller says, when it must match too: 1968-04-17.") var birthDate: String?
    @Option(help: "What the caller says, when it is not the postcode of the registration.") var postcode: String?
    @Option(help: "What the caller says.") var nhsNumber: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let carer = try await acting.carer(at: desk)
        let answer = try await desk.client.send(.post("prescriptions", code, "redeem", body: body(carer: carer)))
        try desk.show(answer) { prescription in
          ["Redeemed. The carer is verified."] + Prescriptions.page(prescription).lines(on: desk.terminal)
            + ["", "Book with it: breather bookings make --prescription \(prescription.said("code") ?? "CODE") …"]
        }
      }
    }

    /// The body of the request.
    func body(carer: String?) -> JSON {
      .made([
        "birthDate": .text(birthDate), "postcode": .text(postcode), "nhsNumber": .text(nhsNumber),
        "onBehalfOf": .text(carer), "identity": acting.identity,
      ])
    }
  }

  /// `breather prescriptions show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a prescription.", discussion: DeskExit.help)

    @Argument(help: "The code, such as RWKG-YNA-4TD.") var code: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("prescriptions", code))
        try desk.show(answer) { Prescriptions.page($0).lines(on: desk.terminal) }
      }
    }
  }

  static func page(_ prescription: JSON) -> Facts {
    var facts = Facts()
    facts.add("code", prescription.said("code").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("state", prescription.said("state"))
    facts.add("for", prescription.said("carer", "name"))
    facts.add("born", prescription.said("carer", "birthDate").map(LondonTime.dayWords))
    facts.add("postcode", prescription.said("carer", "postcode"))
    facts.add("area", prescription.said("area"))
    facts.add("urgency", prescription.said("urgency"))
    facts.add("reason", prescription.said("reason"))
    facts.add("needs", prescription.saidList("needs").joined(separator: ", "))
    facts.add("worth", prescription["budgetPence"]?.int.map(Words.money))
    facts.add("by", [prescription.said("prescriber", "name"), prescription.said("practice", "name")].withCommas())
    facts.add("speak to her by", prescription.said("contactBy").map(LondonTime.dayWords))
    facts.add("good until", prescription.said("expiresOn").map(LondonTime.dayWords))
    return facts
  }
}
