import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/bookings`
  func bookBreak() async throws -> Response {
    try noQuery()
    try requireToken()
    let once = try await onceRequired()
    let request = try await body(readBooking)
    let rendered = try await market.bookBreak(as: caller, request, once: once) { told in
      try Reply.render(
        BookingShape(told), status: .created, location: "/v1/bookings/\(told.booking.reference.shown)",
        version: told.booking.version)
    }
    return Reply.response(rendered)
  }

  /// `POST /v1/bookings/{reference}/confirm`
  func confirmHold() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let details = try await bodyIfAny(readHoldDetails) ?? HoldDetails()
    let told = try await market.carryOut(as: caller) { try $0.confirmHold(reference, details, ifVersion: version) }
    return try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `POST /v1/bookings/{reference}/extend`
  func extendHold() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    try await noBody()
    let told = try await market.carryOut(as: caller) { try $0.extendHold(reference, ifVersion: version) }
    return try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `GET /v1/bookings`
  func listBookings() async throws -> Response {
    try requireToken()
    let (wish, limit) = try query { q -> (BookingsWish, Int)? in
      var wish = BookingsWish()
      wish.carer = q.value("carerId") { try ID<Carer>(text: $0) }
      wish.area = q.value("area", AreaSlug.init(text:))
      wish.state = q.oneOf("state", BookingState.self)
      let days = readDays(q)
      (wish.from, wish.to) = (days.from, days.to)
      let page = q.page(parts: 2)
      wish.after = q.mark(page)
      return (wish, page.limit)
    }
    let found = try await readBookings { try $0.bookings(wish, limit: limit + 1) }
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { BookingShape($0) }) {
      [$0.booking.createdAt.text, $0.booking.id.text]
    }
  }

  /// `GET /v1/bookings/{reference}`
  func showBooking() async throws -> Response {
    try noQuery()
    try requireToken()
    let reference = try reference()
    let told = try await readBookings { try $0.booking(reference) }
    return try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `POST /v1/bookings/{reference}/cancel`
  func cancelBooking() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let wish = try await bodyIfAny(readCancel) ?? CancelWish()
    let told = try await market.carryOut(as: caller) {
      try $0.cancelBooking(
        reference, why: wish.why, reason: wish.reason, spokeTo: wish.spokeTo, careToo: wish.careToo,
        ifVersion: version)
    }
    let byPartner = caller?.works(for: told.booking.offer.partner.id) ?? false
    return byPartner
      ? try partnersView(told)
      : try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `POST /v1/bookings/{reference}/care`
  func answerCare() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let (answer, once) = (try await body(readCareAnswer), try await once())
    let rendered = try await market.carryOut(
      as: caller, once: once,
      render: { try Reply.render(BookingShape($0), status: .ok, version: $0.booking.version) }
    ) { try $0.answerCare(reference, answer, ifVersion: version) }
    return Reply.response(rendered)
  }

  /// `POST /v1/bookings/{reference}/accept`
  func acceptBooking() async throws -> Response {
    try await answerBooking { try $0.acceptBooking($1, $2, ifVersion: $3) }
  }

  /// `POST /v1/bookings/{reference}/decline`
  func declineBooking() async throws -> Response {
    try await answerBooking { try $0.declineBooking($1, $2, ifVersion: $3) }
  }

  /// `POST /v1/bookings/{reference}/attended`
  func markAttended() async throws -> Response {
    try await mark { try $0.markAttendance($1, came: true, ifVersion: $2) }
  }

  /// `POST /v1/bookings/{reference}/absent`
  func markAbsent() async throws -> Response {
    try await mark { try $0.markAttendance($1, came: false, ifVersion: $2) }
  }

  /// `POST /v1/bookings/{reference}/needs-seen`
  func markNeedsSeen() async throws -> Response {
    try await mark { try $0.markNeedsSeen($1, ifVersion: $2) }
  }

  /// `GET /v1/partners/{id}/bookings`
  func listPartnerBookings() async throws -> Response {
    try requireToken()
    let partner = try id("id", Partner.self)
    let now = market.world.now()
    let (wish, limit) = try query { q -> (PartnerBookingsWish, Int)? in
      let (days, state) = (readDays(q), q.oneOf("state", BookingState.self))
      let page = q.page(parts: 2)
      let from = days.from ?? London.day(of: now)
      let to = days.to ?? from.adding(months: 12)
      let span = DaySpan(from: from, to: to)
      guard let begin = span.begin, let end = span.end else { return nil }
      let wish = PartnerBookingsWish(from: begin, until: end, state: state, after: q.mark(page))
      return (wish, page.limit)
    }
    let found = try await readBookings { try $0.bookings(ofPartner: partner, wish, limit: limit + 1) }
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { PartnerBookingShape($0, now: now) }) {
      [$0.booking.startsAt.text, $0.booking.id.text]
    }
  }

  /// Reads bookings and waiting: a carer's look at their own needs no line in the audit, everybody else's writes one.
  func readBookings<Answer: Sendable>(
    _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    let readsOwn = caller.map { $0.actsFor.isEmpty && $0.grants.allSatisfy { $0.role == .carer } } ?? true
    return readsOwn ? try await market.look(as: caller, body) : try await market.carryOut(as: caller, body)
  }

  private func answerBooking(
    _ act: @escaping @Sendable (Errand, Reference, PartnerAnswer, Int?) throws -> BookingTold
  ) async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let answer = try await bodyIfAny(readPartnerAnswer) ?? PartnerAnswer()
    return try partnersView(try await market.carryOut(as: caller) { try act($0, reference, answer, version) })
  }

  private func mark(
    _ act: @escaping @Sendable (Errand, Reference, Int?) throws -> BookingTold
  ) async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    try await noBody()
    return try partnersView(try await market.carryOut(as: caller) { try act($0, reference, version) })
  }

  private func partnersView(_ told: BookingTold) throws -> Response {
    try Reply.json(
      PartnerBookingShape(told, now: market.world.now()), version: told.booking.version, ask: self)
  }
}

extension QueryReader {
  /// Reads where a list ordered by instant and id goes on.
  func mark<Thing>(_ page: PageWish) -> (Instant, ID<Thing>)? {
    guard let parts = page.cursor else { return nil }
    guard let instant = try? Instant(text: parts[0]), let id = try? ID<Thing>(text: parts[1]) else {
      noteBadCursor()
      return nil
    }
    return (instant, id)
  }
}
