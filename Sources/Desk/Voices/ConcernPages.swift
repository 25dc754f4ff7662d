import Wire

/// How concerns look at the desk.
enum ConcernPages {
  /// Said before anything else when somebody is in danger.
  static let danger = "RING 999 NOW."

  /// What stands first is what must be done first.
  static func raised(_ answer: JSON, on terminal: Terminal) -> [String] {
    let phone = answer.said("areaPhone") ?? ""
    let first =
      answer.said("call").map { terminal.loud("RING \($0) NOW, THEN \(phone).") }
      ?? terminal.bold("Taken. If it cannot wait, ring \(phone).")
    return [first, ""] + TextWidth.wrapped(answer.said("message") ?? "", to: min(terminal.width, 72))
  }

  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let concerns = found["items"]?.items ?? []
    guard !concerns.isEmpty else { return ["No concern waits."] }
    var table = Table(
      .firm("row"), .soft("about", least: 10), .firm("danger"), .firm("state"), .soft("area", least: 8),
      .soft("raised", least: 11), .firm("id"))
    for (row, concern) in concerns.enumerated() {
      table.rows.append([
        String(row + 1), FieldWords.camel(concern.said("about") ?? ""),
        concern["dangerNow"]?.bool == true ? "YES" : "no", concern.said("state") ?? "", concern.said("area") ?? "",
        concern.said("raisedAt").flatMap(LondonTime.init(instant:))?.short ?? "",
        LastList.short(concern.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["Read one: breather concerns read ROW"]
  }

  static func page(_ concern: JSON, row: String, on terminal: Terminal) -> [String] {
    let voice = concern["raisedBy"] ?? .null
    var facts = Facts()
    facts.add("about", concern.said("about").map(FieldWords.camel))
    facts.add("state", concern.said("state"))
    facts.add("area", concern.said("area"))
    facts.add("raised", concern.said("raisedAt").flatMap(LondonTime.init(instant:))?.long)
    facts.add("by", voice.said("name"))
    facts.add("number", voice.said("phone"))
    facts.add("e-mail", voice.said("email"))
    facts.add("when", voice.said("callBetween"))
    if voice.said("phone") != nil { facts.add("message", LetterPages.message(["to": voice])) }
    facts.add("heed", voice.said("note"))
    facts.add("booking", concern.said("bookingReference"))
    facts.add("partner", named(concern["partner"]))
    facts.add("carer", named(concern["carer"]))
    let danger =
      concern["dangerNow"]?.bool == true ? [terminal.loud("Somebody was in danger when this was raised."), ""] : []
    let notes = (concern["notes"]?.items ?? []).flatMap { note($0, on: terminal) }
    return danger + facts.lines(on: terminal) + [""] + words(concern, on: terminal) + notes
      + (concern.said("state") == "open"
        ? [
          "", "Add to it: breather concerns note \(row) --words -",
          "Close it: breather concerns close \(row) --words -",
        ]
        : [])
  }

  static func people(_ found: JSON, on terminal: Terminal) -> [String] {
    let people = found["people"]?.items ?? []
    guard !people.isEmpty else { return ["Nobody is named: nobody reads what is raised here."] }
    var table = Table(.soft("name", least: 12), .soft("named", least: 11), .soft("reads"), .firm("id"))
    for person in people {
      table.rows.append([
        person.said("name") ?? "", person.said("namedAt").flatMap(LondonTime.init(instant:))?.short ?? "",
        person["disabled"]?.bool == true ? "no: may not sign in" : "yes", person.said("id") ?? "",
      ])
    }
    return table.lines(on: terminal)
  }

  private static func note(_ note: JSON, on terminal: Terminal) -> [String] {
    let at = note.said("at").flatMap(LondonTime.init(instant:))?.short ?? ""
    let head = [note.said("kind") == "closing" ? "Closed" : "Noted", "by \(note.said("by") ?? ""), \(at)"]
    return ["", terminal.bold(head.joined(separator: " "))] + words(note, on: terminal)
  }

  private static func words(_ said: JSON, on terminal: Terminal) -> [String] {
    TextWidth.wrapped(said.said("words") ?? "", to: min(terminal.width, 72))
  }

  private static func named(_ thing: JSON?) -> String? {
    thing.map { [$0.said("name"), $0.said("id")].withCommas() }
  }
}
