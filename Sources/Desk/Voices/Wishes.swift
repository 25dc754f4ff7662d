import ArgumentParser
import Wire

/// `breather wishes`: breaks that carers would like and nobody offers yet.
struct Wishes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write down a carer's wish; second, show, close and take back wishes.", discussion: DeskExit.help,
    subcommands: [List.self, Make.self, Second.self, Show.self, Close.self, Withdraw.self])

  /// `breather wishes list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List wishes, the newest first.", discussion: DeskExit.help)

    @Option(
      name: .customLong("for"), help: "As this carer sees them: the row in the last list, the reference, or the id.")
    var whom: String?
    @Option(help: "An area, such as liverpool.") var area: String?
    @Option(help: "waiting, shown or closed.") var state: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var carer: String?
        if let whom { carer = try await desk.carer(whom) }
        let answer = try await desk.client.send(.get("wishes", query: query(carer: carer)))
        desk.remember(.wishes, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { WishPages.list($0, on: desk.terminal) }
      }
    }

    func query(carer: String?) -> [(name: String, value: String)] {
      Typed.query([
        ("carerId", carer), ("area", area), ("state", state.map(Typed.word)), ("limit", limit.map(String.init)),
        ("cursor", cursor),
      ])
    }
  }

  /// `breather wishes make`.
  struct Make: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write down what a carer would like.", discussion: DeskExit.help)

    @OptionGroup var acting: ActingFor
    @OptionGroup var words: WordsOption
    @Option(help: "The area. Left out: the carer's own.") var area: String?
    @Option(help: "hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community or care.")
    var category: String?
    @Option(help: "overnight, daytime or at-home.") var stay: String?
    @Option(help: "A postcode or its first half; only the first half is kept.") var near: String?
    @Option(help: "The language it should be in, such as pa.") var language: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let carer = try await acting.carer(at: desk)
        let words = try words.said(at: desk, asking: "What would it be?")
        var ask = Ask.post("wishes", body: body(words: words, carer: carer))
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        desk.remember(.wishes, [answer.json["id"]?.text].compactMap { $0 })
        try desk.show(answer) {
          ["Written down. Others see it once a coordinator has read it."] + WishPages.page($0, on: desk.terminal)
        }
      }
    }

    /// The body of the request.
    func body(words: String, carer: String?) -> JSON {
      .made([
        "words": .string(words), "area": .text(area), "category": .text(category.map(Typed.word)),
        "stay": .text(stay.map(Typed.word)), "near": .text(near), "language": .text(language),
        "onBehalfOf": .text(carer), "identity": acting.identity,
      ])
    }
  }

  /// `breather wishes second`.
  struct Second: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say that a carer would like another's wish too, or take it back.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var wish: String
    @OptionGroup var acting: ActingFor
    @Flag(help: "Take it back.") var undo = false
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(wish, .wishes)
        let carer = try await acting.carer(at: desk)
        let ask = Ask.post("wishes", id, undo ? "unsecond" : "second", body: body(carer: carer))
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { WishPages.page($0, on: desk.terminal) }
      }
    }

    /// The body of the request.
    func body(carer: String?) -> JSON { .made(["onBehalfOf": .text(carer), "identity": acting.identity]) }
  }

  /// `breather wishes show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let the carers of its area see a wish whose words tell of nobody; for coordinators.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var wish: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(wish, .wishes)
        try desk.confirm("Have you read that its words say nothing of who made it?")
        let answer = try await desk.client.send(.post("wishes", id, "show", body: [:]))
        try desk.show(answer) { WishPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather wishes close`.
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close a wish; for coordinators.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var wish: String
    @Option(help: "offered, not-possible or not-fitting.") var why: String
    @Option(help: "The break that was made of it: the row in the last list, or the id.") var offer: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(wish, .wishes)
        let offer = try offer.map { try desk.id($0, .offers) }
        try desk.confirm("Close this wish?")
        let answer = try await desk.client.send(.post("wishes", id, "close", body: body(offer: offer)))
        try desk.show(answer) { WishPages.page($0, on: desk.terminal) }
      }
    }

    /// The body of the request.
    func body(offer: String?) -> JSON { .made(["why": .string(Typed.word(why)), "offerId": .text(offer)]) }
  }
}

extension Wishes {
  /// `breather wishes withdraw`.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a carer's own wish back; its words are deleted.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var wish: String
    @OptionGroup var acting: ActingFor
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(wish, .wishes)
        let carer = try await acting.carer(at: desk)
        try desk.confirm("Take this wish back? Its words are deleted, and it counts no more.")
        let ask = Ask.post("wishes", id, "withdraw", body: body(carer: carer))
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { WishPages.page($0, on: desk.terminal) }
      }
    }

    /// The body of the request.
    func body(carer: String?) -> JSON { .made(["onBehalfOf": .text(carer), "identity": acting.identity]) }
  }
}

/// `breather demand`: what carers wish for that nobody offers.
struct DemandDesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demand", abstract: "Show what carers wish for, what nobody offers first.",
    discussion: DeskExit.help)

  @Option(help: "One of your areas.") var area: String?
  @Option(help: "How many groups to list, at most 100.") var limit: Int?
  @Option(help: "The place where the last list ended.") var cursor: String?
  @OptionGroup var desk: DeskOptions

  func run() async throws {
    try await desk.run { desk in
      let query = Typed.query([("area", area), ("limit", limit.map(String.init)), ("cursor", cursor)])
      let answer = try await desk.client.send(.get("demand", query: query))
      try desk.show(answer) { WishPages.demand($0, on: desk.terminal) }
    }
  }
}
