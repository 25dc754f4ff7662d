import ArgumentParser
import Wire

/// `breather entries`: what carers ask for in rounds.
struct Entries: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Ask for a scarce break, see what came of it, ask a person to look again.",
    subcommands: [Make.self, List.self, Show.self, Withdraw.self, AskAPerson.self])

  /// What is asked for; all of it goes into one request.
  struct Wish: ParsableArguments {
    @Option(help: "The round: the row in the last list, or the id.") var round: String
    @Option(
      help: "A date: the row in the last list of dates, or the id. May be repeated. Left out: the round's only one.")
    var slot: [String] = []
    @OptionGroup var acting: ActingFor
    @OptionGroup var who: PartyWords
    @Option(help: "The kind of room or table, such as twin.") var unitKind: String?
    @OptionGroup(title: "Care meanwhile") var care: CareWish

    /// The body of the request.
    ///
    /// - Parameter beside: care that is to be booked with it.
    func body(slots: [String], carer: String?, beside: JSON? = nil) throws -> JSON {
      try who.asked().with([
        "slots": .array(slots.map(JSON.string)), "unitKind": .text(unitKind.map(Typed.word)),
        "care": care.asked, "replacementCare": beside, "onBehalfOf": .text(carer), "identity": acting.identity,
      ])
    }
  }

  /// `breather entries make`.
  struct Make: Verb {
    static let configuration = CommandConfiguration.desk("Ask for dates of a round; early or late is all the same.")

    @OptionGroup(title: "The entry") var wish: Wish
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let round = try desk.id(wish.round, .rounds)
      let slots = try await slots(of: round, desk)
      let carer = try await wish.acting.carer(at: desk)
      let body = try wish.body(slots: slots, carer: carer, beside: try await wish.care.beside(at: desk))
      try await desk.make(.post("rounds", round, "entries", body: body), as: .entries, saying: "It is in.") {
        SharePages.entry($0, on: $1)
      }
    }

    private func slots(of round: String, _ desk: Desk) async throws -> [String] {
      if !wish.slot.isEmpty { return try wish.slot.map { try desk.id($0, .dates) } }
      let shown = try await desk.client.send(.get("rounds", round)).json
      let slots = shown["slots"]?.items?.compactMap(\.text) ?? []
      guard slots.count == 1 else {
        throw DeskFault(
          .usage, "This round has \(slots.count) dates. Say which: --slot ROW, after breather rounds show.")
      }
      return slots
    }
  }

  /// `breather entries list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List what a carer asked for, the newest first.")

    @Option(name: .customLong("for"), help: .whom)
    var whom: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await desk.carer(ifSaid: whom)
      try await desk.list(.get("entries", query: query(carer: carer)), as: .entries, SharePages.entries)
    }

    func query(carer: String?) -> Ask.Query {
      Typed.query([("carerId", carer)]) + page.query
    }
  }

  /// `breather entries show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show what came of an entry, and why.")

    @Argument(help: .row) var entry: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let answer = try await desk.client.send(.get("entries", try desk.id(entry, .entries)))
      let ids = answer.json["slots"]?.items?.compactMap(\.text) ?? []
      let dates = desk.json ? [] : try await desk.dates(ids, of: answer.json["offer"]?["id"]?.text ?? "")
      try desk.show(answer) { SharePages.entry($0, dates: dates, typed: entry, on: desk.terminal) }
    }
  }

  /// `breather entries withdraw`.
  struct Withdraw: Verb {
    static let configuration = CommandConfiguration.desk("Take an entry back before the draw; it costs nothing.")

    @Argument(help: .row) var entry: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(entry, .entries)
      try desk.confirm("Take this entry back?")
      try await desk.tell(.post("entries", id, "withdraw"), saying: "Taken back.") { SharePages.entry($0, on: $1) }
    }
  }

  /// `breather entries ask`.
  struct AskAPerson: Verb {
    static let configuration = CommandConfiguration.desk(
      "Ask that a person looks again at an entry that lost.", named: "ask")

    @Argument(help: .row) var entry: String
    @Option(help: "What should be heeded; may be left out.") var words: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.make(.post("entries", try desk.id(entry, .entries), "ask-a-person", body: body)) { _, _ in
        ["A coordinator looks at it again. The answer comes in a letter."]
      }
    }

    var body: JSON { .made(["words": .text(words)]) }
  }
}
