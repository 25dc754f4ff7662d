import ArgumentParser
import Wire

/// Every field of an offer, as options; no field of the API is missing here.
struct OfferOptions: ParsableArguments {
  @Option(help: "The title.") var title: String?
  @Option(help: "overnight, daytime or at-home.") var stay: String?
  @Option(help: "hotel, restaurant, theatre and so on. Left out: the partner's kind.") var category: String?
  @Option(help: "The area, where it is not the partner's.") var area: String?
  @Option(help: "A sentence on what the break is.") var summary: String?
  @Option(help: "All about it.") var description: String?
  @Option(help: "Where it is. Left out: the partner's postcode.") var postcode: String?
  @Option(help: "In which town.") var town: String?

  @Option(help: "A diet it provides, such as halal. May be repeated.") var diet: [String] = []
  @Option(help: "An allergen the kitchen can keep out, such as peanuts. May be repeated.") var avoids: [String] = []
  @Option(help: "The day on which the kitchen said so.") var allergensStatedOn: String?
  @Option(help: "A language it is given in, such as pa. May be repeated.") var language: [String] = []
  @Option(help: "What the place has, such as step-free. May be repeated.") var access: [String] = []

  @Option(help: "Most people in one booking.") var partyMax: Int?
  @Flag(inversion: .prefixedNo, help: "Children may come.") var children: Bool?
  @Flag(inversion: .prefixedNo, help: "Carers under 18 may book it.") var youngCarers: Bool?
  @Flag(inversion: .prefixedNo, help: "The person cared for may come.") var caredFor: Bool?
  @Option(help: "The least age of everybody; 0 for none.") var minimumAge: Int?

  @Option(help: "What is paid towards it, in pence.") var contributionPence: Int?
  @Option(help: "For what that is paid once: person, party or unit.") var contributionPer: String?
  @Option(help: "What it would cost others, in pence.") var valuePence: Int?
  @Option(help: "How many hours before the start booking ends.") var bookBeforeHours: Int?
  @Option(help: "Until how many hours before the start cancelling is free.") var cancelFreeHours: Int?
  @Option(help: "instant, or partner when the partner has to say yes first.") var confirmation: String?
  @Option(help: "The first day of its season, such as 2026-12-01.") var seasonFrom: String?
  @Option(help: "The last day of its season.") var seasonTo: String?
  @Option(help: "open, or carers when only carers and the scheme's people may find it.") var visibility: String?
  @Option(help: "A kind of room, table or bed and how many people sleep or sit there, such as twin:2. May be repeated.")
  var unitKind: [String] = []
  @OptionGroup(title: "Sharing out") var sharing: SharingOptions

  /// The fields that were said, as a request has them.
  private func said() throws -> JSON {
    let provides = JSON.made([
      "diets": .list(Typed.words(diet)), "allergensAvoided": .list(Typed.words(avoids)),
      "allergensStatedOn": .text(allergensStatedOn), "languages": .list(language), "access": .list(Typed.words(access)),
    ])
    let audience = JSON.made([
      "partyMax": .number(partyMax), "childrenWelcome": children.map(JSON.bool),
      "youngCarersWelcome": youngCarers.map(JSON.bool), "caredForWelcome": caredFor.map(JSON.bool),
      "minimumAge": .number(minimumAge),
    ])
    let season = JSON.made(["from": .text(seasonFrom), "to": .text(seasonTo)])
    return .made([
      "title": .text(title), "stay": .text(stay.map(Typed.word)), "category": .text(category.map(Typed.word)),
      "area": .text(area), "summary": .text(summary), "description": .text(description), "postcode": .text(postcode),
      "town": .text(town), "provides": provides.unlessEmpty, "audience": audience.unlessEmpty,
      "contributionPence": .number(contributionPence),
      "contributionPer": .text(contributionPer.map(Typed.word)), "valuePence": .number(valuePence),
      "bookBeforeHours": .number(bookBeforeHours), "cancelFreeHours": .number(cancelFreeHours),
      "confirmation": .text(confirmation.map(Typed.word)), "season": season.unlessEmpty,
      "visibility": .text(visibility.map(Typed.word)), "unitKinds": .list(try unitKind.map(Self.kind)),
      "allocation": .text(sharing.allocation.map(Typed.word)),
      "prescriptionPercent": .number(sharing.prescriptionPercent), "window": sharing.window,
    ])
  }

  /// Reads `twin:2`.
  private static func kind(_ typed: String) throws -> JSON {
    let (kind, sleeps) = try Typed.counted(typed, such: "--unit-kind twin:2")
    return ["kind": .string(kind), "sleeps": .int(Int64(sleeps))]
  }

  /// The body of a request.
  ///
  /// - Parameter cleared: fields to be taken away, as they are typed: `value-pence`.
  /// - Throws: `DeskFault` with `.usage` for a field that cannot be taken away.
  func body(clearing cleared: [String] = []) throws -> JSON {
    try said().clearing(cleared, of: Self.clearable)
  }

  /// What a change can take away.
  static let clearable: KeyValuePairs<String, Clearable> = [
    "summary": .value("summary"), "description": .value("description"), "town": .value("town"),
    "value-pence": .value("valuePence"), "season": .value("season"), "unit-kinds": .value("unitKinds"),
    "window": .value("window"), "diets": .list("provides", "diets"),
    "allergens": .list("provides", "allergensAvoided"), "allergens-day": .value("provides", "allergensStatedOn"),
    "languages": .list("provides", "languages"), "access": .list("provides", "access"),
  ]
}
