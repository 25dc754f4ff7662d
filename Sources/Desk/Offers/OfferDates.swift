import ArgumentParser
import Wire

// What a partner, or a coordinator for them, does with the dates of a break.

extension Offers {
  /// `breather offers add-dates`.
  struct AddDates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add dates to a break, all or none.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @OptionGroup(title: "The dates") var dates: DateOptions
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in try await DateAsks.add(try dates.body(), to: offer, at: desk) }
    }
  }

  /// `breather offers repeat`.
  struct Repeat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add dates to a break by a rule, such as Tuesdays until July, not on bank holidays.",
      discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @OptionGroup(title: "The rule") var rule: RuleOptions
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in try await DateAsks.add(try rule.body(), to: offer, at: desk) }
    }
  }

  /// `breather offers change-date`.
  struct ChangeDate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a date more room or less, down to what is taken.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list of dates, or the id.") var date: String
    @OptionGroup(title: "The room it has") var room: RoomOptions
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var body = JSONObject()
        for (name, value) in try room.members() { body[name] = value }
        guard !body.isEmpty else { throw DeskFault(.usage, "Say what room it has, such as --places 6.") }
        let ask = Ask(method: "PATCH", path: ["slots", try desk.id(date, .dates)], body: .object(body))
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { ["Changed."] + OfferPages.datesTable([$0], on: desk.terminal) }
      }
    }
  }

  /// `breather offers remove-date`.
  struct RemoveDate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take away a date on which nothing was ever booked.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list of dates, or the id.") var date: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(date, .dates)
        try desk.confirm("Take this date away?")
        let answer = try await desk.client.send(Ask(method: "DELETE", path: ["slots", id]))
        try desk.show(answer) { _ in ["The date is gone."] }
      }
    }
  }

  /// `breather offers pause`.
  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take no bookings for the dates of some days; what is booked is honoured.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @Option(help: "The first day, such as 2027-03-05.") var from: String
    @Option(help: "The last day, included.") var to: String
    @Option(help: "Why, for the partner and the coordinators.") var reason: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let body: JSON = .made(["from": .string(from), "to": .string(to), "reason": .text(reason)])
        let answer = try await desk.client.send(.post("offers", try desk.id(offer, .offers), "pause", body: body))
        try desk.show(answer) { [DateAsks.count($0, "paused")] }
      }
    }
  }

  /// `breather offers resume`.
  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take bookings again for the dates of some days.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @Option(help: "The first day, such as 2027-03-05.") var from: String
    @Option(help: "The last day, included.") var to: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let body: JSON = ["from": .string(from), "to": .string(to)]
        let answer = try await desk.client.send(.post("offers", try desk.id(offer, .offers), "resume", body: body))
        try desk.show(answer) { [DateAsks.count($0, "open again")] }
      }
    }
  }
}

/// What is asked about the dates of a break.
private enum DateAsks {
  /// Adds dates, once whatever happens to the line, and shows them.
  static func add(_ body: JSON, to offer: String, at desk: Desk) async throws {
    var ask = Ask.post("offers", try desk.id(offer, .offers), "slots", body: body)
    ask.idempotencyKey = Ask.freshKey()
    let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
    let slots = answer.json["slots"]?.items ?? []
    desk.remember(.dates, slots.compactMap { $0["id"]?.text })
    try desk.show(answer) { _ in
      [slots.count == 1 ? "One date was added." : "\(slots.count) dates were added.", ""]
        + OfferPages.datesTable(slots, on: desk.terminal)
    }
  }

  /// Such as `3 dates are paused.`
  static func count(_ answer: JSON, _ state: String) -> String {
    let count = answer["slots"]?.int ?? 0
    return count == 1 ? "One date is \(state)." : "\(count) dates are \(state)."
  }
}
