import Breaks
import Store

// A break and the care for its time move together: both or neither.

/// Care that gets new dates with its break.
struct CareChange {
  let care: Booking
  let slots: [Slot]

  var times: [Range<Instant>] { slots.map { $0.startsAt..<$0.endsAt } }
}

extension Errand {
  /// The care whose new dates a change of a break names, held; nil when it names none.
  ///
  /// - Throws: `Invalid` under `/careSlots`; `Refusal.careNotAvailable` when it cannot be changed now.
  func careToChange(with booking: Booking, _ change: BookingChange) throws -> CareChange? {
    guard let wanted = change.careSlots else { return nil }
    guard let beside = booking.careBooking, beside.state.isLive else { throw Invalid([CareTie.noCare]) }
    try store.changes.hold(beside.reference)
    guard let care = try store.bookings.find(beside.id) else { throw Invalid([CareTie.noCare]) }
    do throws(Refusal) { try ChangeRules.begin(care, now: now) } catch { throw Refusal.careNotAvailable(error) }
    let slots = try store.slots.find(wanted, of: care.offer.id)
    let found = Set(slots.map(\.id))
    try Invalid.throwIfAny(
      wanted.enumerated().filter { !found.contains($0.element) }.map {
        Problem("/careSlots/\($0.offset)", "not_found", "This care has no such date.")
      })
    return CareChange(care: care, slots: slots)
  }

  /// What a booking that is changed must cover, or be covered by.
  func tie(of booking: Booking, _ change: CareChange?) throws -> CareTie? {
    if let change { return .newCare(change.times) }
    func times(_ beside: BookingBeside?) throws -> [Range<Instant>]? {
      guard let beside, beside.state.isLive else { return nil }
      return try store.bookings.find(beside.id)?.slots.map(\.time)
    }
    if let care = try times(booking.careBooking) { return .care(care) }
    return try times(booking.careFor).map { .away($0) }
  }

  /// Gives the care of a break that was changed just now its new dates; what stands against that takes the break's change
  /// back as well.
  func changeCare(_ wanted: CareChange, to away: Booking, _ asked: ChangeAsked) throws {
    let change = BookingChange(slots: wanted.slots.map(\.id), identityChecked: asked.change.identityChecked)
    do {
      _ = try self.change(
        wanted.care,
        ChangeAsked(
          change: change, carer: asked.carer, part: asked.part, tie: .away(away.slots.map(\.time)), isAlone: false))
    } catch let refusal as Refusal {
      throw Refusal.careNotAvailable(refusal)
    } catch let invalid as Invalid {
      throw Invalid(
        invalid.problems.map { problem in
          let isOfDates = problem.pointer.hasPrefix("/slots")
          let place = isOfDates ? "/careSlots" + problem.pointer.dropFirst("/slots".count) : "/careSlots"
          return Problem(place, problem.code, problem.detail)
        })
    }
  }
}
