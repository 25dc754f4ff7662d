import ArgumentParser
import Wire

/// `breather waiting`.
struct Waiting: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Wait in line for a date that is full; say yes or no when there is room.",
    subcommands: [Join.self, List.self, Show.self, Leave.self, Accept.self, TurnDown.self])

  /// `breather waiting join`.
  struct Join: Verb {
    static let configuration = CommandConfiguration.desk("Put a party in line: all its dates, all its people.")

    @OptionGroup(title: "What they wait for") var wish: Bookings.Wish
    @Option(help: .key)
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

    func work(at desk: Desk) async throws {
      let offer = try desk.id(wish.offer, .offers)
      let slots = try await Bookings.Dates(desk: desk, offer: offer).ids(wish)
      let carer = try await wish.acting.carer(at: desk)
      let body = try wish.body(offer: offer, slots: slots.map(\.id), carer: carer, beside: nil)
      try await desk.make(.post("waiting", body: body), as: .waiting, key: key, saying: "In line.", WaitingPages.page)
    }
  }

  /// `breather waiting list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List who waits, the last to join first.")

    @Option(name: .customLong("for"), help: .whom)
    var whom: String?
    @Option(help: .offer) var offer: String?
    @Option(help: .anArea) var area: String?
    @Option(help: "waiting, offered, taken, left or ended.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let query = query(carer: try await desk.carer(ifSaid: whom), offer: try desk.id(ifSaid: offer, .offers))
      try await desk.list(.get("waiting", query: query), as: .waiting, WaitingPages.list)
    }

    func query(carer: String?, offer: String?) -> Ask.Query {
      Typed.query([("carerId", carer), ("offerId", offer), ("area", area), ("state", state.map(Typed.word))])
        + page.query
    }
  }

  /// `breather waiting show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show where a party stands in line, and every step so far.")

    @Argument(help: .row) var party: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("waiting", try desk.id(party, .waiting)), WaitingPages.page)
    }
  }

  /// `breather waiting leave`.
  struct Leave: Verb {
    static let configuration = CommandConfiguration.desk("Leave the line.")

    @Argument(help: .row) var party: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(party, .waiting)
      try desk.confirm("Leave the waiting list?")
      try await desk.tell(.post("waiting", id, "leave"), saying: "Left.", WaitingPages.page)
    }
  }

  /// `breather waiting accept`.
  struct Accept: Verb {
    static let configuration = CommandConfiguration.desk("Say yes to places that are kept for a party.")

    @Argument(help: .row) var party: String
    @OptionGroup(title: "What is said only now") var words: PartyWords
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(party, .waiting)
      try await desk.tell(.post("waiting", id, "accept", body: try words.anew()), BookingPages.booked)
    }
  }

  /// `breather waiting turn-down`.
  struct TurnDown: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say no to places that are kept for a party; it keeps its place in line.", named: "turn-down")

    @Argument(help: .row) var party: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(party, .waiting)
      try desk.confirm("Say no to the places?")
      try await desk.tell(
        .post("waiting", id, "turn-down"), saying: "Turned down. They keep their place in line.", WaitingPages.page)
    }
  }
}
