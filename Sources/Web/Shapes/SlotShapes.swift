import Breaks
import Wire

extension SlotShape {
  /// Shows a date.
  init(_ slot: Slot) {
    self.init(
      id: slot.id.text, startsAt: slot.startsAt.text, endsAt: slot.endsAt.text, places: slot.places,
      placesLeft: slot.placesLeft)
    (units, unitsLeft) = (slot.units, slot.unitsLeft)
    (staff, staffLeft) = (slot.staff, slot.staffLeft)
    if !slot.kinds.isEmpty {
      kinds = slot.kinds.map { Kind(kind: $0.kind.rawValue, units: $0.units, left: $0.left) }
    }
    if slot.paused { (paused, pauseReason) = (true, slot.pauseReason) }
  }
}

extension PausedShape {
  init(_ paused: Paused) { self.init(slots: paused.slots, bookings: paused.bookings) }
}
