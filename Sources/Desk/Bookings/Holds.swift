import ArgumentParser
import Wire

// Places that were kept with `breather bookings make --hold`.

extension Bookings {
  /// `breather bookings confirm`.
  struct Confirm: Verb {
    static let configuration = CommandConfiguration.desk("Book places that were kept.")

    @Argument(help: .reference) var reference: String
    @OptionGroup(title: "What is said only now") var words: PartyWords
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("bookings", reference, "confirm", body: try words.anew()), BookingPages.booked)
    }
  }

  /// `breather bookings extend`.
  struct Extend: Verb {
    static let configuration = CommandConfiguration.desk("Keep places a quarter of an hour longer, once.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("bookings", reference, "extend"), BookingPages.page)
    }
  }

  /// `breather bookings absence`.
  struct AbsenceIt: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say what happened when nobody came; life costs no break.", named: "absence")

    @Argument(help: .reference) var reference: String
    @Option(help: "illness, emergency, bereavement, care-fell-through, transport, changed-mind or other.")
    var why: String
    @Option(help: "More, in words; for the desk only.") var reason: String?
    @Flag(help: "Excuse it whatever the reason was; for coordinators, with --reason.") var excused = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("bookings", reference, "absence", body: body), BookingPages.page)
    }

    var body: JSON {
      .made(["why": .string(Typed.word(why)), "reason": .text(reason), "excused": .flag(excused)])
    }
  }
}
