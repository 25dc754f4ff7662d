import ArgumentParser
import Wire

/// `breather offers`.
struct Offers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find breaks and see their dates; draft, change and publish them for a partner.",
    discussion: DeskExit.help,
    subcommands: [
      Find.self, Show.self, Facets.self,
      Draft.self, Change.self, Copy.self, Publish.self, Withdraw.self,
      AddDates.self, Repeat.self, ChangeDate.self, RemoveDate.self, Pause.self, Resume.self,
    ])

  /// The filters of `GET /v1/offers`, by their own names.
  struct Filters: ParsableArguments {
    @Option(help: "An area, such as liverpool.") var area: String?
    @Option(help: "hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community or care.")
    var category: String?
    @Option(help: "overnight, daytime or at-home.") var stay: String?
    @Option(help: "First day, such as 2027-03-05.") var from: String?
    @Option(help: "Last day, included.") var to: String?
    @Option(help: "How many people, children included.") var party: Int?
    @Option(help: "How many of them are children.") var children: Int?
    @Option(help: "A diet it provides, such as halal. May be repeated.") var diet: [String] = []
    @Option(help: "An allergen the partner says it can avoid, such as peanuts. May be repeated.") var avoid: [String] =
      []
    @Option(help: "What the place must have, such as step-free. May be repeated.") var access: [String] = []
    @Option(help: "A language it is given in, such as pa.") var language: String?
    @Option(name: .customLong("words"), help: "Words of title, description, partner or town.") var words: String?
    @Option(help: "A postcode or its first half.") var near: String?
    @Option(help: "At most so many kilometres from there.") var withinKm: Int?
    @Flag(help: "Only what costs the carer nothing.") var free = false
    @Option(help: "soonest, nearest or newest.") var sort: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?

    /// The query, in the words of the API.
    var query: [(name: String, value: String)] {
      var query: [(name: String, value: String)] = []
      func add(_ name: String, _ value: String?) {
        if let value { query.append((name, value)) }
      }
      add("area", area)
      add("category", category.map(Typed.word))
      add("stay", stay.map(Typed.word))
      add("from", from)
      add("to", to)
      add("party", party.map(String.init))
      add("children", children.map(String.init))
      for diet in Typed.words(diet) { add("diet", diet) }
      for allergen in Typed.words(avoid) { add("avoid", allergen) }
      for access in Typed.words(access) { add("access", access) }
      add("language", language)
      add("q", words)
      add("near", near)
      add("withinKm", withinKm.map(String.init))
      add("free", free ? "true" : nil)
      add("sort", sort.map(Typed.word))
      add("limit", limit.map(String.init))
      add("cursor", cursor)
      return query
    }
  }

  /// `breather offers find`.
  struct Find: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find breaks; all filters may be left out, and all combine.", discussion: DeskExit.help)

    @OptionGroup var filters: Filters
    @OptionGroup var fits: FitOptions
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let fitAsk = try await fits.ask(filters, at: desk)
        var ask = fitAsk ?? Ask.get("offers", query: filters.query)
        if fitAsk == nil { ask.token = .welcome }
        let answer = try await desk.client.send(ask)
        let offers = answer.json["items"]?.items ?? []
        desk.remember(.offers, offers.compactMap { $0["id"]?.text })
        try desk.show(answer) { found in
          fitAsk == nil ? OfferPages.list(found, on: desk.terminal) : FitPages.list(found, on: desk.terminal)
        }
      }
    }
  }

  /// `breather offers show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a break and its dates.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @Option(help: "First day, such as 2027-03-05.") var from: String?
    @Option(help: "Last day, included.") var to: String?
    @Option(help: "How many dates, at most 100.") var limit: Int?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(offer, .offers)
        let answer = try await desk.client.send(OfferAsks.offer(id))
        if desk.json { return desk.terminal.pass(answer.bytes) }
        var query: [(name: String, value: String)] = []
        if let from { query.append(("from", from)) }
        if let to { query.append(("to", to)) }
        if let limit { query.append(("limit", String(limit))) }
        let dates = try await desk.client.send(OfferAsks.dates(id, query: query))
        desk.remember(.offers, [id])
        desk.remember(.dates, (dates.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        desk.terminal.say(OfferPages.page(answer.json, dates: dates.json, on: desk.terminal))
      }
    }
  }
}

/// The questions about one offer.
enum OfferAsks {
  static func offer(_ id: String) -> Ask {
    var ask = Ask.get("offers", id)
    ask.token = .welcome
    return ask
  }

  static func dates(_ id: String, query: [(name: String, value: String)]) -> Ask {
    var ask = Ask.get("offers", id, "slots", query: query)
    ask.token = .welcome
    return ask
  }
}
