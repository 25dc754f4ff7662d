import ArgumentParser
import Wire

// What a partner, or a coordinator for them, does with the dates of a break.

extension Offers {
  /// `breather offers add-dates`.
  struct AddDates: Verb {
    static let configuration = CommandConfiguration.desk("Add dates to a break, all or none.")

    @Argument(help: .row) var offer: String
    @OptionGroup(title: "The dates") var dates: DateOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await DateAsks.add(try dates.body(), to: offer, at: desk)
    }
  }

  /// `breather offers repeat`.
  struct Repeat: Verb {
    static let configuration = CommandConfiguration.desk(
      "Add dates to a break by a rule, such as Tuesdays until July, not on bank holidays.")

    @Argument(help: .row) var offer: String
    @OptionGroup(title: "The rule") var rule: RuleOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await DateAsks.add(try rule.body(), to: offer, at: desk)
    }
  }

  /// `breather offers change-date`.
  struct ChangeDate: Verb {
    static let configuration = CommandConfiguration.desk("Give a date more room or less, down to what is taken.")

    @Argument(help: .date) var date: String
    @OptionGroup(title: "The room it has") var room: RoomOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      var body = JSONObject()
      for (name, value) in try room.members() { body[name] = value }
      guard !body.isEmpty else { throw DeskFault(.usage, "Say what room it has, such as --places 6.") }
      try await desk.tell(.patch("slots", try desk.id(date, .dates), body: .object(body)), saying: "Changed.") {
        OfferPages.datesTable([$0], on: $1)
      }
    }
  }

  /// `breather offers remove-date`.
  struct RemoveDate: Verb {
    static let configuration = CommandConfiguration.desk("Take away a date on which nothing was ever booked.")

    @Argument(help: .date) var date: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(date, .dates)
      try desk.confirm("Take this date away?")
      try await desk.tell(.delete("slots", id)) { _, _ in ["The date is gone."] }
    }
  }

  /// `breather offers pause`.
  struct Pause: Verb {
    static let configuration = CommandConfiguration.desk(
      "Take no bookings for the dates of some days; what is booked is honoured.")

    @Argument(help: .row) var offer: String
    @Option(help: "The first day, such as 2027-03-05.") var from: String
    @Option(help: "The last day, included.") var to: String
    @Option(help: "Why, for the partner and the coordinators.") var reason: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let body: JSON = .made(["from": .string(from), "to": .string(to), "reason": .text(reason)])
      let ask = Ask.post("offers", try desk.id(offer, .offers), "pause", body: body)
      try await desk.tell(ask) { paused, _ in [DateAsks.count(paused, "paused")] }
    }
  }

  /// `breather offers resume`.
  struct Resume: Verb {
    static let configuration = CommandConfiguration.desk("Take bookings again for the dates of some days.")

    @Argument(help: .row) var offer: String
    @Option(help: "The first day, such as 2027-03-05.") var from: String
    @Option(help: "The last day, included.") var to: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let body: JSON = ["from": .string(from), "to": .string(to)]
      let ask = Ask.post("offers", try desk.id(offer, .offers), "resume", body: body)
      try await desk.tell(ask) { open, _ in [DateAsks.count(open, "open again")] }
    }
  }
}

/// What is asked about the dates of a break.
private enum DateAsks {
  /// Adds dates, once whatever happens to the line, and shows them.
  static func add(_ body: JSON, to offer: String, at desk: Desk) async throws {
    let answer = try await desk.made(by: Ask.post("offers", try desk.id(offer, .offers), "slots", body: body))
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
    let dates = count == 1 ? "One date is \(state)." : "\(count) dates are \(state)."
    let bookings = answer["bookings"]?.int ?? 0
    return bookings == 0 ? dates : dates + " \(bookings == 1 ? "One booking stands" : "\(bookings) bookings stand")."
  }
}
