import Wire

/// How breaks look at the desk.
enum OfferPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let offers = found["items"]?.items ?? []
    guard !offers.isEmpty else { return ["No break fits. Leave a filter out, or look at other days."] }
    var table = Table(
      .firm("row"), .soft("break", least: 14), .soft("where", least: 12), .soft("next free", least: 11),
      .soft("cost", least: 9), .firm("id"))
    for (row, offer) in offers.enumerated() {
      let next = offer.said("nextSlotAt").flatMap(LondonTime.init(instant:))
      table.rows.append([
        String(row + 1), offer.said("title") ?? "", place(offer), next?.short ?? "none",
        Words.cost(offer), LastList.short(offer.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + more(found) + ["Dates of one: breather offers show ROW"]
  }

  /// - Parameters:
  ///   - typed: how the break was named, for what comes next.
  ///   - nowMinutes: minutes since 1970, to tell which dates are too soon to be booked; nil does not tell.
  static func page(
    _ offer: JSON, dates: JSON, typed: String = "1", nowMinutes: Int? = nil, on terminal: Terminal
  ) -> [String] {
    var facts = Facts()
    facts.add("where", [offer.said("partner", "name"), offer.said("town"), offer.said("postcode")].withCommas())
    facts.add(
      "kind",
      [offer.said("category"), offer.said("stay")].compactMap { $0.map(FieldWords.camel) }.joined(separator: ", "))
    facts.add("cost", Words.cost(offer))
    facts.add("diets", offer.sayings("provides", "diets"))
    facts.add("can avoid", offer.sayings("provides", "allergensAvoided").map { avoided($0, offer) })
    facts.add("the place has", offer.sayings("provides", "access"))
    facts.add("rooms, tables, beds", (offer["unitKinds"]?.items ?? []).compactMap(kind).joined(separator: ", "))
    facts.add("languages", offer.saidList("provides", "languages").joined(separator: ", "))
    facts.add("for", audience(offer))
    facts.add("book", hours(offer["bookBeforeHours"]?.int, none: "until it starts"))
    facts.add("cancel freely", hours(offer["cancelFreeHours"]?.int, none: "until it starts"))
    facts.add("shared out", SharePages.sharing(offer))
    facts.add("booking", offer.said("confirmation") == "partner" ? "the partner has to say yes first" : "at once")
    facts.add(
      "season",
      offer.said("season", "from").map {
        "\(LondonTime.dayWords($0)) to \(LondonTime.dayWords(offer.said("season", "to") ?? ""))"
      })
    facts.add("guests say", recommended(offer["recommended"]))
    facts.add("worth", offer["valuePence"]?.int.map(Words.money))
    if offer.said("visibility") == "carers" { facts.add("shown", "only to carers and the scheme's people") }
    if let state = offer.said("state"), state != "published" { facts.add("state", "not open for booking: \(state)") }
    facts.add("area", offer.said("area"))
    facts.add("id", offer.said("id"))
    let words = [offer.said("summary"), offer.said("description")].compactMap { $0 }
    return [terminal.bold(offer.said("title") ?? "")]
      + words.flatMap { TextWidth.wrapped($0, to: min(terminal.width, 72)) } + [""]
      + facts.lines(on: terminal) + [""]
      + datesLines(dates, typed, from: nowMinutes.map { bookable(offer, $0) }, on: terminal)
  }

  /// Such as `4.6 of 5 would recommend it (12 answers)`.
  private static func recommended(_ stars: JSON?) -> String? {
    guard let count = stars?["count"]?.int, let average = stars?["average"]?.number else { return nil }
    return "\(average) of 5 for recommending it (\(count) answers)"
  }

  /// The instant before which a date is too soon to be booked.
  private static func bookable(_ offer: JSON, _ nowMinutes: Int) -> String {
    LondonTime.instant(epochMinutes: nowMinutes + (offer["bookBeforeHours"]?.int ?? 0) * 60)
  }

  private static func datesLines(_ dates: JSON, _ typed: String, from bookable: String?, on terminal: Terminal)
    -> [String]
  {
    let slots = dates["items"]?.items ?? []
    guard !slots.isEmpty else { return ["There are no dates on these days."] }
    return datesTable(slots, from: bookable, on: terminal) + [""] + more(dates)
      + [
        "Book one: breather bookings make --offer \(typed) --slot ROW --for CARER --checked birth-date --checked postcode"
      ]
  }

  /// Dates, one a row, with the room that is left.
  ///
  /// - Parameter bookable: the instant before which a date is too soon to be booked.
  static func datesTable(_ slots: [JSON], from bookable: String? = nil, on terminal: Terminal) -> [String] {
    let hasUnits = slots.contains { $0["units"] != nil || $0["staff"] != nil }
    let columns: [Table.Column] = [.firm("row"), .soft("date", least: 24), .soft("places left", least: 11)]
    var table = Table(columns + (hasUnits ? [.soft("rooms, tables, beds", least: 10)] : []) + [.firm("id")])
    for (row, slot) in slots.enumerated() {
      table.rows.append(
        [
          String(row + 1), LondonTime.span(slot.said("startsAt") ?? "", slot.said("endsAt") ?? ""),
          slot.said("startsAt") ?? "" < bookable ?? "" ? "too soon" : placesLeft(slot),
        ] + (hasUnits ? [unitsLeft(slot)] : []) + [LastList.short(slot.said("id") ?? "")])
    }
    return table.lines(on: terminal)
  }

  private static func placesLeft(_ slot: JSON) -> String {
    if slot["paused"]?.bool == true { return "paused" + (slot.said("pauseReason").map { ": \($0)" } ?? "") }
    let left = slot["placesLeft"]?.int ?? 0
    return left == 0 ? "full" : "\(left) of \(slot["places"]?.int ?? left)"
  }

  /// Such as `2 of 3 twin, staff 1 of 4`.
  private static func unitsLeft(_ slot: JSON) -> String {
    func left(_ left: Int?, of all: Int?) -> String? {
      guard let left, let all else { return nil }
      return left == 0 ? "none" : "\(left) of \(all)"
    }
    let kinds = (slot["kinds"]?.items ?? []).compactMap { kind in
      left(kind["left"]?.int, of: kind["units"]?.int).map { "\($0) \(kind.said("kind") ?? "")" }
    }
    let units: [String?] = kinds.isEmpty ? [left(slot["unitsLeft"]?.int, of: slot["units"]?.int)] : kinds
    return (units + [left(slot["staffLeft"]?.int, of: slot["staff"]?.int).map { "staff \($0)" }]).withCommas()
  }

  /// Such as `twin for 2`.
  private static func kind(_ offered: JSON) -> String? {
    offered.said("kind").map { "\($0) for \(offered["sleeps"]?.int ?? 1)" }
  }

  /// What to type when the list goes on.
  static func more(_ list: JSON) -> [String] {
    guard let cursor = list.said("next") else { return [] }
    return ["There are more: add --limit 100, or say the same again with --cursor and this:", cursor]
  }

  private static func place(_ offer: JSON) -> String {
    [offer.said("partner", "name"), offer.said("town")].withCommas()
  }

  private static func avoided(_ allergens: String, _ offer: JSON) -> String {
    let stated =
      offer.said("provides", "allergensStatedOn").map { " said so on \(LondonTime.dayWords($0))" } ?? " says so"
    return "\(allergens) (the partner\(stated); ring them when it is severe)"
  }

  private static func audience(_ offer: JSON) -> String {
    guard let audience = offer["audience"] else { return "" }
    var words: [String] = []
    if let most = audience["partyMax"]?.int { words.append(most == 1 ? "one person" : "up to \(most) people") }
    words.append(audience["childrenWelcome"]?.bool == true ? "children welcome" : "no children")
    if audience["youngCarersWelcome"]?.bool == true { words.append("young carers welcome") }
    if audience["caredForWelcome"]?.bool == true { words.append("the person cared for may come") }
    if let age = audience["minimumAge"]?.int, age > 0 { words.append("from age \(age)") }
    return words.joined(separator: ", ")
  }

  /// Such as `until 2 days before`.
  private static func hours(_ hours: Int?, none: String) -> String? {
    guard let hours else { return nil }
    return hours == 0 ? none : "until \(span(hours)) before"
  }

  /// Such as `2 days`.
  static func span(_ hours: Int) -> String {
    let (count, unit) = hours > 0 && hours % 24 == 0 ? (hours / 24, "day") : (hours, "hour")
    return "\(count) \(unit)\(count == 1 ? "" : "s")"
  }
}

extension [String?] {
  /// The texts that are there, with commas.
  func withCommas() -> String { compactMap { $0 }.joined(separator: ", ") }
}
