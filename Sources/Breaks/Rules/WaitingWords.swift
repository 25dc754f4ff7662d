extension WaitingEvent {
  /// The stable word for programs.
  package var code: String {
    switch self {
    case .joined: "joined"
    case .noRoom: "no_room"
    case .notEligible: "not_eligible"
    case .offered: "offered"
    case .turnedDown: "turned_down"
    case .ranOut: "ran_out"
    case .booked: "booked"
    case .declined: "declined"
    case .left: "left"
    case .over: "over"
    }
  }

  /// One sentence or two for the carer, however tired.
  package var sentence: String {
    switch self {
    case .joined(let people, let ahead):
      "You joined the waiting list for \(WaitingWords.count(people, "place", "places")). " + WaitingWords.before(ahead)
    case .noRoom(let short): WaitingWords.sentence(short)
    case .notEligible(let code): "There was room, but you could not have it just then: \(WaitingWords.reason(code))"
    case .offered(let until, let way): WaitingWords.offered(until, way)
    case .turnedDown:
      "You said no, thank you. That costs you nothing. The place was offered to others, and you keep yours in line."
    case .ranOut: "We did not hear from you in time, so the place was offered to others. You keep yours in line."
    case .booked: "You have the places. Your booking says all about them."
    case .declined:
      "The place could not have you this time. That costs you nothing, and you are in your old place in line."
    case .left: "You left the waiting list."
    case .over: "The date has come, and there was never room for you. We are sorry."
    }
  }
}

/// How what happened in a waiting list is said.
private enum WaitingWords {
  static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }

  static func before(_ ahead: Int) -> String {
    ahead == 0 ? "Nobody was before you." : "\(count(ahead, "party was", "parties were")) before you."
  }

  static func sentence(_ short: RoomShort) -> String {
    let (one, many) =
      switch short.of {
      case .places: ("place", "places")
      case .units: ("room or table", "rooms or tables")
      case .staff: ("member of staff", "members of staff")
      case .kind: ("room of that kind", "rooms of that kind")
      }
    let free = short.free == 0 ? "none was free" : "only \(count(short.free, "was", "were")) free"
    return "Something came free, but it was not enough: you need \(count(short.needed, one, many)), and \(free)."
  }

  static func offered(_ until: Instant, _ way: LetterWay) -> String {
    let told =
      switch way {
      case .email: "wrote to you"
      case .phone: "asked somebody to ring you"
      case .post: "put a letter in the post"
      case .withheld: "could not tell you safely, so please ring us"
      }
    return "There was room for all of you. We kept it until \(until.spoken), and \(told)."
  }

  /// Why somebody could not have what was free, by the code of a refusal.
  static func reason(_ code: String) -> String {
    switch code {
    case "cap_reached": "you had your share of this kind of break for that time."
    case "care_hours_reached": "you had your hours of care for that week."
    case "not_verified": "we still had to check with you that you are a carer."
    case "already_booked": "you had a booking of that date."
    case "offer_not_published": "the break was not on offer."
    case "paused": "the place took no bookings for that date."
    case "too_late_to_book": "the place needs more notice."
    case "slot_past": "the date had begun."
    case "not_in_area": "the break is for carers of another area."
    case "prescription_expired": "your prescription had run out."
    case "prescription_used": "your prescription had been used."
    case "prescription_not_yours": "we could not match your prescription."
    case "sharing_needed": "you have not agreed that the place is told your needs."
    case WaitingRules.leftInPeace: "you were to be left in peace just then. You are still in line."
    case "no_time_to_ask": "it was too late to write to you, and we may not ring you."
    case "full": "the room that was free was not of the kind you need."
    default: "the place's rules for who can come did not fit your party."
    }
  }
}
