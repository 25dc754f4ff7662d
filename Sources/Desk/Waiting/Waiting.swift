import ArgumentParser
import Wire

/// `breather waiting`.
struct Waiting: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Wait in line for a date that is full; say yes or no when there is room.", discussion: DeskExit.help,
    subcommands: [Join.self, List.self, Show.self, Leave.self, Accept.self, TurnDown.self])

  /// `breather waiting join`.
  struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a party in line: all its dates, all its people.", discussion: DeskExit.help)

    @OptionGroup(title: "What they wait for") var wish: Bookings.Wish
    @Option(help: "The key of an earlier try that got lost on the way; the same words then join only once.")
    var key: String?
    @OptionGroup var desk: DeskOptions

    func validate() throws {
      if wish.overrideReason != nil {
        throw ValidationError(
          "Nobody is put before others in line: --override-reason belongs to breather bookings make.")
      }
      if wish.hold || wish.care.isBeside {
        throw ValidationError("--hold and --care-offer belong to breather bookings make.")
      }
    }

    func run() async throws {
      try await desk.run { desk in
        let offer = try desk.id(wish.offer, .offers)
        let slots = try await Bookings.Dates(desk: desk, offer: offer).ids(wish)
        let carer = try await wish.acting.carer(at: desk)
        var ask = Ask.post(
          "waiting", body: try wish.body(offer: offer, slots: slots.map(\.id), carer: carer, beside: nil))
        ask.idempotencyKey = key ?? Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        desk.remember(.waiting, [answer.json["id"]?.text].compactMap { $0 })
        try desk.show(answer) { [desk.terminal.bold("In line.")] + WaitingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather waiting list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List who waits, the last to join first.", discussion: DeskExit.help)

    @Option(name: .customLong("for"), help: "The carer: the row in the last list, the reference, or the id.")
    var whom: String?
    @Option(help: "The break: the row in the last list, or the id.") var offer: String?
    @Option(help: "An area, such as liverpool.") var area: String?
    @Option(help: "waiting, offered, taken, left or ended.") var state: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var (carer, offerID): (String?, String?)
        if let whom { carer = try await desk.carer(whom) }
        if let offer { offerID = try desk.id(offer, .offers) }
        let answer = try await desk.client.send(.get("waiting", query: query(carer: carer, offer: offerID)))
        desk.remember(.waiting, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { WaitingPages.list($0, on: desk.terminal) }
      }
    }

    func query(carer: String?, offer: String?) -> [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("carerId", carer), ("offerId", offer), ("area", area), ("state", state.map(Typed.word)),
        ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather waiting show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show where a party stands in line, and every step so far.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var party: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("waiting", try desk.id(party, .waiting)))
        try desk.show(answer) { WaitingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather waiting leave`.
  struct Leave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Leave the line.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var party: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(party, .waiting)
        try desk.confirm("Leave the waiting list?")
        let answer = try await desk.client.send(.post("waiting", id, "leave", body: [:]))
        try desk.show(answer) { ["Left."] + WaitingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather waiting accept`.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say yes to places that are kept for a party.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var party: String
    @OptionGroup(title: "What is said only now") var details: Details
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(party, .waiting)
        let answer = try await desk.client.send(.post("waiting", id, "accept", body: try details.body))
        try desk.show(answer) { booking in
          let first = booking.said("state") == "requested" ? "The partner has been asked." : "Booked."
          return [desk.terminal.bold(first)] + BookingPages.page(booking, on: desk.terminal)
        }
      }
    }
  }

  /// `breather waiting turn-down`.
  struct TurnDown: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "turn-down", abstract: "Say no to places that are kept for a party; it keeps its place in line.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var party: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(party, .waiting)
        try desk.confirm("Say no to the places?")
        let answer = try await desk.client.send(.post("waiting", id, "turn-down", body: [:]))
        try desk.show(answer) {
          ["Turned down. They keep their place in line."] + WaitingPages.page($0, on: desk.terminal)
        }
      }
    }
  }

  /// What is said of places only when they become a booking.
  struct Details: ParsableArguments {
    @Option(help: "Who looks after the person at home: arranged, needed, not-needed or comes-along.") var cover: String?
    @Flag(inversion: .prefixedNo, help: "The partner may be told food and access needs.") var shareNeeds: Bool?
    @Option(help: "The code of a redeemed prescription.") var prescription: String?
    @Option(help: "Words for the partner.") var note: String?
    @Option(help: "The whole party anew, as in breather bookings make, with as many people. May be repeated.")
    var party: [String] = []
    @Flag(help: "The carer stays at home; with --party.") var withoutCarer = false

    var body: JSON {
      get throws {
        let anew = party.isEmpty ? [] : try PartyMember.party(party, withoutCarer: withoutCarer)
        return .made([
          "party": anew.isEmpty ? nil : .array(anew.map(\.body)), "prescription": .text(prescription),
          "cover": cover.map { ["how": .string(Typed.word($0))] }, "shareNeeds": shareNeeds.map(JSON.bool),
          "note": .text(note),
        ])
      }
    }
  }
}
