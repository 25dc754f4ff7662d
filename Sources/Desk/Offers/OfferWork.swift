import ArgumentParser
import Wire

// What a coordinator does to offers for a partner on the telephone.

extension Offers {
  /// `breather offers draft`.
  struct Draft: Verb {
    static let configuration = CommandConfiguration.desk("Draft a break for a partner; carers do not see it yet.")

    @Option(help: .partner) var partner: String
    @OptionGroup(title: "The break") var offer: OfferOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      guard offer.title != nil, offer.stay != nil else {
        throw DeskFault(.usage, "A break needs at least --title and --stay.")
      }
      let ask = Ask.post("partners", try desk.id(partner, .partners), "offers", body: try offer.body())
      try await desk.make(ask, as: .offers, OfferPages.drafted)
    }
  }

  /// `breather offers change`.
  struct Change: Verb {
    static let configuration = CommandConfiguration.desk("Change what a break says; what is not named stays.")

    @Argument(help: .row) var which: String
    @OptionGroup(title: "The break") var offer: OfferOptions
    @Option(help: .clear(OfferOptions.clearable)) var clear: [String] = []
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let body = try offer.body(clearing: clear)
      try await desk.tell(.patch("offers", try desk.id(which, .offers), body: body), OfferPages.said)
    }
  }

  /// `breather offers copy`.
  struct Copy: Verb {
    static let configuration = CommandConfiguration.desk(
      "Draft a break that says what another one says, without dates and season.")

    @Argument(help: .row) var offer: String
    @Option(help: "The title of the copy.") var title: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask = Ask.post("offers", try desk.id(offer, .offers), "copy", body: .made(["title": .text(title)]))
      try await desk.make(ask, as: .offers, OfferPages.drafted)
    }
  }

  /// `breather offers publish`.
  struct Publish: Verb {
    static let configuration = CommandConfiguration.desk("Show a break to carers; what is missing is said.")

    @Argument(help: .row) var offer: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("offers", try desk.id(offer, .offers), "publish")) { published, _ in
        ["Published: \(published.said("title") ?? "")"]
          + (published["warnings"]?.items ?? []).compactMap { $0.said("detail") }
      }
    }
  }

  /// `breather offers withdraw`.
  struct Withdraw: Verb {
    static let configuration = CommandConfiguration.desk("Take a break out of sight; bookings that stand are honoured.")

    @Argument(help: .row) var offer: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(offer, .offers)
      try desk.confirm("Take this break out of sight?")
      try await desk.tell(.post("offers", id, "withdraw")) { offer, _ in
        ["Withdrawn: \(offer.said("title") ?? "")"]
      }
    }
  }
}
