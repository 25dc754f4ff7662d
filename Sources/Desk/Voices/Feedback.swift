import ArgumentParser
import Wire

/// `breather feedback`: how a break was.
struct FeedbackDesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Say how a break was; read what guests say.", named: "feedback", subcommands: [Give.self, Show.self, List.self])

  /// `breather feedback give`.
  struct Give: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say how a break was, once it is over; again within 30 days, to change it.")

    @Argument(help: "The reference of the booking, with or without hyphens.") var reference: String
    @OptionGroup var acting: ActingFor
    @Option(help: "Stars for the welcome, 1 to 5.") var welcome: Int?
    @Option(help: "Stars for the food, 1 to 5.") var food: Int?
    @Option(help: "Stars for getting in and about, 1 to 5.") var access: Int?
    @Option(help: "Whether the carer would recommend it, 1 to 5.") var recommend: Int?
    @Option(help: "In the carer's words.") var words: String?
    @Flag(help: "The words are for the desk only; the partner sees the stars.") var wordsPrivate = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await acting.carer(at: desk)
      try await desk.tell(
        .post("bookings", reference, "feedback", body: body(carer: carer)), saying: "Thank you.", FeedbackPages.page)
    }

    /// The body of the request.
    func body(carer: String?) -> JSON {
      .made([
        "welcome": welcome.map { .int(Int64($0)) }, "food": food.map { .int(Int64($0)) },
        "access": access.map { .int(Int64($0)) }, "wouldRecommend": recommend.map { .int(Int64($0)) },
        "words": .text(words), "wordsPrivate": JSON.flag(wordsPrivate), "onBehalfOf": .text(carer),
        "identity": acting.identity,
      ])
    }
  }

  /// `breather feedback show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show what the carer said of a break.")

    @Argument(help: "The reference of the booking, with or without hyphens.") var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("bookings", reference, "feedback"), FeedbackPages.page)
    }
  }

  /// `breather feedback list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List what a partner's guests say, without their names.")

    @Option(help: "The partner's id. Left out: the one you work for.") var partner: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let partner = if let partner { partner } else { try await own(at: desk) }
      let query = page.query
      try await desk.tell(.get("partners", partner, "feedback", query: query), FeedbackPages.list)
    }

    private func own(at desk: Desk) async throws -> String {
      let me = try await desk.client.send(.get("me")).json
      let partners = (me["roles"]?.items ?? []).compactMap { $0["partnerId"]?.text }
      guard let partner = partners.first, partners.count == 1 else {
        throw DeskFault(.usage, "Say which partner: --partner ID")
      }
      return partner
    }
  }
}

/// How feedback looks at the desk.
enum FeedbackPages {
  static func page(_ feedback: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("booking", feedback.said("reference"))
    facts.add("welcome", stars(feedback["welcome"]))
    facts.add("food", stars(feedback["food"]))
    facts.add("access", stars(feedback["access"]))
    facts.add("would recommend", stars(feedback["wouldRecommend"]))
    facts.add("words", feedback.said("words"))
    facts.add("for the desk only", feedback["wordsPrivate"]?.bool == true ? "yes" : nil)
    facts.add("given", feedback.said("givenAt").flatMap(LondonTime.init(instant:))?.dayLong)
    facts.add(
      "to be changed", feedback.said("changeUntil").flatMap(LondonTime.init(instant:)).map { "until \($0.long)" })
    return facts.lines(on: terminal)
  }

  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let items = found["items"]?.items ?? []
    guard !items.isEmpty else { return ["No guest has said anything yet."] }
    var table = Table(
      .firm("month"), .soft("break", least: 14), .firm("welcome"), .firm("food"), .firm("access"), .firm("again"),
      .soft("words", least: 16))
    for item in items {
      let given = ["welcome", "food", "access", "wouldRecommend"].map { item[$0]?.int.map(String.init) ?? "" }
      table.rows.append([item.said("month") ?? "", item.said("title") ?? ""] + given + [item.said("words") ?? ""])
    }
    var facts = Facts()
    for name in ["welcome", "food", "access", "wouldRecommend"] {
      facts.add(FieldWords.camel(name), average(found["averages"]?[name], from: found["averagesFrom"]?.int ?? 0))
    }
    return table.lines(on: terminal) + [""] + facts.lines(on: terminal) + [""] + OfferPages.more(found)
  }

  private static func stars(_ number: JSON?) -> String? { number?.int.map { "\($0) of 5" } }

  /// Such as `4.6 of 5 (7 answers)`.
  private static func average(_ stars: JSON?, from least: Int) -> String? {
    guard let count = stars?["count"]?.int, count > 0 else { return nil }
    let answers = "\(count) answer\(count == 1 ? "" : "s")"
    guard let average = mean(stars?["average"]) else { return "\(answers); an average from \(least) on" }
    return "\(average) of 5 (\(answers))"
  }

  private static func mean(_ number: JSON?) -> Double? {
    switch number {
    case .double(let mean): mean
    case .int(let mean): Double(mean)
    default: nil
    }
  }
}
