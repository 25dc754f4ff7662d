import Breaks
import Wire

extension SlotShape {
  /// Shows a date.
  init(_ slot: Slot) {
    self.init(
      id: slot.id.text, startsAt: slot.startsAt.text, endsAt: slot.endsAt.text, places: slot.places,
      placesLeft: slot.placesLeft)
  }
}
