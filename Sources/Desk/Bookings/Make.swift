import ArgumentParser
import Wire

extension Bookings {
  /// What is booked; all of it goes into one request.
  struct Wish: ParsableArguments {
    @Option(help: .offer) var offer: String
    @Option(help: .slots) var slot: [String] = []
    @Option(help: "A date by its day, such as 2027-01-12. May be repeated.") var date: [String] = []
    @OptionGroup var acting: ActingFor
    @OptionGroup var who: PartyWords
    @Flag(help: "Only keep the places for a quarter of an hour; then: breather bookings confirm REFERENCE")
    var hold = false
    @Option(
      help:
        "single, double, twin, family, accessible, table or bed. Left out: the room that fits; a double must be said."
    )
    var unitKind: String?
    @OptionGroup(title: "Care meanwhile") var care: CareWish
    @Option(help: "A coordinator's reason for giving the break although the carer's share is used up.")
    var overrideReason: String?

    /// The body of the request.
    ///
    /// - Parameter beside: care that is booked with it.
    func body(offer: String, slots: [String], carer: String?, beside: JSON?) throws -> JSON {
      try who.asked().with([
        "offerId": .string(offer), "slots": .array(slots.map(JSON.string)),
        "unitKind": .text(unitKind.map(Typed.word)), "care": care.asked,
        "replacementCare": beside, "override": overrideReason.map { ["reason": .string($0)] },
        "hold": .flag(hold), "onBehalfOf": .text(carer), "identity": acting.identity,
      ])
    }
  }

  /// `breather bookings make`.
  struct Make: Verb {
    static let configuration = CommandConfiguration.desk(
      "Book a break. It is shown first, and booked once whatever happens to the line.")

    @OptionGroup(title: "The booking") var wish: Wish
    @Option(help: .key)
    var key: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let party = try wish.who.everybody()
      let offer = try desk.id(wish.offer, .offers)
      let slots = try await Dates(desk: desk, offer: offer).ids(wish)
      let carer = try await wish.acting.carer(at: desk)
      let beside = try await wish.care.beside(at: desk)
      let body = try wish.body(offer: offer, slots: slots.map(\.id), carer: carer, beside: beside)
      if desk.terminal.isInteractive, !desk.yes {
        try await preview(desk, offer: offer, slots: slots, carer: carer, party: party)
        try desk.confirm(wish.hold ? "Keep the places?" : "Book it?")
      }
      try await book(desk, body)
    }

    private func book(_ desk: Desk, _ body: JSON) async throws {
      let key = key ?? Ask.freshKey()
      do {
        try await desk.make(.post("bookings", body: body), key: key, BookingPages.booked)
      } catch let fault as DeskFault where fault.exit == .unreachable || fault.exit == .serverFault {
        let advice = [
          "We do not know whether it was booked. Send the same words again with --key \(key): it is booked once at most.",
          "Or look: breather bookings list --for CARER",
        ]
        throw DeskFault(fault.exit, sentences: fault.sentences + advice, document: fault.document, code: fault.code)
      }
    }

    private func preview(
      _ desk: Desk, offer: String, slots: [Dates.Chosen], carer: String?, party: [PartyMember]
    ) async throws {
      let shown = try await desk.client.send(OfferAsks.offer(offer)).json
      var facts = Facts()
      facts.add("break", shown.said("title"))
      facts.add("where", [shown.said("partner", "name"), shown.said("town")].withCommas())
      facts.add("when", slots.map { $0.words ?? LastList.short($0.id) }.joined(separator: "\n"))
      facts.add("cost", Words.cost(shown))
      if let carer {
        let registration = try await desk.client.send(.get("carers", carer)).json
        for warning in CarerPages.warnings(registration) { desk.terminal.sayAside(desk.terminal.loud(warning)) }
        facts.add("for", registration.said("name"))
        let caps = try await desk.client.send(.get("carers", carer, "caps")).json
        facts.add("breaks left", CapPages.left(caps, of: shown.said("stay") ?? ""))
      }
      facts.add("party", party.map(\.words).joined(separator: "\n"))
      facts.add("cover at home", wish.who.cover ?? (wish.care.isBeside ? "booked with it" : nil))
      facts.lines(on: desk.terminal).forEach(desk.terminal.sayAside)
    }
  }

  /// Finds the dates that were named by row, id or day.
  struct Dates {
    struct Chosen {
      let id: String
      /// When it is, if it was looked up.
      let words: String?
    }

    let desk: Desk
    let offer: String

    /// - Throws: `DeskFault` with `.usage` when none was named, `.notFound` when a day has none.
    func ids(_ wish: Wish) async throws -> [Chosen] {
      let chosen = try await ids(slots: wish.slot, days: wish.date)
      guard !chosen.isEmpty else {
        throw DeskFault(.usage, "Say which date: --date 2027-01-12, or --slot with its row in breather offers show.")
      }
      guard desk.terminal.isInteractive, !desk.yes else { return chosen }
      return try await named(chosen)
    }

    /// The dates that were named, none when nothing was.
    func ids(slots: [String], days: [String]) async throws -> [Chosen] {
      var chosen: [Chosen] = []
      for typed in slots { chosen.append(Chosen(id: try desk.id(typed, .dates), words: nil)) }
      for day in days { chosen.append(try await date(day)) }
      return chosen
    }

    /// The id of one date that is named by row, id or day.
    func id(of typed: String) async throws -> String {
      try await LondonTime.civil(typed) == nil ? desk.id(typed, .dates) : date(typed).id
    }

    private func date(_ day: String) async throws -> Chosen {
      let found = try await desk.client.send(
        OfferAsks.dates(offer, query: [("from", day), ("to", day), ("limit", "100")]))
      let slots = (found.json["items"]?.items ?? []).filter { slot in
        LondonTime(instant: slot["startsAt"]?.text ?? "")?.isoDay == day
      }
      guard let first = slots.first, let id = first["id"]?.text else {
        throw DeskFault(
          .notFound, "This break has no date on \(LondonTime.dayWords(day)).", "See them: breather offers show")
      }
      guard slots.count > 1 else { return Chosen(id: id, words: words(first)) }
      let list = slots.enumerated().map { "  \($0 + 1)  \(words($1) ?? "")" }
      desk.remember(.dates, slots.compactMap { $0["id"]?.text })
      let sentences = ["This break starts more than once on \(LondonTime.dayWords(day)):"] + list
      guard desk.terminal.isInteractive else {
        throw DeskFault(.usage, sentences: sentences + ["Say which: --slot NUMBER in place of --date"])
      }
      sentences.forEach(desk.terminal.sayAside)
      guard let number = desk.terminal.ask("Which? (number)").flatMap({ Int($0) }), slots.indices.contains(number - 1),
        let chosen = slots[number - 1]["id"]?.text
      else { throw DeskFault(.stopped, "Nothing was booked.") }
      return Chosen(id: chosen, words: words(slots[number - 1]))
    }

    /// Looks up when the dates are that were named by row or id, so that a person can check them.
    private func named(_ chosen: [Chosen]) async throws -> [Chosen] {
      guard chosen.contains(where: { $0.words == nil }) else { return chosen }
      let found = try await desk.client.send(OfferAsks.dates(offer, query: [("limit", "100")]))
      let slots = found.json["items"]?.items ?? []
      return chosen.map { date in
        guard date.words == nil, let slot = slots.first(where: { $0["id"]?.text == date.id }) else { return date }
        return Chosen(id: date.id, words: words(slot))
      }
    }

    private func words(_ slot: JSON) -> String? {
      guard let start = slot.said("startsAt"), let end = slot.said("endsAt") else { return nil }
      return LondonTime.span(start, end)
    }
  }
}
