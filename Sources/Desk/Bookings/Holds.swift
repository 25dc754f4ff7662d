import ArgumentParser
import Wire

// Places that were kept with `breather bookings make --hold`.

extension Bookings {
  /// What is said only when kept places become a booking.
  struct HoldWords: ParsableArguments {
    @Option(help: "Who comes besides the carer, as in breather bookings make; as many people as places are kept for.")
    var party: [String] = []
    @Flag(help: "The carer stays at home; the party is all who come.") var withoutCarer = false
    @Option(help: "Who looks after the person at home: arranged, needed, not-needed or comes-along.") var cover: String?
    @Flag(help: "The partner may be told food and access needs.") var shareNeeds = false
    @Option(help: "The code of a redeemed prescription.") var prescription: String?
    @Option(help: "Words for the partner.") var note: String?

    /// The body of the request.
    func body() throws -> JSON {
      let members =
        party.isEmpty && !withoutCarer ? [] : try PartyMember.party(party, withoutCarer: withoutCarer).map(\.body)
      return .made([
        "party": .list(members), "prescription": .text(prescription),
        "cover": cover.map { ["how": .string(Typed.word($0))] }, "shareNeeds": .flag(shareNeeds), "note": .text(note),
      ])
    }
  }

  /// `breather bookings confirm`.
  struct Confirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Book places that were kept.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup(title: "What is said only now") var words: HoldWords
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.post("bookings", reference, "confirm", body: try words.body()))
        try desk.show(answer) {
          [desk.terminal.bold(Words.booked($0.said("state")))] + BookingPages.page($0, on: desk.terminal)
        }
      }
    }
  }

  /// `breather bookings extend`.
  struct Extend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep places a quarter of an hour longer, once.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.post("bookings", reference, "extend", body: .object(JSONObject())))
        try desk.show(answer) { BookingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather bookings absence`.
  struct AbsenceIt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "absence", abstract: "Say what happened when nobody came; life costs no break.",
      discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @Option(help: "illness, emergency, bereavement, care-fell-through, transport, changed-mind or other.")
    var why: String
    @Option(help: "More, in words; for the desk only.") var reason: String?
    @Flag(help: "Excuse it whatever the reason was; for coordinators, with --reason.") var excused = false
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.post("bookings", reference, "absence", body: body))
        try desk.show(answer) { BookingPages.page($0, on: desk.terminal) }
      }
    }

    var body: JSON {
      .made(["why": .string(Typed.word(why)), "reason": .text(reason), "excused": .flag(excused)])
    }
  }
}
