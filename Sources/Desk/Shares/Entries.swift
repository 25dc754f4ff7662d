import ArgumentParser
import Wire

/// `breather entries`: what carers ask for in rounds.
struct Entries: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask for a scarce break, see what came of it, ask a person to look again.", discussion: DeskExit.help,
    subcommands: [Make.self, List.self, Show.self, Withdraw.self, AskAPerson.self])

  /// What is asked for; all of it goes into one request.
  struct Wish: ParsableArguments {
    @Option(help: "The round: the row in the last list, or the id.") var round: String
    @Option(
      help: "A date: the row in the last list of dates, or the id. May be repeated. Left out: the round's only one.")
    var slot: [String] = []
    @OptionGroup var acting: ActingFor
    @Option(help: "Someone who comes along, as in breather bookings make. May be repeated.") var party: [String] = []
    @Flag(help: "The carer stays at home.") var withoutCarer = false
    @Option(help: "Who looks after the person at home: arranged, needed, not-needed or comes-along.") var cover: String?
    @Flag(
      inversion: .prefixedNo, help: "The partner may be told food and access needs. Left out: what the carer agreed to."
    )
    var shareNeeds: Bool?
    @Option(help: "The code of a redeemed prescription.") var prescription: String?
    @Option(help: "The kind of room or table, such as twin.") var unitKind: String?
    @Option(help: "Words for the partner.") var note: String?
    @OptionGroup(title: "Care meanwhile") var care: CareWish

    /// The body of the request.
    ///
    /// - Parameter beside: care that is to be booked with it.
    func body(slots: [String], carer: String?, beside: JSON? = nil) throws -> JSON {
      let party = try PartyMember.party(party, withoutCarer: withoutCarer)
      return .made([
        "slots": .array(slots.map(JSON.string)), "party": .array(party.map(\.body)),
        "prescription": .text(prescription), "cover": cover.map { ["how": .string(Typed.word($0))] },
        "shareNeeds": shareNeeds.map(JSON.bool), "unitKind": .text(unitKind.map(Typed.word)), "note": .text(note),
        "care": care.asked, "replacementCare": beside, "onBehalfOf": .text(carer), "identity": acting.identity,
      ])
    }
  }

  /// `breather entries make`.
  struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask for dates of a round; early or late is all the same.", discussion: DeskExit.help)

    @OptionGroup(title: "The entry") var wish: Wish
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let round = try desk.id(wish.round, .rounds)
        let slots = try await slots(of: round, desk)
        let carer = try await wish.acting.carer(at: desk)
        let body = try wish.body(slots: slots, carer: carer, beside: try await wish.care.beside(at: desk))
        var ask = Ask.post("rounds", round, "entries", body: body)
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        desk.remember(.entries, [answer.json["id"]?.text].compactMap { $0 })
        try desk.show(answer) { [desk.terminal.bold("It is in.")] + SharePages.entry($0, on: desk.terminal) }
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
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what a carer asked for, the newest first.", discussion: DeskExit.help)

    @Option(name: .customLong("for"), help: "The carer: the row in the last list, the reference, or the id.")
    var whom: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var carer: String?
        if let whom { carer = try await desk.carer(whom) }
        let answer = try await desk.client.send(.get("entries", query: query(carer: carer)))
        desk.remember(.entries, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { SharePages.entries($0, on: desk.terminal) }
      }
    }

    func query(carer: String?) -> [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("carerId", carer), ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather entries show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what came of an entry, and why.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var entry: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("entries", try desk.id(entry, .entries)))
        try desk.show(answer) { SharePages.entry($0, on: desk.terminal) }
      }
    }
  }

  /// `breather entries withdraw`.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an entry back before the draw; it costs nothing.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var entry: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(entry, .entries)
        try desk.confirm("Take this entry back?")
        let answer = try await desk.client.send(.post("entries", id, "withdraw", body: [:]))
        try desk.show(answer) { ["Taken back."] + SharePages.entry($0, on: desk.terminal) }
      }
    }
  }

  /// `breather entries ask`.
  struct AskAPerson: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask", abstract: "Ask that a person looks again at an entry that lost.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var entry: String
    @Option(help: "What should be heeded; may be left out.") var words: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var ask = Ask.post("entries", try desk.id(entry, .entries), "ask-a-person", body: body)
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        try desk.show(answer) { _ in ["A coordinator looks at it again. The answer comes in a letter."] }
      }
    }

    var body: JSON { .made(["words": .text(words)]) }
  }
}
