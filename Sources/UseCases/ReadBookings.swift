import Breaks
import Store

/// A booking, with how its carer is being told of it.
package struct BookingTold: Sendable {
  package let booking: Booking
  package let told: [Told]
  /// The carer's name, for the partner once the booking is confirmed.
  package let leadName: String
  /// Languages the carer speaks, for the partner.
  package let languages: [LanguageTag]

  /// The booking while it only keeps places; nil otherwise.
  var hold: ID<Booking>? { booking.state == .held ? booking.id : nil }
}

extension Errand {
  /// A booking, for its carer, a responsible adult, or the desk of its area.
  ///
  /// - Throws: `Refusal.notFound`.
  package func booking(_ reference: Reference) throws -> BookingTold {
    guard let booking = try store.bookings.find(reference), try mayRead(booking) else { throw Refusal.notFound }
    if booking.carer != caller?.carer { try note("booking_read", "booking", booking.id.text) }
    return try told(booking)
  }

  /// The caller's own bookings, or those of the desk's areas, newest first.
  package func bookings(_ wish: BookingsWish, limit: Int) throws -> [BookingTold] {
    let caller = try signedIn()
    var wish = wish
    wish.carers = [caller.carer].compactMap { $0 } + caller.actsFor
    let roles = Permissions.roles(for: .readBooking)
    if caller.isAny(roles) { wish.areas = caller.areas(of: roles) }
    guard caller.isAny(roles) || !wish.carers.isEmpty else { throw Refusal.notAllowed }
    if caller.isAny(roles) { try note("bookings_listed", "carer", wish.carer?.text ?? "many") }
    return try told(try store.bookings.list(wish, limit: limit))
  }

  /// A partner's bookings by start, as its people or a coordinator may see them.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func bookings(
    ofPartner id: ID<Partner>, _ wish: PartnerBookingsWish, limit: Int
  ) throws -> [BookingTold] {
    let caller = try signedIn()
    guard let partner = try store.partners.find(id) else {
      throw caller.isAny([.partner, .coordinator]) ? Refusal.notFound : Refusal.notAllowed
    }
    try require(.readPartnerBookings, ofPartner: id, in: partner.details.area)
    try note("bookings_listed", "partner", id.text)
    return try told(try store.bookings.list(of: id, wish, limit: limit))
  }

  func mayRead(_ booking: Booking) throws -> Bool {
    let caller = try signedIn()
    return booking.carer == caller.carer || caller.actsFor.contains(booking.carer)
      || may(.readBooking, in: booking.offer.area)
  }

  /// - Parameter carer: the booking's, where the errand has read them already.
  func told(_ booking: Booking, of carer: Carer? = nil) throws -> BookingTold {
    guard let told = try told([booking], carers: carer.map { [$0.id: $0] } ?? [:]).first else { throw Refusal.notFound }
    return told
  }

  private func told(_ bookings: [Booking], carers: [ID<Carer>: Carer] = [:]) throws -> [BookingTold] {
    let letters = try store.letters.told(of: bookings.map(\.id))
    var carers = carers
    return try bookings.map { booking in
      let carer = try carers[booking.carer] ?? store.carers.find(booking.carer)
      carers[booking.carer] = carer
      return BookingTold(
        booking: booking, told: letters[booking.id] ?? [], leadName: carer?.details.name ?? "",
        languages: carer?.details.languages.filter(\.speaks).map(\.tag) ?? [])
    }
  }
}
