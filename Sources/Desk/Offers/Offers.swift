import ArgumentParser
import Foundation
import Wire

/// `breather offers`.
struct Offers: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Find breaks and see their dates; draft, change and publish them for a partner.",
    subcommands: [
      Find.self, Show.self, Facets.self,
      Draft.self, Change.self, Copy.self, Publish.self, Withdraw.self,
      AddDates.self, Repeat.self, ChangeDate.self, RemoveDate.self, Pause.self, Resume.self,
    ])

  /// The filters of `GET /v1/offers`, by their own names.
  struct Filters: ParsableArguments {
    @Option(help: .anArea) var area: String?
    @Option(help: "hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community or care.")
    var category: String?
    @Option(help: "overnight, daytime or at-home.") var stay: String?
    @Option(help: .firstDay) var from: String?
    @Option(help: .lastDay) var to: String?
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
    @OptionGroup var page: PageOptions

    /// The query, in the words of the API.
    var query: Ask.Query {
      var query: Ask.Query = []
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
      return query + page.query
    }
  }

  /// `breather offers find`.
  struct Find: Verb {
    static let configuration = CommandConfiguration.desk("Find breaks; all filters may be left out, and all combine.")

    @OptionGroup var filters: Filters
    @OptionGroup var fits: FitOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      guard let ask = try await fits.ask(filters, at: desk) else {
        return try await desk.list(.browse("offers", query: filters.query), as: .offers, OfferPages.list)
      }
      try await desk.list(ask, as: .offers, FitPages.list)
    }
  }

  /// `breather offers show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a break and its dates.")

    @Argument(help: .row) var offer: String
    @Option(help: .firstDay) var from: String?
    @Option(help: .lastDay) var to: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(offer, .offers)
      let answer = try await desk.client.send(OfferAsks.offer(id))
      if desk.json { return desk.terminal.pass(answer.bytes) }
      let query = Typed.query([("from", from), ("to", to)]) + page.query
      let dates = try await desk.client.send(OfferAsks.dates(id, query: query))
      desk.remember(.dates, (dates.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
      desk.terminal.say(
        OfferPages.page(answer.json, dates: dates.json, typed: offer, nowMinutes: time(nil) / 60, on: desk.terminal))
    }
  }
}

extension Desk {
  /// These dates of a break; none when one of them is not among its next hundred, so that no row stands for another.
  func dates(_ ids: [String], of offer: String) async throws -> [JSON] {
    let found = try await client.send(OfferAsks.dates(offer, query: [("limit", "100")])).json["items"]?.items ?? []
    let dates = ids.compactMap { id in found.first { $0["id"]?.text == id } }
    return dates.count == ids.count ? dates : []
  }
}

/// The questions about one offer.
enum OfferAsks {
  static func offer(_ id: String) -> Ask {
    .browse("offers", id)
  }

  static func dates(_ id: String, query: Ask.Query) -> Ask {
    .browse("offers", id, "slots", query: query)
  }
}
