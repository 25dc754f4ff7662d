import ArgumentParser
import Wire

/// `breather rounds`: scarce breaks, whose places are shared out among all who ask in time.
struct Rounds: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Rounds in which the places of scarce breaks are shared out.",
    subcommands: [List.self, Show.self, Open.self, CallOff.self, Ballot.self])

  /// `breather rounds list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List a break's rounds, the latest made first.")

    @Argument(help: .offer) var offer: String
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.browse("offers", try desk.id(offer, .offers), "rounds", query: page.query)
      try await desk.list(ask, as: .rounds, SharePages.rounds)
    }
  }

  /// `breather rounds show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a round.")

    @Argument(help: .row) var round: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let answer = try await desk.client.send(.browse("rounds", try desk.id(round, .rounds)))
      let ids = answer.json["slots"]?.items?.compactMap(\.text) ?? []
      let dates = desk.json ? [] : try await desk.dates(ids, of: answer.json["offerId"]?.text ?? "")
      desk.remember(.dates, ids)
      try desk.show(answer) { SharePages.round($0, dates: dates, typed: round, on: desk.terminal) }
    }
  }

  /// `breather rounds open`.
  struct Open: Verb {
    static let configuration = CommandConfiguration.desk(
      "Open a round: carers may ask until it closes, and there is no hurry.")

    @Argument(help: .offer) var offer: String
    @Option(help: .slots) var slot: [String]
    @Option(
      help: "From when carers may ask, on London's clocks, such as 2027-02-12T09:00. Left out: as the break says.")
    var opensAt: String?
    @Option(help: "Until when, such as 2027-02-26T17:00. Left out: as the break says.") var closesAt: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let slots = try slot.map { try desk.id($0, .dates) }
      let ask = Ask.post("offers", try desk.id(offer, .offers), "rounds", body: try body(slots: slots))
      try await desk.make(ask, as: .rounds, saying: "Open.") {
        SharePages.round($0, typed: "1", on: $1)
      }
    }

    /// The body of the request.
    /// - Throws: `DeskFault` with `.usage` for a time that there is not.
    func body(slots: [String]) throws -> JSON {
      .made([
        "slots": .array(slots.map(JSON.string)), "opensAt": .text(try opensAt.map(Self.moment)),
        "closesAt": .text(try closesAt.map(Self.moment)),
      ])
    }

    private static func moment(_ typed: String) throws -> String {
      guard let moment = LondonTime.moment(typed) else {
        throw DeskFault(.usage, "Write a day and a time like 2027-02-12T09:00.")
      }
      return moment
    }
  }

  /// `breather rounds call-off`.
  struct CallOff: Verb {
    static let configuration = CommandConfiguration.desk("Call a round off; everybody who asked gets a letter.")

    @Argument(help: .row) var round: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(round, .rounds)
      try desk.confirm("Call this round off?")
      try await desk.tell(.post("rounds", id, "call-off"), saying: "Called off.") {
        SharePages.round($0, on: $1)
      }
    }
  }

  /// `breather rounds ballot`.
  struct Ballot: Verb {
    static let configuration = CommandConfiguration.desk(
      "Print the file by which anybody can draw a round again: … > ballot.json")

    @Argument(help: .row) var round: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.browse("rounds", try desk.id(round, .rounds), "ballot")
      desk.terminal.pass(try await desk.client.send(ask).bytes)
    }
  }
}
