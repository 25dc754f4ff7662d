import ArgumentParser
import Foundation
import Wire

/// `breather partners`.
struct Partners: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The places that give breaks: their breaks, their guests, and thanks.", discussion: DeskExit.help,
    subcommands: [List.self, Show.self, OffersOf.self, Guests.self, ThanksFor.self])

  /// `breather partners list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the partners of your areas by name.", discussion: DeskExit.help)

    @Option(help: "An area, such as liverpool.") var area: String?
    @Option(help: "hotel, restaurant, theatre and so on.") var kind: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("partners", query: query))
        desk.remember(.partners, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { PartnerPages.list($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("area", area), ("kind", kind.map(Typed.word)), ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather partners show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a partner.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var partner: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("partners", try desk.id(partner, .partners)))
        try desk.show(answer) { PartnerPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather partners offers`.
  struct OffersOf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "offers", abstract: "List a partner's breaks in all states, the newest first.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var partner: String
    @Option(help: "draft, published or withdrawn.") var state: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(
          .get("partners", try desk.id(partner, .partners), "offers", query: query))
        desk.remember(.offers, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { PartnerPages.offers($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("state", state.map(Typed.word)), ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather partners guests`.
  struct Guests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Who comes when, and what the kitchen and the door must know: today and the six days after.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var partner: String
    @Option(help: "First day, such as 2027-03-05.") var from: String?
    @Option(help: "Last day, included; at most 31 days.") var to: String?
    @Option(help: "One day as CSV for a spreadsheet, on standard output.") var csv: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(partner, .partners)
        if let csv {
          var ask = Ask.get("partners", id, "guests.csv", query: [("day", csv)])
          ask.isForFile = true
          _ = Terminal.write(try await desk.client.send(ask).bytes, to: STDOUT_FILENO)
          return
        }
        let answer = try await desk.client.send(.get("partners", id, "guests", query: query))
        try desk.show(answer) { PartnerPages.guests($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [("from", from), ("to", to)]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather partners thanks`.
  struct ThanksFor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "thanks", abstract: "What a partner gave in a year; with --send a letter says thank you, once.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var partner: String
    @Option(help: "The year. Left out: this year.") var year: Int?
    @Flag(help: "Send the letter of thanks for that year.") var send = false
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(partner, .partners)
        var answer = try await desk.client.send(
          .get("partners", id, "thanks", query: year.map { [("year", String($0))] } ?? []))
        if send, let year = answer.json["year"]?.int {
          try desk.confirm("Send the letter of thanks for \(year)?")
          var ask = Ask.post("partners", id, "thanks", body: ["year": .int(Int64(year))])
          ask.idempotencyKey = Ask.freshKey()
          answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        }
        try desk.show(answer) { PartnerPages.year($0, on: desk.terminal) }
      }
    }
  }
}
