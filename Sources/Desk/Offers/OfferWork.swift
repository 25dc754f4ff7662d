import ArgumentParser
import Wire

// What a coordinator does to offers for a partner on the telephone.

extension Offers {
  /// `breather offers draft`.
  struct Draft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draft a break for a partner; carers do not see it yet.", discussion: DeskExit.help)

    @Option(help: "The partner: the row in the last list, or the id.") var partner: String
    @OptionGroup(title: "The break") var offer: OfferOptions
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        guard offer.title != nil, offer.stay != nil else {
          throw DeskFault(.usage, "A break needs at least --title and --stay.")
        }
        var ask = Ask.post("partners", try desk.id(partner, .partners), "offers", body: try offer.body())
        ask.idempotencyKey = Ask.freshKey()
        try Offers.showMade(try await desk.client.sendOnce(ask, note: desk.terminal.sayAside), desk)
      }
    }
  }

  /// `breather offers change`.
  struct Change: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change what a break says; what is not named stays.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var which: String
    @OptionGroup(title: "The break") var offer: OfferOptions
    @Option(help: "Take a field away: summary, description, town, value-pence, season or window. May be repeated.")
    var clear: [String] = []
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let body = try offer.body(clearing: clear)
        let answer = try await desk.client.send(.patch("offers", try desk.id(which, .offers), body: body))
        try desk.show(answer) { OfferPages.said($0, on: desk.terminal) }
      }
    }
  }

  /// `breather offers copy`.
  struct Copy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draft a break that says what another one says, without dates and season.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @Option(help: "The title of the copy.") var title: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        var ask = Ask.post("offers", try desk.id(offer, .offers), "copy", body: .made(["title": .text(title)]))
        ask.idempotencyKey = Ask.freshKey()
        try Offers.showMade(try await desk.client.sendOnce(ask, note: desk.terminal.sayAside), desk)
      }
    }
  }

  /// `breather offers publish`.
  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a break to carers; what is missing is said.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(
          .post("offers", try desk.id(offer, .offers), "publish", body: .made([:])))
        try desk.show(answer) { published in
          ["Published: \(published.said("title") ?? "")"]
            + (published["warnings"]?.items ?? []).compactMap { $0.said("detail") }
        }
      }
    }
  }

  /// `breather offers withdraw`.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a break out of sight; bookings that stand are honoured.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var offer: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        try desk.confirm("Take this break out of sight?")
        let answer = try await desk.client.send(
          .post("offers", try desk.id(offer, .offers), "withdraw", body: .made([:])))
        try desk.show(answer) { ["Withdrawn: \($0.said("title") ?? "")"] }
      }
    }
  }

  fileprivate static func showMade(_ answer: Answer, _ desk: Desk) throws {
    desk.remember(.offers, [answer.json["id"]?.text].compactMap { $0 })
    try desk.show(answer) { OfferPages.said($0, on: desk.terminal) + ["", "Next: breather offers publish 1"] }
  }
}
