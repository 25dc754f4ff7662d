import ArgumentParser
import Wire

/// `breather prescriptions`.
struct Prescriptions: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Redeem a prescription, and look at those there are.", subcommands: [List.self, Redeem.self, Show.self])

  /// `breather prescriptions list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk(
      "List prescriptions by the day until which somebody speaks to the carer; for coordinators.")

    @Option(help: "issued, redeemed, withdrawn or expired.") var state: String?
    @Option(help: "Only those to be spoken to before this day, such as 2027-03-05.") var dueBefore: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let query = Typed.query([("state", state.map(Typed.word)), ("dueBefore", dueBefore)]) + page.query
      try await desk.tell(.get("prescriptions", query: query), Prescriptions.list)
    }
  }

  /// `breather prescriptions redeem`.
  struct Redeem: Verb {
    static let configuration = CommandConfiguration.desk("Redeem a prescription for a carer; she becomes verified.")

    @Argument(help: "The code, such as RWKG-YNA-4TD.") var code: String
    @OptionGroup var acting: ActingFor
    @Option(help: "What the caller says, when it must match too: 1968-04-17.") var birthDate: String?
    @Option(help: "What the caller says, when it is not the postcode of the registration.") var postcode: String?
    @Option(help: "What the caller says.") var nhsNumber: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await acting.carer(at: desk)
      let ask = Ask.post("prescriptions", code, "redeem", body: body(carer: carer))
      try await desk.tell(ask, saying: "Redeemed. The carer is verified.") { prescription, terminal in
        Prescriptions.page(prescription, on: terminal)
          + ["", "Book with it: breather bookings make --prescription \(prescription.said("code") ?? "CODE") …"]
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
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a prescription.")

    @Argument(help: "The code, such as RWKG-YNA-4TD.") var code: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("prescriptions", code), Prescriptions.page)
    }
  }

  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let prescriptions = found["items"]?.items ?? []
    guard !prescriptions.isEmpty else { return ["There is no such prescription."] }
    var table = Table(
      .firm("code"), .soft("for", least: 12), .firm("state"), .firm("urgency"), .soft("speak by", least: 10),
      .soft("good until", least: 10))
    for prescription in prescriptions {
      table.rows.append([
        prescription.said("code") ?? "", prescription.said("carer", "name") ?? "", prescription.said("state") ?? "",
        prescription.said("urgency") ?? "", LondonTime.dayWords(prescription.said("contactBy") ?? ""),
        LondonTime.dayWords(prescription.said("expiresOn") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather prescriptions show CODE"]
  }

  static func page(_ prescription: JSON, on terminal: Terminal) -> [String] {
    let carer = prescription["carer"] ?? .null
    return CarerPages.warnings(carer).flatMap { TextWidth.wrapped($0, to: terminal.width).map(terminal.loud) }
      + facts(prescription).lines(on: terminal)
      + ["", terminal.bold("How to reach her or him")] + CarerPages.contact(carer).lines(on: terminal)
      + (carer["responsibleAdult"] == nil ? [] : ["", terminal.bold("Responsible adult")])
      + CarerPages.adult(carer).lines(on: terminal)
  }

  private static func facts(_ prescription: JSON) -> Facts {
    var facts = Facts()
    facts.add("code", prescription.said("code").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("state", prescription.said("state"))
    facts.add("for", prescription.said("carer", "name"))
    facts.add("born", prescription.said("carer", "birthDate").map(LondonTime.dayWords))
    facts.add("postcode", prescription.said("carer", "postcode"))
    facts.add("NHS number", prescription.said("carer", "nhsNumber"))
    facts.add("area", prescription.said("area"))
    facts.add("urgency", prescription.said("urgency"))
    facts.add("reason", prescription.said("reason"))
    facts.add("needs", prescription.saidList("needs").joined(separator: ", "))
    facts.add("worth", prescription["budgetPence"]?.int.map(Words.money))
    facts.add(
      "by",
      [
        prescription.said("prescriber", "name"), prescription.said("prescriber", "profession").map(FieldWords.camel),
        prescription.said("practice", "name"),
      ]
      .withCommas())
    facts.add(
      "issued",
      prescription.said("issuedAt").flatMap(LondonTime.init(instant:)).map { issued in
        "\(issued.dayLong) by \(prescription.said("issuedBy") ?? "")"
      })
    facts.add("consent", consent(prescription["consent"] ?? .null))
    facts.add("redeemed", prescription.said("redeemedAt").flatMap(LondonTime.init(instant:))?.dayLong)
    facts.add("speak to her by", prescription.said("contactBy").map(LondonTime.dayWords))
    facts.add("good until", prescription.said("expiresOn").map(LondonTime.dayWords))
    return facts
  }

  /// Such as `given by the carer; the practice hears what came of it`.
  private static func consent(_ consent: JSON) -> String? {
    guard consent["given"]?.bool == true else { return nil }
    let by = consent.said("by") == "self" ? "the carer" : consent.said("by") ?? ""
    let back = consent["messageBack"]?.bool == true ? "hears" : "does not hear"
    let day = consent.said("recordedAt").flatMap(LondonTime.init(instant:)).map { ", \($0.dayLong)" } ?? ""
    return "given by \(by)\(day); the practice \(back) what came of it"
  }
}
