/// What a booking that is changed is tied to: the care must go on covering the break from its beginning to its end.
package enum CareTie: Sendable, Equatable {
  /// It is a break, with care for these times.
  case care([Range<Instant>])
  /// It is a break, with care that the same change moves to these times.
  case newCare([Range<Instant>])
  /// It is the care of a break at these times.
  case away([Range<Instant>])

  /// What is wrong with other times of the booking, at its field; empty when the break stays covered.
  func problems(_ times: [Range<Instant>]) -> [Problem] {
    switch self {
    case .care(let care) where !CareRules.covers(care, times):
      [
        Problem(
          "/slots", "care_stands",
          "The care that is booked with this break would not cover it any more. "
            + "Please say new dates of the care, too (careSlots): both are changed together, or neither.")
      ]
    case .newCare(let care) where !CareRules.covers(care, times):
      [
        Problem(
          "/careSlots", "care_does_not_cover",
          "The care must last from the beginning of the break to its end, without a gap.")
      ]
    case .away(let away) where !CareRules.covers(times, away):
      [
        Problem(
          "/slots", "care_stands",
          "This care would not cover the break any more that it is booked for. "
            + "Please change the break, and say the new dates of the care with it (careSlots).")
      ]
    default: []
    }
  }

  /// No care goes with the break whose dates were named.
  package static let noCare = Problem(
    "/careSlots", "not_allowed_here", "No care is booked with this break, so there are no dates of it to change.")

  /// Somebody has to agree before the dates can change, so that not both can be changed at once.
  package static let askedFirst = Problem(
    "/careSlots", "care_asked_first",
    "Somebody has to agree to other dates first, so we cannot change both at once. Your booking and its care stay as they "
      + "are. Please ring us and we change them with you; or book the new dates together with their care, and cancel the old "
      + "ones when the new are certain.")
}
