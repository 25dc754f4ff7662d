import Breaks
import Hummingbird
import UseCases
import Wire

// Life happens: a booking changes, somebody could not come, a carer is to be left in peace.

extension Ask {
  /// `POST /v1/bookings/{reference}/change`
  func changeBooking() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, once) = (try reference(), try await onceRequired())
    let wish = ChangeWish(try await body(readBookingChange), ifVersion: ifMatch)
    let rendered = try await market.changeBooking(as: caller, reference, wish, once: once) { told in
      let booking = told.booking
      let isNew = booking.reference != reference
      return try Reply.render(
        BookingShape(told), status: isNew ? .created : .ok,
        location: isNew ? "/v1/bookings/\(booking.reference.shown)" : nil, version: booking.version)
    }
    return Reply.response(rendered)
  }

  /// `POST /v1/bookings/{reference}/absence`
  func settleAbsence() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let answer = try await body(readAbsenceAnswer)
    let told = try await market.carryOut(as: caller) { try $0.settleAbsence(reference, answer, ifVersion: version) }
    return try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `POST /v1/carers/{id}/quiet`
  func quietCarer() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Carer.self), ifMatch)
    let why = try await body(readQuiet)
    let carer = try await market.carryOut(as: caller) { try $0.quietCarer(id, why, ifVersion: version) }
    return try Reply.json(CarerShape(carer), version: carer.version, ask: self)
  }

  /// `POST /v1/carers/{id}/lift`
  func liftQuiet() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Carer.self), ifMatch)
    try await noBody()
    let carer = try await market.carryOut(as: caller) { try $0.liftQuiet(id, ifVersion: version) }
    return try Reply.json(CarerShape(carer), version: carer.version, ask: self)
  }
}
