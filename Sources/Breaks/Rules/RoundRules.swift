/// Which rounds may be opened, and when they take entries.
package enum RoundRules {
  /// The most dates in one round.
  package static let slotsMax = 100
  /// A window shorter than this would serve the fastest only.
  package static let windowHoursMin = 24

  /// Decides from when to when carers may ask.
  ///
  /// What the request leaves out, the offer's window says, counted back from the first date; without one it opens at once.
  /// - Parameters:
  ///   - slots: the round's dates; ids that were asked for and are not there are missing.
  ///   - taken: those of them that stand in another round already.
  /// - Throws: `Invalid` with everything that is wrong.
  package static func window(
    of request: RoundRequest, _ offer: Offer, slots: [Slot], taken: Set<ID<Slot>>, now: Instant
  ) throws(Invalid) -> Range<Instant> {
    var problems = slotProblems(request, slots, taken, now: now)
    if !offer.details.allocation.isDrawn {
      problems.append(
        Problem("/slots", "first_come", "Places of this break go to whoever comes first; change its allocation first."))
    }
    try Invalid.throwIfAny(problems)
    let begins = slots.map(\.startsAt).min() ?? now
    let said = offer.details.window
    let opensAt = request.opensAt ?? max(now, said.map { begins.adding(hours: -$0.opensHoursBefore) } ?? now)
    guard let closesAt = request.closesAt ?? said.map({ begins.adding(hours: -$0.closesHoursBefore) }) else {
      throw Invalid([Problem("/closesAt", "required", "Please say until when carers may ask.")])
    }
    let lastMoment = begins.adding(hours: -offer.details.bookBeforeHours)
    if closesAt <= now {
      problems.append(Problem("/closesAt", "in_the_past", "The window would be closed already."))
    } else if closesAt > lastMoment {
      problems.append(
        Problem("/closesAt", "window_too_late", "The window closes before booking ends, by \(lastMoment.text)."))
    }
    if closesAt < max(opensAt, now).adding(hours: windowHoursMin) {
      problems.append(
        Problem(
          request.opensAt == nil ? "/closesAt" : "/opensAt", "window_too_short",
          "Carers need \(windowHoursMin) hours to ask, so that nobody has to be fast."))
    }
    try Invalid.throwIfAny(problems)
    return opensAt..<closesAt
  }

  private static func slotProblems(
    _ request: RoundRequest, _ slots: [Slot], _ taken: Set<ID<Slot>>, now: Instant
  ) -> [Problem] {
    let found = Dictionary(uniqueKeysWithValues: slots.map { ($0.id, $0) })
    return request.slots.enumerated().compactMap { place, id in
      let pointer = "/slots/\(place)"
      guard let slot = found[id] else { return Problem(pointer, "not_found", "This break has no such date.") }
      if slot.startsAt <= now { return Problem(pointer, "in_the_past", "This date has begun already.") }
      if taken.contains(id) {
        return Problem(pointer, "already_in_round", "The places of this date are shared out in another round.")
      }
      return nil
    }
  }

  /// What is wrong with the window of an offer.
  static func problems(of details: OfferDetails) -> [Problem] {
    guard let window = details.window else { return [] }
    var problems: [Problem] = []
    if window.opensHoursBefore < window.closesHoursBefore + windowHoursMin {
      problems.append(
        Problem(
          "/window/opensHoursBefore", "window_too_short",
          "Carers need \(windowHoursMin) hours to ask, so that nobody has to be fast."))
    }
    if window.closesHoursBefore < details.bookBeforeHours {
      problems.append(
        Problem(
          "/window/closesHoursBefore", "window_too_late",
          "The window closes before booking ends, \(details.bookBeforeHours) hours before the start."))
    }
    return problems
  }

  /// Refuses to take or change an entry when the round takes none.
  package static func takesEntries(_ round: Round, now: Instant) throws(Refusal) {
    guard round.state != .calledOff else { throw .wrongState }
    guard now >= round.opensAt else { throw .windowNotOpen(opensAt: round.opensAt) }
    guard round.state == .open, now < round.closesAt else { throw .windowClosed }
  }
}

/// What somebody asks for who opens a round.
package struct RoundRequest: Sendable, Equatable {
  /// 1...100 dates of the offer.
  package var slots: [ID<Slot>]
  package var opensAt: Instant?
  package var closesAt: Instant?

  /// Puts a request together.
  package init(slots: [ID<Slot>], opensAt: Instant? = nil, closesAt: Instant? = nil) {
    self.slots = slots
    self.opensAt = opensAt
    self.closesAt = closesAt
  }
}

/// Why a date cannot be booked just now: its places are shared out.
package struct AskInWindow: Sendable, Equatable {
  /// The round in which to ask; nil while there is none yet.
  package let round: ID<Round>?
  package let opensAt: Instant?
  package let closesAt: Instant?
  /// Whether the window is over and the draw is being made.
  package let isClosed: Bool

  /// Says how to ask.
  package init(round: ID<Round>? = nil, opensAt: Instant? = nil, closesAt: Instant? = nil, isClosed: Bool = false) {
    self.round = round
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.isClosed = isClosed
  }

  /// One kind sentence for people.
  package var sentence: String {
    if isClosed {
      return "The places of this date are being shared out just now. What is left can be booked after that."
    }
    if round == nil {
      return
        "The places of this date will be shared out among all who ask. Asking has not begun yet; please look again."
    }
    return "The places of this date are shared out among all who ask in time. Please ask for it; there is no hurry."
  }

  /// How to ask for a date of an offer whose places are shared out; nil when it can be booked like any other.
  ///
  /// It can after its draw, and where nobody opened a round: from when there is no time left for one to open by itself, or
  /// two days before it begins where none does.
  /// - Parameter shares: for each date asked for, the round it stands in, if any.
  package static func of(_ offer: Offer, _ slots: [Slot], shares: [ID<Slot>: RoundShare], now: Instant) -> AskInWindow?
  {
    guard offer.details.allocation.isDrawn || !shares.isEmpty else { return nil }
    for slot in slots {
      if let share = shares[slot.id] {
        if share.isOver { continue }
        return AskInWindow(
          round: share.round, opensAt: share.opensAt, closesAt: share.closesAt, isClosed: now >= share.closesAt)
      }
      guard offer.details.allocation.isDrawn else { continue }
      if let window = offer.details.window {
        let ends = slot.startsAt.adding(hours: -window.closesHoursBefore)
        guard now.adding(hours: RoundRules.windowHoursMin) <= ends else { continue }
        return AskInWindow(opensAt: slot.startsAt.adding(hours: -window.opensHoursBefore), closesAt: ends)
      }
      if now < slot.startsAt.adding(hours: -hoursWithoutWindow) { return AskInWindow() }
    }
    return nil
  }

  /// How many hours before it begins a date can be booked like any other that nobody opened a round for, and whose offer
  /// does not say when to ask.
  private static let hoursWithoutWindow = 48
}

/// How far the sharing out of a date has come.
package struct RoundShare: Sendable, Equatable {
  package let round: ID<Round>
  package let opensAt: Instant
  package let closesAt: Instant
  /// Whether it is drawn and all its winners have their bookings.
  package let isOver: Bool

  /// Notes how far it has come.
  package init(round: ID<Round>, opensAt: Instant, closesAt: Instant, isOver: Bool) {
    self.round = round
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.isOver = isOver
  }
}

extension Need {
  /// What it takes of each scarce thing.
  package var scarce: [Scarce: Int] {
    var scarce = [Scarce.places: people]
    if units > 0 { scarce[.units] = units }
    if units > 0, let unitKind { scarce[Scarce(unitKind.rawValue)] = units }
    if staff > 0 { scarce[.staff] = staff }
    return scarce
  }
}

extension Slot {
  /// How much of each scarce thing is free; what is not counted is missing.
  package var free: [Scarce: Int] {
    var free = [Scarce.places: placesLeft]
    free[.units] = unitsLeft
    free[.staff] = staffLeft
    for ofKind in kinds { free[Scarce(ofKind.kind.rawValue)] = ofKind.left }
    return free
  }

  /// What there is to share out of it: all that is free, or nothing while the partner has paused it.
  package var share: ShareDate {
    ShareDate(slot: id, startsAt: startsAt, free: paused ? free.mapValues { _ in 0 } : free)
  }
}
