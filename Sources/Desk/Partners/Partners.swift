import ArgumentParser
import Foundation
import Wire

/// `breather partners`.
struct Partners: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "The places that give breaks: add and change them; their breaks, bookings, guests, and thanks.",
    subcommands: [
      List.self, Show.self, Add.self, Change.self, OffersOf.self, BookingsOf.self, Guests.self, ThanksFor.self,
    ])

  /// `breather partners list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List the partners of your areas by name.")

    @Option(help: .anArea) var area: String?
    @Option(help: "hotel, restaurant, theatre and so on.") var kind: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.list(.get("partners", query: query), as: .partners, PartnerPages.list)
    }

    var query: Ask.Query {
      Typed.query([("area", area), ("kind", kind.map(Typed.word))]) + page.query
    }
  }

  /// `breather partners show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a partner.")

    @Argument(help: .row) var partner: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("partners", try desk.id(partner, .partners)), PartnerPages.page)
    }
  }

  /// `breather partners offers`.
  struct OffersOf: Verb {
    static let configuration = CommandConfiguration.desk(
      "List a partner's breaks in all states, the newest first.", named: "offers")

    @Argument(help: .row) var partner: String
    @Option(help: "draft, published or withdrawn.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.get("partners", try desk.id(partner, .partners), "offers", query: query)
      try await desk.list(ask, as: .offers, PartnerPages.offers)
    }

    var query: Ask.Query {
      Typed.query([("state", state.map(Typed.word))]) + page.query
    }
  }

  /// `breather partners bookings`.
  struct BookingsOf: Verb {
    static let configuration = CommandConfiguration.desk(
      "List a partner's bookings by their start: what waits for an answer, who comes, who came.", named: "bookings")

    @Argument(help: .row) var partner: String
    @Option(help: "requested, confirmed, declined, cancelled, attended or absent.") var state: String?
    @Flag(help: "Each in full: who comes, and what they eat and need.") var whole = false
    @Option(help: .firstDay) var from: String?
    @Option(help: .lastDay) var to: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let query = Typed.query([("state", state.map(Typed.word)), ("from", from), ("to", to)]) + page.query
      let ask = Ask.get("partners", try desk.id(partner, .partners), "bookings", query: query)
      try await desk.tell(ask, whole ? PartnerPages.bookingsWhole : PartnerPages.bookings)
    }
  }

  /// `breather partners guests`.
  struct Guests: Verb {
    static let configuration = CommandConfiguration.desk(
      "Who comes when, and what the kitchen and the door must know: today and the six days after.")

    @Argument(help: .row) var partner: String
    @Option(help: .firstDay) var from: String?
    @Option(help: "Last day, included; at most 31 days.") var to: String?
    @Option(help: "One day as CSV for a spreadsheet, on standard output.") var csv: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(partner, .partners)
      if let csv {
        var ask = Ask.get("partners", id, "guests.csv", query: [("day", csv)])
        ask.isForFile = true
        return desk.terminal.hand(try await desk.client.send(ask).bytes)
      }
      try await desk.tell(.get("partners", id, "guests", query: query), PartnerPages.guests)
    }

    var query: Ask.Query {
      Typed.query([("from", from), ("to", to)])
    }
  }

  /// `breather partners thanks`.
  struct ThanksFor: Verb {
    static let configuration = CommandConfiguration.desk(
      "What a partner gave in a year; with --send a letter says thank you, once.", named: "thanks")

    @Argument(help: .row) var partner: String
    @Option(help: "The year. Left out: this year.") var year: Int?
    @Flag(help: "Send the letter of thanks for that year.") var send = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(partner, .partners)
      let told = Ask.get("partners", id, "thanks", query: Typed.query([("year", year.map(String.init))]))
      guard send else { return try await desk.tell(told, PartnerPages.year) }
      guard let year = try await desk.client.send(told).json["year"]?.int else { return }
      try desk.confirm("Send the letter of thanks for \(year)?")
      try await desk.make(.post("partners", id, "thanks", body: ["year": .int(Int64(year))]), PartnerPages.year)
    }
  }
}
