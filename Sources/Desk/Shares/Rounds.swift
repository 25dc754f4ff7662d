import ArgumentParser
import Wire

/// `breather rounds`: scarce breaks, whose places are shared out among all who ask in time.
struct Rounds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rounds in which the places of scarce breaks are shared out.", discussion: DeskExit.help,
    subcommands: [List.self, Show.self, Open.self, CallOff.self, Ballot.self])

  /// `breather rounds list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List a break's rounds, the latest made first.", discussion: DeskExit.help)

    @Argument(help: "The break: the row in the last list, or the id.") var offer: String
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var ask = Ask.get("offers", try desk.id(offer, .offers), "rounds", query: query)
        ask.token = .welcome
        let answer = try await desk.client.send(ask)
        desk.remember(.rounds, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { SharePages.rounds($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [("limit", limit.map(String.init)), ("cursor", cursor)]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather rounds show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a round.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var round: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var ask = Ask.get("rounds", try desk.id(round, .rounds))
        ask.token = .welcome
        let answer = try await desk.client.send(ask)
        desk.remember(.dates, answer.json["slots"]?.items?.compactMap(\.text) ?? [])
        try desk.show(answer) { SharePages.round($0, on: desk.terminal) }
      }
    }
  }

  /// `breather rounds open`.
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open a round: carers may ask until it closes, and there is no hurry.", discussion: DeskExit.help)

    @Argument(help: "The break: the row in the last list, or the id.") var offer: String
    @Option(help: "A date: the row in the last list of dates, or the id. May be repeated.") var slot: [String]
    @Option(help: "From when carers may ask, in UTC, such as 2027-02-12T09:00:00Z. Left out: as the break says.")
    var opensAt: String?
    @Option(help: "Until when, such as 2027-02-26T17:00:00Z. Left out: as the break says.") var closesAt: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let slots = try slot.map { try desk.id($0, .dates) }
        var ask = Ask.post("offers", try desk.id(offer, .offers), "rounds", body: body(slots: slots))
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        try desk.show(answer) { ["Open."] + SharePages.round($0, on: desk.terminal) }
      }
    }

    func body(slots: [String]) -> JSON {
      .made([
        "slots": .array(slots.map(JSON.string)), "opensAt": .text(opensAt), "closesAt": .text(closesAt),
      ])
    }
  }

  /// `breather rounds call-off`.
  struct CallOff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Call a round off; everybody who asked gets a letter.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var round: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(round, .rounds)
        try desk.confirm("Call this round off?")
        let answer = try await desk.client.send(.post("rounds", id, "call-off", body: [:]))
        try desk.show(answer) { ["Called off."] + SharePages.round($0, on: desk.terminal) }
      }
    }
  }

  /// `breather rounds ballot`.
  struct Ballot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the file by which anybody can draw a round again: … > ballot.json",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var round: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var ask = Ask.get("rounds", try desk.id(round, .rounds), "ballot")
        ask.token = .welcome
        desk.terminal.pass(try await desk.client.send(ask).bytes)
      }
    }
  }
}
