import ArgumentParser
import Wire

extension Bookings {
  /// What is to be different; what is left out stays as it is.
  struct ChangeWish: ParsableArguments {
    @Option(
      help: "A date: the row in the last list of dates, or the id. May be repeated: all dates that are wanted now.")
    var slot: [String] = []
    @Option(help: "A date by its day, such as 2027-01-12. May be repeated.") var date: [String] = []
    @Option(
      help: """
        A new date of the care that goes with the break: its row in the last list of dates, its id, or its day. May be \
        repeated; both change together, or neither.
        """)
    var careDate: [String] = []
    @Option(
      help: """
        All who come now besides the carer: companion:Sam, child:Ella:6, cared-for, with :in-charge, :diet=halal and so on, as \
        in breather bookings make. May be repeated.
        """)
    var party: [String] = []
    @Flag(help: "Only the carer comes now.") var alone = false
    @Flag(help: "The carer stays at home; the party is all who come.") var withoutCarer = false
    @Option(help: "single, double, twin, family, accessible, table or bed.") var unitKind: String?
    @Option(help: .cover) var cover: String?
    @Option(help: "Words for the partner.") var note: String?
    @Flag(help: "Take the words for the partner away.") var noNote = false
    @Flag(inversion: .prefixedNo, help: "The partner may be told food and access needs.") var shareNeeds: Bool?
    @Option(help: "A fact you asked the caller for and found right, such as birth-date. Volunteers check two.")
    var checked: [String] = []

    func validate() throws {
      if alone, !party.isEmpty || withoutCarer { throw ValidationError("--alone goes with no --party.") }
      if noNote, note != nil { throw ValidationError("--note and --no-note do not go together.") }
    }

    /// The body of the request.
    func body(slots: [String], careSlots: [String] = []) throws -> JSON {
      let saysParty = alone || withoutCarer || !party.isEmpty
      let members = saysParty ? try PartyMember.party(party, withoutCarer: withoutCarer).map(\.body) : []
      var body = JSON.made([
        "slots": .list(slots), "careSlots": .list(careSlots), "party": .list(members),
        "unitKind": .text(unitKind.map(Typed.word)),
        "cover": cover.map { ["how": .string(Typed.word($0))] }, "note": .text(note),
        "shareNeeds": shareNeeds.map(JSON.bool),
        "identity": JSON.list(Typed.words(checked)).map { ["checked": $0] },
      ])
      if noNote, var object = body.object {
        object["note"] = .null
        body = .object(object)
      }
      return body
    }
  }

  /// `breather bookings change`.
  struct ChangeIt: Verb {
    static let configuration = CommandConfiguration.desk(
      "Change date, party or words in one step; the old place is kept until the new one is sure.", named: "change")

    @Argument(help: .reference) var reference: String
    @OptionGroup(title: "What is different") var wish: ChangeWish
    @Option(help: .key)
    var key: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let slots = try await dates(desk)
      let body = try wish.body(slots: slots.map(\.id), careSlots: try await careDates(desk))
      slots.compactMap(\.words).forEach(desk.terminal.sayAside)
      try desk.confirm("Change the booking \(reference)?")
      let answer = try await desk.made(by: .post("bookings", reference, "change", body: body), key: key)
      try desk.show(answer) { booking in
        let first =
          answer.status == 201
          ? "The partner has been asked. Until they say yes, \(booking.said("replaces") ?? reference) stays as it is."
          : "Changed."
        return [desk.terminal.bold(first)] + BookingPages.page(booking, on: desk.terminal)
      }
    }

    /// The care's new dates; a day is looked up among those of the care that goes with the break.
    private func careDates(_ desk: Desk) async throws -> [String] {
      guard !wish.careDate.isEmpty else { return [] }
      let booking = try await desk.client.send(.get("bookings", reference)).json
      guard let care = booking.said("replacementCare", "reference") else {
        throw DeskFault(.usage, "No care is booked with this break.", "See it: breather bookings show \(reference)")
      }
      let offer = try await desk.client.send(.get("bookings", care)).json.said("offer", "id") ?? ""
      var slots: [String] = []
      for typed in wish.careDate { slots.append(try await Dates(desk: desk, offer: offer).id(of: typed)) }
      return slots
    }

    /// The dates that are wanted now; none when they stay. A day is looked up among those of the booking's own break.
    private func dates(_ desk: Desk) async throws -> [Dates.Chosen] {
      guard !wish.date.isEmpty else { return try await Dates(desk: desk, offer: "").ids(slots: wish.slot, days: []) }
      let booking = try await desk.client.send(.get("bookings", reference)).json
      return try await Dates(desk: desk, offer: booking.said("offer", "id") ?? "").ids(
        slots: wish.slot, days: wish.date)
    }
  }
}
