import ArgumentParser
import Wire

/// Care that goes with a break.
struct CareWish: ParsableArguments {
  @Option(help: "Care for the time of the break, booked with it: the care's row in the last list, or its id.")
  var careOffer: String?
  @Option(help: "A date of the care: its row in the last list of dates, its id, or its day. May be repeated.")
  var careDate: [String] = []
  @Option(help: "What the person needs, in a few words. May be repeated.") var careNeed: [String] = []
  @Option(help: "How many of the staff look after them: shared, one-to-one or two-to-one.") var careRatio: String?
  @Option(help: "Words for those who give the care.") var careNote: String?

  /// Whether care of its own is asked for beside a break.
  var isBeside: Bool { careOffer != nil }

  /// What is needed, where care itself is booked.
  var asked: JSON? {
    guard !isBeside, !careNeed.isEmpty || careRatio != nil else { return nil }
    return .made(["ratio": ratio, "needs": needs])
  }

  /// The care to book with a break, or nil when none was named.
  func beside(at desk: Desk) async throws -> JSON? {
    guard let careOffer else { return nil }
    let offer = try desk.id(careOffer, .offers)
    var slots: [String] = []
    let dates = Bookings.Dates(desk: desk, offer: offer)
    for typed in careDate { slots.append(try await dates.id(of: typed)) }
    guard !slots.isEmpty else {
      throw DeskFault(.usage, "Say which dates of the care: --care-date 2027-01-12, once for each.")
    }
    return .made([
      "offerId": .string(offer), "slots": .array(slots.map(JSON.string)), "ratio": ratio, "needs": needs,
      "note": .text(careNote),
    ])
  }

  private var ratio: JSON? { .text(careRatio.map(Typed.word)) }
  private var needs: JSON? { careNeed.isEmpty ? nil : .array(careNeed.map(JSON.string)) }
}

extension Bookings {
  /// `breather bookings care`.
  struct Care: Verb {
    static let configuration = CommandConfiguration.desk("Say what is to become of a break whose care was called off.")

    @Argument(help: "The break's reference, with or without hyphens.") var reference: String
    @Option(help: "How they manage without: arranged, not-needed or comes-along.") var how: String?
    @OptionGroup(title: "Or other care") var wish: CareWish
    @Flag(help: "Those who give the other care may be told food and access needs.") var shareNeeds = false
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let other = try await wish.beside(at: desk)
      let body = JSON.made([
        "how": .text(how.map(Typed.word)), "replacementCare": other, "shareNeeds": .flag(shareNeeds),
      ])
      try await desk.tell(.post("bookings", reference, "care", body: body), BookingPages.page)
    }
  }
}
