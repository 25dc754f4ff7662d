import Wire

/// How partners look at the desk.
enum PartnerPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let partners = found["items"]?.items ?? []
    guard !partners.isEmpty else { return ["There is no such partner in your areas."] }
    var table = Table(
      .firm("row"), .soft("partner", least: 14), .soft("kind", least: 9), .soft("where", least: 10), .firm("area"),
      .firm("id"))
    for (row, partner) in partners.enumerated() {
      table.rows.append([
        String(row + 1), partner.said("name") ?? "", FieldWords.camel(partner.said("kind") ?? ""),
        partner.said("town") ?? "", partner.said("area") ?? "", LastList.short(partner.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Guests of one: breather partners guests ROW. Its breaks: breather partners offers ROW"]
  }

  static func page(_ partner: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("kind", partner.said("kind").map(FieldWords.camel))
    facts.add("area", partner.said("area"))
    facts.add("e-mail", partner.said("email"))
    facts.add("phone", partner.said("phone"))
    facts.add("address", [partner.said("address"), partner.said("town"), partner.said("postcode")].withCommas())
    facts.add(
      "young carers",
      partner["youngCarersWelcome"]?.bool == true ? "welcome" : "not yet welcome")
    facts.add("for their safety", partner.said("safeguarding", "lead"))
    facts.add("policy seen", partner.said("safeguarding", "policySeenOn").map(LondonTime.dayWords))
    facts.add("insurance seen", partner.said("safeguarding", "insuranceSeenOn").map(LondonTime.dayWords))
    if let state = partner.said("state"), state != "active" { facts.add("state", state) }
    facts.add("CQC location", partner.said("cqcLocationId"))
    if partner["noPersonalCare"]?.bool == true { facts.add("care", "gives no personal care") }
    facts.add("id", partner.said("id"))
    let words = partner.said("description").map { TextWidth.wrapped($0, to: min(terminal.width, 72)) + [""] } ?? []
    return [terminal.bold(partner.said("name") ?? "")] + words + facts.lines(on: terminal)
  }

  static func offers(_ found: JSON, on terminal: Terminal) -> [String] {
    let offers = found["items"]?.items ?? []
    guard !offers.isEmpty else { return ["There is no such break of this partner."] }
    var table = Table(
      .firm("row"), .soft("break", least: 14), .firm("state"), .soft("next free", least: 11), .firm("id"))
    for (row, offer) in offers.enumerated() {
      let next = offer.said("nextSlotAt").flatMap(LondonTime.init(instant:))
      table.rows.append([
        String(row + 1), offer.said("title") ?? "", offer.said("state") ?? "", next?.short ?? "none",
        LastList.short(offer.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Publish one: breather offers publish ROW. Copy one: breather offers copy ROW"]
  }

  static func bookings(_ found: JSON, on terminal: Terminal) -> [String] {
    let bookings = found["items"]?.items ?? []
    guard !bookings.isEmpty else { return ["There is no such booking."] }
    var table = Table(
      .firm("booking"), .soft("break", least: 14), .soft("when", least: 11), .firm("people"), .firm("state"),
      .soft("answer by", least: 11))
    for booking in bookings {
      let slot = booking["slots"]?[0]
      table.rows.append([
        booking.said("reference") ?? "", slot?.said("title") ?? "",
        slot?.said("startsAt").flatMap(LondonTime.init(instant:))?.short ?? "",
        String(booking["guests"]?.items?.count ?? 0), booking.said("state") ?? "",
        booking.said("decideBy").flatMap(LondonTime.init(instant:))?.short ?? "",
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Answer one: breather bookings accept REFERENCE, or breather bookings decline REFERENCE"]
  }

  static func bookingsWhole(_ found: JSON, on terminal: Terminal) -> [String] {
    let bookings = found["items"]?.items ?? []
    guard !bookings.isEmpty else { return ["There is no such booking."] }
    return bookings.flatMap { BookingPages.page($0, on: terminal) + [""] } + OfferPages.more(found)
  }

  static func guests(_ told: JSON, on terminal: Terminal) -> [String] {
    let days = told["days"]?.items ?? []
    guard !days.isEmpty else {
      let (from, to) = (told.said("from") ?? "", told.said("to") ?? "")
      return ["Nobody comes from \(LondonTime.dayWords(from)) to \(LondonTime.dayWords(to))."]
    }
    var lines: [String] = []
    for day in days {
      lines.append(terminal.bold(LondonTime.dayWords(day.said("day") ?? "")))
      for offer in day["offers"]?.items ?? [] {
        lines.append("\(offer.said("title") ?? ""): \(count(offer))")
        for guests in offer["parties"]?.items ?? [] { lines += party(guests, on: terminal) }
      }
      lines.append("")
    }
    return lines
  }

  static func year(_ told: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    func add(_ name: String, _ field: String) { facts.add(name, told[field]?.int.map(String.init)) }
    add("year", "year")
    add("breaks", "breaks")
    add("carers", "carers")
    add("people", "people")
    add("nights", "nights")
    add("by day", "daytime")
    facts.add("worth", told["valuePence"]?.int.flatMap { $0 == 0 ? nil : Words.money($0) })
    if let unknown = told["breaksWithoutValue"]?.int, unknown > 0 {
      facts.add("not counted", "\(unknown) of the breaks do not say what they are worth")
    }
    let thanked = told.said("thankedAt").flatMap(LondonTime.init(instant:))
    facts.add("thanked", thanked?.dayLong ?? "not yet: breather partners thanks PARTNER --send")
    return facts.lines(on: terminal)
  }

  private static func count(_ offer: JSON) -> String {
    let (adults, children) = (offer["adults"]?.int ?? 0, offer["children"]?.int ?? 0)
    let grown = adults == 1 ? "1 adult" : "\(adults) adults"
    if children == 0 { return grown }
    return grown + (children == 1 ? ", 1 child" : ", \(children) children")
  }

  private static func party(_ party: JSON, on terminal: Terminal) -> [String] {
    let arrives = party.said("arrivesAt").flatMap(LondonTime.init(instant:))
    let leaves = party.said("leavesAt").flatMap(LondonTime.init(instant:))
    let isStaying = party.said("here") == "staying"
    var facts = Facts()
    let time = isStaying ? leaves?.short : arrives?.clock
    let who: [String?] = [time, party.said("leadName"), party.said("reference")]
    facts.add(isStaying ? "  leaves" : "  comes", who.withCommas())
    let ages = (party["childAges"]?.items ?? []).compactMap(\.int).map(String.init)
    facts.add("  children", ages.isEmpty ? nil : "aged " + ages.joined(separator: ", "))
    facts.add("  food", (party["food"]?.items ?? []).map(BookingPages.guestFood).joined(separator: "\n"))
    facts.add("  access", party.sayings("access"))
    facts.add("  speak", party.saidList("languages").joined(separator: ", "))
    facts.add("  note", party.said("note"))
    let seen = party.said("needsSeenAt").flatMap(LondonTime.init(instant:)).map { "seen on \($0.dayLong)" }
    facts.add("  needs", party["food"] == nil ? nil : seen ?? "not seen yet")
    return facts.lines(on: terminal)
  }
}

extension OfferPages {
  /// A break that was just drafted, and what comes next.
  static func drafted(_ offer: JSON, on terminal: Terminal) -> [String] {
    said(offer, on: terminal) + [
      "", "Next its dates: breather offers add-dates 1 --date DAY --starts 14:00 --ends 16:00 --places 8",
      "Then: breather offers publish 1",
    ]
  }

  /// A break as it was just written down.
  static func said(_ offer: JSON, on terminal: Terminal) -> [String] {
    let lines = page(offer, dates: .null, on: terminal)
    return ["\(offer.said("state")?.capitalized ?? ""):"] + lines.dropLast(2)
  }
}
