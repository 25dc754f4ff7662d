import Wire

/// Words and sums as a volunteer would say them.
enum Words {
  /// Whole pence as pounds; nothing to pay is `free`.
  static func money(_ pence: Int) -> String {
    guard pence != 0 else { return "free" }
    let rest = pence % 100
    return "£\(pence / 100)" + (rest == 0 ? "" : ".\(rest < 10 ? "0" : "")\(rest)")
  }

  /// What an offer costs the carer, such as `£12.50 a person`.
  static func cost(_ offer: JSON) -> String {
    let pence = offer["contributionPence"]?.int ?? 0
    guard pence > 0 else { return "free" }
    let per = offer.said("contributionPer").map { $0 == "unit" ? unit(of: offer) : $0 }
    return money(pence) + (per.map { " a \($0)" } ?? "")
  }

  /// What an offer's unit is: a room, a table or a bed, wherever that is known.
  private static func unit(of offer: JSON) -> String {
    let kinds = (offer["unitKinds"]?.items ?? []).compactMap { $0.said("kind") }
    let words = Set(kinds.map { ["table", "bed"].contains($0) ? $0 : "room" })
    if words.count == 1, let word = words.first { return word }
    return ["hotel": "room", "restaurant": "table"][offer.said("category") ?? ""] ?? "room or table"
  }

  /// A reference with its characters apart, for reading aloud: `MR7N-WDJ` is `M R 7 N – W D J`.
  static func aloud(_ reference: String) -> String {
    reference.split(separator: "-").map { $0.map(String.init).joined(separator: " ") }.joined(separator: " – ")
  }

  static func yesNo(_ value: Bool?) -> String? { value.map { $0 ? "yes" : "no" } }

  /// What a carer's flags ask of the person at the desk, the most important first.
  static func flags(_ flags: [String]) -> [String] {
    flagOrder.filter { flags.contains($0.flag) }.map(\.words)
      + flags.filter { flag in !flagOrder.contains { $0.flag == flag } }.map(FieldWords.camel)
  }

  /// The sentence that stands above everything else about a carer who must be written to discreetly.
  static let discreet =
    "DISCREET: speak to nobody else about this, say no place and no date, and leave no message unless it says so below."

  private static let flagOrder: [(flag: String, words: String)] = [
    ("discreet", "DISCREET: to nobody else"),
    ("quiet", "QUIET: leave in peace"),
    ("severe_allergy", "SEVERE ALLERGY"),
    ("privacy_needed", "PRIVACY NOTICE FIRST"),
    ("young_carer", "young carer"),
    ("responsible_adult", "has a responsible adult"),
    ("interpreter", "needs an interpreter"),
    ("other_format", "needs another format"),
    ("access_needs", "access needs"),
    ("no_email", "no e-mail"),
  ]

  /// How a carer is told of a booking, one way a line.
  static func told(_ told: JSON) -> String {
    let by = told.said("by") ?? ""
    let way = ways[by] ?? FieldWords.camel(by)
    switch told.said("state") ?? "" {
    case "queued": return "\(way): on its way"
    case "sent": return "\(way): sent"
    case "done": return "\(way): done"
    case "to_do": return "\(way): somebody must do it, see breather letters list"
    case "failed": return "\(way): could not be delivered, ring the carer"
    case "withheld": return "no way is safe: nothing is sent, see breather letters list --state withheld"
    case let other: return "\(way): \(FieldWords.camel(other))"
    }
  }

  static func way(_ by: String) -> String { ways[by] ?? FieldWords.camel(by) }

  private static let ways = [
    "email": "by e-mail", "phone": "by phone", "post": "by post", "withheld": "no safe way",
  ]

  /// What has just happened, by the state of the booking that was made.
  static func booked(_ booking: JSON) -> String {
    switch booking.said("state") {
    case "requested": "Asked for; it is not final yet."
    case "held":
      "The places are kept. Book them with: breather bookings confirm \(booking.said("reference") ?? "REFERENCE")"
    default: "Booked."
    }
  }

  /// What must be heeded of a carer who is to be left in peace.
  static func quiet(_ quiet: JSON) -> String {
    let since = quiet.said("since").flatMap(LondonTime.init(instant:)).map { " since \($0.dayLong)" } ?? ""
    switch quiet.said("why") ?? "" {
    case "carer_died": return "HAS DIED, as we were told\(since): ring nobody at home and write nothing."
    case "asked": return "QUIET\(since), as she or he asked: ring only when it must be."
    case let why: return "QUIET\(since), \(FieldWords.camel(why)): be gentle; nothing counts against her or him."
    }
  }

  /// The state of a booking in a sentence.
  static func bookingState(_ state: String) -> String {
    switch state {
    case "held": "kept for a while, not booked yet"
    case "lapsed": "let go, it was not booked in time"
    case "requested": "asked for: the partner has yet to say yes"
    case "confirmed": "confirmed"
    case "declined": "declined by the partner"
    case "cancelled": "cancelled"
    case "attended": "taken"
    case "absent": "nobody came"
    default: FieldWords.camel(state)
    }
  }
}
