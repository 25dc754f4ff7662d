import Breaks
import Wire

/// A day's guests as a file for a spreadsheet: a row a party, to be printed for the kitchen and the door.
enum GuestSheet {
  static let header = [
    "day", "arrives", "leaves", "here", "name", "break", "adults", "children", "children's ages", "severe allergies",
    "must avoid", "diets", "about food", "access", "languages", "note", "needs seen", "reference",
  ]

  /// The file, with the mark by which spreadsheets know UTF-8; no cell can be taken for a formula.
  static func bytes(_ days: [GuestDay]) -> [UInt8] {
    let rows = days.flatMap { day in
      day.offers.flatMap { offer in offer.parties.map { row($0, on: day.day, offer.offer.title) } }
    }
    return [0xEF, 0xBB, 0xBF] + CSV.write(header: header, rows: rows)
  }

  private static func row(_ party: GuestParty, on day: Day, _ title: String) -> [String] {
    let (booking, ages) = (party.coming.booking, party.childAges)
    let needs = party.showsNeeds ? booking.party : []
    let access = Set(needs.flatMap(\.access))
    return [
      day.text, time(party.arrivesAt, on: day), time(party.leavesAt, on: day),
      party.isArriving ? "arriving" : "staying", party.coming.leadName, title, String(party.adults),
      String(ages.count), ages.map(String.init).joined(separator: " "),
      said(needs) { $0.severe.map(\.inWords) },
      said(needs) { food in food.avoids.filter { !food.severe.contains($0) }.map(\.inWords) },
      said(needs) { $0.diets.map(\.inWords) }, said(needs) { $0.notes.map { [$0] } ?? [] },
      Access.allCases.filter(access.contains).map(\.inWords).joined(separator: ", "),
      party.showsNeeds ? party.coming.languages.map(language).joined(separator: ", ") : "",
      party.showsNeeds ? booking.note ?? "" : "", booking.needsSeenAt == nil ? "no" : "yes", booking.reference.shown,
    ]
  }

  /// The time alone on the day itself, else with its day.
  private static func time(_ instant: Instant, on day: Day) -> String {
    let other = London.day(of: instant)
    return other == day ? London.clock(at: instant) : "\(other.text) \(London.clock(at: instant))"
  }

  /// What each guest eats, the guest named by number where there are several.
  private static func said(_ party: [PartyMember], _ words: (FoodNeeds) -> [String]) -> String {
    party.enumerated().compactMap { place, member in
      guard let food = member.food else { return nil }
      let said = words(food).joined(separator: ", ")
      if said.isEmpty { return nil }
      return party.count == 1 ? said : "guest \(place + 1)\(child(member)): \(said)"
    }.joined(separator: "; ")
  }

  private static func child(_ member: PartyMember) -> String {
    member.age.map { $0 < PartyRules.adultAge ? " (child of \($0))" : "" } ?? ""
  }

  private static func language(_ tag: LanguageTag) -> String {
    let names = LanguageWords.names(of: tag).split(separator: " ")
    return names.first.map(String.init) ?? tag.text
  }
}
