import ArgumentParser
import Wire

/// Every field of a partner, as options.
struct PartnerOptions: ParsableArguments {
  @Option(help: "The name.") var name: String?
  @Option(help: "hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community or care.")
  var kind: String?
  @Option(help: .theArea) var area: String?
  @Option(help: "Where letters go.") var email: String?
  @Option(help: "The phone number.") var phone: String?
  @Option(help: "The postcode.") var postcode: String?
  @Option(help: "In which town.") var town: String?
  @Option(help: "A line of the address. May be repeated.") var address: [String] = []
  @Option(help: "All about the place.") var description: String?
  @Option(help: "Who answers for the safety of young carers; with the two days below they are welcome.")
  var safeguardingLead: String?
  @Option(help: "The day on which you saw the safeguarding policy.") var policySeenOn: String?
  @Option(help: "The day on which you saw the insurance.") var insuranceSeenOn: String?
  @Option(help: "The number of the Care Quality Commission's register, for those who give care.")
  var cqcLocation: String?
  @Flag(inversion: .prefixedNo, help: "Whether the care they give is no personal care.") var noPersonalCare: Bool?

  /// The body of a request.
  ///
  /// - Parameter cleared: fields to be taken away, as they are typed.
  func body(clearing cleared: [String] = []) throws -> JSON {
    let safeguarding = JSON.made([
      "lead": .text(safeguardingLead), "policySeenOn": .text(policySeenOn), "insuranceSeenOn": .text(insuranceSeenOn),
    ])
    return try JSON.made([
      "name": .text(name), "kind": .text(kind.map(Typed.word)), "area": .text(area), "email": .text(email),
      "phone": .text(phone), "postcode": .text(postcode), "town": .text(town),
      "address": .text(address.isEmpty ? nil : address.joined(separator: "\n")), "description": .text(description),
      "safeguarding": safeguarding.unlessEmpty, "cqcLocationId": .text(cqcLocation),
      "noPersonalCare": noPersonalCare.map(JSON.bool),
    ]).clearing(cleared, of: Self.clearable)
  }

  /// What a change can take away.
  static let clearable: KeyValuePairs<String, Clearable> = [
    "phone": .value("phone"), "town": .value("town"), "address": .value("address"),
    "description": .value("description"), "safeguarding": .value("safeguarding"),
    "cqc-location": .value("cqcLocationId"),
  ]
}

extension Partners {
  /// `breather partners add`.
  struct Add: Verb {
    static let configuration = CommandConfiguration.desk("Add a place that gives breaks; for coordinators.")

    @OptionGroup(title: "The partner") var partner: PartnerOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.make(.post("partners", body: try partner.body()), as: .partners) { partner, terminal in
        PartnerPages.page(partner, on: terminal) + ["", "Next a break: breather offers draft --partner 1 --title …"]
      }
    }
  }

  /// `breather partners change`.
  struct Change: Verb {
    static let configuration = CommandConfiguration.desk("Change what we know of a partner; what is not named stays.")

    @Argument(help: .row) var which: String
    @OptionGroup(title: "What is different") var partner: PartnerOptions
    @Option(help: .clear(PartnerOptions.clearable)) var clear: [String] = []
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let body = try partner.body(clearing: clear)
      try await desk.tell(.patch("partners", try desk.id(which, .partners), body: body), PartnerPages.page)
    }
  }
}
