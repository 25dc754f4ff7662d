import Wire

/// How waiting lists look at the desk.
enum WaitingPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let parties = found["items"]?.items ?? []
    guard !parties.isEmpty else { return ["Nobody waits."] }
    var table = Table(
      .firm("row"), .soft("break", least: 14), .soft("when", least: 11), .firm("people"), .firm("ahead"),
      .firm("state"), .soft("until", least: 11), .firm("id"))
    for (row, party) in parties.enumerated() {
      table.rows.append([
        String(row + 1), party.said("offer", "title") ?? "", time(party["slots"]?[0]?.said("startsAt")) ?? "",
        party["people"]?.int.map(String.init) ?? "", ahead(party).map(String.init) ?? "",
        party.said("state") ?? "", time(party.said("heldUntil")) ?? "", LastList.short(party.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather waiting show ROW"]
  }

  static func page(_ party: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("state", party.said("state").map(state))
    facts.add("kept until", party.said("heldUntil").flatMap(LondonTime.init(instant:))?.long)
    facts.add("booking", party.said("reference").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("break", party.said("offer", "title"))
    facts.add("when", (party["slots"]?.items ?? []).map(date).joined(separator: "\n"))
    facts.add("where", [party.said("offer", "partner", "name"), party.said("offer", "town")].withCommas())
    facts.add("party", (party["party"]?.items ?? []).map(BookingPages.member).joined(separator: "\n"))
    facts.add("people", party["people"]?.int.map(String.init))
    facts.add("room", party.said("unitKind"))
    facts.add("care needed", BookingPages.care(party["care"] ?? .null))
    facts.add("cover at home", party.said("cover", "how").map(FieldWords.camel))
    facts.add("prescription", party.said("prescription"))
    facts.add("note", party.said("note"))
    facts.add("needs", party["shareNeeds"]?.bool == true ? "the partner may be told" : "not for the partner")
    facts.add("in line since", time(party.said("joinedAt")))
    facts.add("carer id", party.said("carerId"))
    facts.add("id", party.said("id"))
    facts.add(
      "share", party.said("capResetsOn").map { "used up just now; free again from \(LondonTime.dayWords($0))" })
    let width = min(72, terminal.width)
    let steps = (party["steps"]?.items ?? []).flatMap { step in
      [time(step.said("at")) ?? ""] + TextWidth.wrapped(step.said("words") ?? "", to: width - 2).map { "  " + $0 }
    }
    return facts.lines(on: terminal) + ["", terminal.bold("So far")] + steps
  }

  /// How many parties stand before one for the date that most wait for; nil when it waits no more.
  private static func ahead(_ party: JSON) -> Int? {
    (party["slots"]?.items ?? []).compactMap { $0["ahead"]?.int }.max()
  }

  private static func date(_ slot: JSON) -> String {
    let span = LondonTime.span(slot.said("startsAt") ?? "", slot.said("endsAt") ?? "")
    guard let ahead = slot["ahead"]?.int else { return span }
    return
      "\(span) (\(ahead == 0 ? "nobody before them" : ahead == 1 ? "1 party before them" : "\(ahead) parties before them"))"
  }

  private static func time(_ instant: String?) -> String? { instant.flatMap(LondonTime.init(instant:))?.short }

  private static func state(_ state: String) -> String {
    switch state {
    case "waiting": "waiting in line"
    case "offered": "places are kept for them: ask yes or no"
    case "taken": "has the places"
    case "left": "left the list"
    case "ended": "the date came without room"
    default: FieldWords.camel(state)
    }
  }
}
