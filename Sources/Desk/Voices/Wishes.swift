import ArgumentParser
import Wire

/// `breather wishes`: breaks that carers would like and nobody offers yet.
struct Wishes: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Write down a carer's wish; second, show, close and take back wishes.",
    subcommands: [List.self, Make.self, Second.self, Show.self, Close.self, Withdraw.self])

  /// `breather wishes list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List wishes, the newest first.")

    @Option(
      name: .customLong("for"), help: "As this carer sees them: the row in the last list, the reference, or the id.")
    var whom: String?
    @Option(help: .anArea) var area: String?
    @Option(help: "waiting, shown or closed.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await desk.carer(ifSaid: whom)
      try await desk.list(.get("wishes", query: query(carer: carer)), as: .wishes, WishPages.list)
    }

    func query(carer: String?) -> Ask.Query {
      Typed.query([("carerId", carer), ("area", area), ("state", state.map(Typed.word))]) + page.query
    }
  }

  /// `breather wishes make`.
  struct Make: Verb {
    static let configuration = CommandConfiguration.desk("Write down what a carer would like.")

    @OptionGroup var acting: ActingFor
    @OptionGroup var words: WordsOption
    @Option(help: "The area. Left out: the carer's own.") var area: String?
    @Option(help: "hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community or care.")
    var category: String?
    @Option(help: "overnight, daytime or at-home.") var stay: String?
    @Option(help: "A postcode or its first half; only the first half is kept.") var near: String?
    @Option(help: "The language it should be in, such as pa.") var language: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await acting.carer(at: desk)
      let words = try words.said(at: desk, asking: "What would it be?")
      try await desk.make(
        .post("wishes", body: body(words: words, carer: carer)), as: .wishes,
        saying: "Written down. Others see it once a coordinator has read it.", WishPages.page)
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
  struct Second: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say that a carer would like another's wish too, or take it back.")

    @Argument(help: .row) var wish: String
    @OptionGroup var acting: ActingFor
    @Flag(help: "Take it back.") var undo = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(wish, .wishes)
      let carer = try await acting.carer(at: desk)
      let ask = Ask.post("wishes", id, undo ? "unsecond" : "second", body: body(carer: carer))
      try await desk.tell(ask, WishPages.page)
    }

    /// The body of the request.
    func body(carer: String?) -> JSON { .made(["onBehalfOf": .text(carer), "identity": acting.identity]) }
  }

  /// `breather wishes show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk(
      "Let the carers of its area see a wish whose words tell of nobody; for coordinators.")

    @Argument(help: .row) var wish: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(wish, .wishes)
      try desk.confirm("Have you read that its words say nothing of who made it?")
      try await desk.tell(.post("wishes", id, "show"), WishPages.page)
    }
  }

  /// `breather wishes close`.
  struct Close: Verb {
    static let configuration = CommandConfiguration.desk("Close a wish; for coordinators.")

    @Argument(help: .row) var wish: String
    @Option(help: "offered, not-possible or not-fitting.") var why: String
    @Option(help: "The break that was made of it: the row in the last list, or the id.") var offer: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(wish, .wishes)
      let offer = try offer.map { try desk.id($0, .offers) }
      try desk.confirm("Close this wish?")
      try await desk.tell(.post("wishes", id, "close", body: body(offer: offer)), WishPages.page)
    }

    /// The body of the request.
    func body(offer: String?) -> JSON { .made(["why": .string(Typed.word(why)), "offerId": .text(offer)]) }
  }
}

extension Wishes {
  /// `breather wishes withdraw`.
  struct Withdraw: Verb {
    static let configuration = CommandConfiguration.desk("Take a carer's own wish back; its words are deleted.")

    @Argument(help: .row) var wish: String
    @OptionGroup var acting: ActingFor
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(wish, .wishes)
      let carer = try await acting.carer(at: desk)
      try desk.confirm("Take this wish back? Its words are deleted, and it counts no more.")
      try await desk.tell(.post("wishes", id, "withdraw", body: body(carer: carer)), WishPages.page)
    }

    /// The body of the request.
    func body(carer: String?) -> JSON { .made(["onBehalfOf": .text(carer), "identity": acting.identity]) }
  }
}

/// `breather demand`: what carers wish for that nobody offers.
struct DemandDesk: Verb {
  static let configuration = CommandConfiguration.desk(
    "Show what carers wish for, what nobody offers first.", named: "demand")

  @Option(help: "One of your areas.") var area: String?
  @OptionGroup var page: PageOptions
  @OptionGroup var desk: DeskOptions

  func work(at desk: Desk) async throws {
    try await desk.tell(.get("demand", query: Typed.query([("area", area)]) + page.query), WishPages.demand)
  }
}
