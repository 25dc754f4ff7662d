import ArgumentParser
import Wire

/// `breather bookings`.
struct Bookings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Book a break, look at bookings, change or cancel one.", discussion: DeskExit.help,
    subcommands: [
      Make.self, Confirm.self, Extend.self, List.self, Show.self, ChangeIt.self, Cancel.self, Accept.self, Decline.self,
      Attended.self, Absent.self, AbsenceIt.self, Care.self,
    ])

  /// `breather bookings list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List bookings, the newest first.", discussion: DeskExit.help)

    @Option(name: .customLong("for"), help: "The carer: the row in the last list, the reference, or the id.")
    var whom: String?
    @Option(help: "An area, such as liverpool.") var area: String?
    @Option(help: "held, requested, confirmed, declined, cancelled, lapsed, attended or absent.") var state: String?
    @Option(help: "First day, such as 2027-03-05.") var from: String?
    @Option(help: "Last day, included.") var to: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var carer: String?
        if let whom { carer = try await desk.carer(whom) }
        let answer = try await desk.client.send(.get("bookings", query: query(carer: carer)))
        try desk.show(answer) { BookingPages.list($0, on: desk.terminal) }
      }
    }

    func query(carer: String?) -> [(name: String, value: String)] {
      let all: [(name: String, value: String?)] = [
        ("carerId", carer), ("area", area), ("state", state.map(Typed.word)), ("from", from), ("to", to),
        ("limit", limit.map(String.init)), ("cursor", cursor),
      ]
      return all.compactMap { item in item.value.map { (item.name, $0) } }
    }
  }

  /// `breather bookings show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show a booking.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("bookings", reference))
        try desk.show(answer) { BookingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather bookings cancel`.
  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Cancel a booking; an emergency is no fault.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @Option(help: "changed-mind, illness, emergency, bereavement, care-fell-through, transport or other.")
    var why: String?
    @Option(help: "More, in words; for the desk only.") var reason: String?
    @Flag(help: "Give up the care that goes with it as well.") var careToo = false
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        try desk.confirm("Cancel the booking \(reference)?")
        let answer = try await desk.client.send(.post("bookings", reference, "cancel", body: body))
        try desk.show(answer) { BookingPages.page($0, on: desk.terminal) }
      }
    }

    var body: JSON { .made(["why": .text(why.map(Typed.word)), "reason": .text(reason), "careToo": .flag(careToo)]) }
  }

  /// What a partner says to a request.
  struct PartnerAnswer: ParsableArguments {
    @Option(help: "Words for the carer.") var message: String?
    @Option(help: "Words for the desk only.") var reason: String?
    @Option(help: "Whom at the partner a coordinator spoke to.") var spokeTo: String?

    var body: JSON {
      .made(["reason": .text(reason), "message": .text(message), "spokeTo": .text(spokeTo)])
    }
  }

  /// `breather bookings accept`.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say yes to a request, for a partner.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var answer: PartnerAnswer
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let done = try await desk.client.send(.post("bookings", reference, "accept", body: answer.body))
        try desk.show(done) { ["Accepted."] + BookingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather bookings decline`.
  struct Decline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say no to a request, for a partner; it costs the carer nothing.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var answer: PartnerAnswer
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        try desk.confirm("Decline the request \(reference)?")
        let done = try await desk.client.send(.post("bookings", reference, "decline", body: answer.body))
        try desk.show(done) { ["Declined."] + BookingPages.page($0, on: desk.terminal) }
      }
    }
  }
}
