/// A no: well-meant requests that the rules turn down, each with a stable code and one kind sentence.
///
/// Faults are everything else. `Web` turns a refusal into a problem document, `Desk` into a sentence and an exit code.
package enum Refusal: Error, Equatable, Sendable {
  // Asked for something there is not, or not for them.
  case notSignedIn
  case codeWrong
  case notFound
  case notAllowed
  case changedMeanwhile
  case alreadyThere
  case keyReused
  case keyMissing
  case requestInProgress
  case tooManyCodes(retrySeconds: Int)

  // Places.
  case full
  /// Others keep the places for a while; the instant at which enough of them may be free again.
  case heldByOthers(retryAt: Instant)
  /// The partner takes no bookings for this date just now.
  case paused
  case outOfSeason
  /// So much of a date is taken already, which cannot be less.
  case capacityTaken(people: Int, units: Int, staff: Int)
  /// Something was booked on a date once, so that it cannot be taken away.
  case slotUsed
  /// A hold can be made longer once only.
  case heldLongEnough
  case alreadyBooked
  /// Waiting is for dates without room.
  case roomNow
  case alreadyWaiting
  case offerNotPublished
  case slotPast
  case tooLateToBook
  case tooLateToCancel
  case wrongState
  /// A change of this booking waits for the partner's answer already.
  case changeWaiting

  // Shares.
  /// The places are shared out: carers ask within a window, and whoever is fast gets nothing by it.
  case askInWindow(AskInWindow)
  case windowNotOpen(opensAt: Instant)
  case windowClosed
  /// The carer has an entry in this round already.
  case alreadyAsked

  // Who may.
  case notVerified
  case notInArea
  case capReached(resetsOn: Day)
  case alreadyThanked
  /// More sitting care than the area gives in a week; what is left of it, in minutes.
  case careHoursReached(minutesLeft: Int, resetsOn: Day)
  /// The care that was to go with a break could not be had, and why: so the break was not booked either.
  indirect case careNotAvailable(Refusal)
  case sharingNeeded
  /// On a page, where a pointer would help nobody.
  case coverNotSaid
  case prescriptionExpired
  case prescriptionUsed
  case prescriptionNotYours

  // What carers say.
  case breakNotOver
  case feedbackClosed
  case ownWish
  case tooManyWishes

  /// The stable word for programs, as the contract spells it.
  package var code: String {
    switch self {
    case .notSignedIn: "not_signed_in"
    case .codeWrong: "code_wrong"
    case .notFound: "not_found"
    case .notAllowed: "not_allowed"
    case .changedMeanwhile: "changed_meanwhile"
    case .alreadyThere: "already_there"
    case .keyReused: "idempotency_key_reused"
    case .keyMissing: "idempotency_key_missing"
    case .requestInProgress: "request_in_progress"
    case .tooManyCodes: "too_many_requests"
    case .full: "full"
    case .heldByOthers: "held_by_others"
    case .paused: "paused"
    case .outOfSeason: "out_of_season"
    case .capacityTaken: "capacity_taken"
    case .slotUsed: "slot_used"
    case .heldLongEnough: "held_long_enough"
    case .alreadyBooked: "already_booked"
    case .roomNow: "room_now"
    case .alreadyWaiting: "already_waiting"
    case .offerNotPublished: "offer_not_published"
    case .slotPast: "slot_past"
    case .tooLateToBook: "too_late_to_book"
    case .tooLateToCancel: "too_late_to_cancel"
    case .wrongState: "wrong_state"
    case .changeWaiting: "change_waiting"
    case .askInWindow: "ask_in_window"
    case .windowNotOpen: "window_not_open"
    case .windowClosed: "window_closed"
    case .alreadyAsked: "already_asked"
    case .notVerified: "not_verified"
    case .notInArea: "not_in_area"
    case .capReached: "cap_reached"
    case .alreadyThanked: "already_thanked"
    case .careHoursReached: "care_hours_reached"
    case .careNotAvailable: "care_not_available"
    case .sharingNeeded: "sharing_needed"
    case .coverNotSaid: "cover_not_said"
    case .prescriptionExpired: "prescription_expired"
    case .prescriptionUsed: "prescription_used"
    case .prescriptionNotYours: "prescription_not_yours"
    case .breakNotOver: "break_not_over"
    case .feedbackClosed: "feedback_closed"
    case .ownWish: "own_wish"
    case .tooManyWishes: "too_many_wishes"
    }
  }

  /// Whether it says something about the trade (places, caps, prescriptions), so that it is worth counting.
  package var isOfTrade: Bool {
    switch self {
    case .notSignedIn, .codeWrong, .notFound, .notAllowed, .changedMeanwhile, .alreadyThere, .keyReused, .keyMissing,
      .requestInProgress, .tooManyCodes:
      false
    default: true
    }
  }

  /// Whether there is no room just now, be it that others hold it.
  package var isForWantOfRoom: Bool {
    switch self {
    case .full, .heldByOthers: true
    default: false
    }
  }

  /// One kind sentence for people.
  package var sentence: String {
    switch self {
    case .notSignedIn: "Please sign in first. If you had signed in, it has run out: ask for a new code."
    case .codeWrong: "That code is not right, or it has run out. Please ask for a new one."
    case .notFound: "There is no such thing here, or it is not yours to see."
    case .notAllowed: "Your role does not allow this. A coordinator can help."
    case .changedMeanwhile: "Somebody has changed this since you read it. Please read it again, then try once more."
    case .alreadyThere: "There is one of that name or code already."
    case .keyReused: "This Idempotency-Key was used for another request. Please send a new key with a new request."
    case .keyMissing: "A booking needs an Idempotency-Key header, so that sending it twice books once."
    case .requestInProgress: "The same request is still being worked on. Please ask again in a moment."
    case .tooManyCodes: "Too many codes were asked for. Please wait a little, or ring us."
    case .full: "There are not enough places left on this date. Another date may have room."
    case .heldByOthers:
      "Somebody else is just about to book these places. If they do not, they will be free again shortly."
    case .outOfSeason: "This date lies outside the season in which the place gives this break."
    case .paused: "The place takes no bookings for this date just now. Another date may be open."
    case .capacityTaken(let people, let units, let staff):
      "Taken already: \(people) places, \(units) rooms, tables or beds, \(staff) of the staff. It cannot be less than that, "
        + "nor begin to count what was not counted when it was booked."
    case .slotUsed: "Somebody booked this date once, or waited for it, so it stays. You may pause it instead."
    case .heldLongEnough: "These places have been kept longer once already. Please book them now, or let them go."
    case .alreadyBooked: "You already have a booking for this date."
    case .roomNow: "There is room for all of you now, so there is no need to wait. Please book it."
    case .alreadyWaiting: "You are on the waiting list for this date already, and you keep your place in line."
    case .offerNotPublished: "This break is not on offer at the moment."
    case .slotPast: "This date has already begun or is over."
    case .tooLateToBook: "It is too late to book this date: the place needs more notice."
    case .tooLateToCancel: "The break has already begun, so it cannot be cancelled any more. Please ring us."
    case .wrongState: "This cannot be done now: the state it is in does not allow it."
    case .changeWaiting:
      "The place has still to answer an earlier change of this booking. Wait for it, or take it back first."
    case .askInWindow(let how): how.sentence
    case .windowNotOpen: "It is too early to ask for this break: the window has not opened yet."
    case .windowClosed:
      "The time to ask for this break is over. If places are left after the draw, anybody may book them."
    case .alreadyAsked: "You have asked for this break already. To ask for something else, take that back first."
    case .notVerified: "We still have to check with you that you are a carer. Please ring us, it does not take long."
    case .notInArea: "This break is for carers of another area."
    case .alreadyThanked: "This partner has been thanked for that year already."
    case .capReached(let day):
      "You have had all the breaks of this kind that the area can give for now. You can book again from \(day.text)."
    case .careHoursReached(let left, let day):
      "That is more sitting care than the area gives in a week: \(left / 60) hours and \(left % 60) minutes are left "
        + "until \(day.text)."
    case .careNotAvailable(let why): "The care could not be booked, so nothing was. \(why.sentence)"
    case .sharingNeeded:
      "The place must know the food and access needs of your party. Please agree to share them for this booking."
    case .coverNotSaid: "Please say who looks after the person at home meanwhile."
    case .prescriptionExpired: "This prescription has run out. Your practice can write a new one."
    case .prescriptionUsed: "This prescription has already been used."
    case .prescriptionNotYours:
      "We could not match this prescription. Please check the code and your details, or ring us."
    case .breakNotOver: "This break is not over yet. Please tell us afterwards how it was."
    case .feedbackClosed: "What you said of this break stands for good after thirty days. Please ring us to add to it."
    case .ownWish: "This wish is your own: it counts already."
    case .tooManyWishes: "You have ten wishes with us already. Let us see to some of them first."
    }
  }
}
