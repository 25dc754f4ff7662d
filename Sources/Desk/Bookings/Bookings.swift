import ArgumentParser
import Wire

/// `breather bookings`.
struct Bookings: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Book a break, look at bookings, change or cancel one.",
    subcommands: [
      Make.self, Confirm.self, Extend.self, List.self, Show.self, ChangeIt.self, Cancel.self, Accept.self, Decline.self,
      Attended.self, Absent.self, AbsenceIt.self, Care.self, NeedsSeen.self,
    ])

  /// `breather bookings list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List bookings, the newest first.")

    @Option(name: .customLong("for"), help: .whom)
    var whom: String?
    @Option(help: .anArea) var area: String?
    @Option(help: "held, requested, confirmed, declined, cancelled, lapsed, attended or absent.") var state: String?
    @Option(help: .firstDay) var from: String?
    @Option(help: .lastDay) var to: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let carer = try await desk.carer(ifSaid: whom)
      try await desk.tell(.get("bookings", query: query(carer: carer)), BookingPages.list)
    }

    func query(carer: String?) -> Ask.Query {
      Typed.query([("carerId", carer), ("area", area), ("state", state.map(Typed.word)), ("from", from), ("to", to)])
        + page.query
    }
  }

  /// `breather bookings show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show a booking.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("bookings", reference), BookingPages.page)
    }
  }

  /// `breather bookings cancel`.
  struct Cancel: Verb {
    static let configuration = CommandConfiguration.desk("Cancel a booking; an emergency is no fault.")

    @Argument(help: .reference) var reference: String
    @Option(help: "changed-mind, illness, emergency, bereavement, care-fell-through, transport or other.")
    var why: String?
    @Option(help: "More, in words; a carer's for the desk only, a partner's for the carer too.") var reason: String?
    @Option(help: "Whom at the partner a coordinator spoke to, when it is the partner who cancels.")
    var spokeTo: String?
    @Flag(help: "Give up the care that goes with it as well.") var careToo = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try desk.confirm("Cancel the booking \(reference)?")
      try await desk.tell(.post("bookings", reference, "cancel", body: body), BookingPages.page)
    }

    var body: JSON {
      .made([
        "why": .text(why.map(Typed.word)), "reason": .text(reason), "spokeTo": .text(spokeTo),
        "careToo": .flag(careToo),
      ])
    }
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
  struct Accept: Verb {
    static let configuration = CommandConfiguration.desk("Say yes to a request, for a partner.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var answer: PartnerAnswer
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(
        .post("bookings", reference, "accept", body: answer.body), saying: "Accepted.", BookingPages.page)
    }
  }

  /// `breather bookings decline`.
  struct Decline: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say no to a request, for a partner; it costs the carer nothing.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var answer: PartnerAnswer
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try desk.confirm("Decline the request \(reference)?")
      try await desk.tell(
        .post("bookings", reference, "decline", body: answer.body), saying: "Declined.", BookingPages.page)
    }
  }
}
