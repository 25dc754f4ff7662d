import Wire

/// How people and practices look at the desk.
enum PeoplePages {
  static func page(_ person: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("name", person.said("name"))
    facts.add("e-mail", person.said("email"))
    facts.add("phone", person.said("phone"))
    facts.add("languages", person.saidList("languages").joined(separator: ", "))
    facts.add("roles", (person["roles"]?.items ?? []).map(role).joined(separator: "\n"))
    facts.add("profession", person.said("profession").map(FieldWords.camel))
    facts.add("registration", person.said("registration"))
    facts.add("may sign in", Words.yesNo(person["disabled"]?.bool.map(!)))
    facts.add("id", person.said("id"))
    return facts.lines(on: terminal)
  }

  static func practices(_ found: JSON, on terminal: Terminal) -> [String] {
    let practices = found["items"]?.items ?? []
    guard !practices.isEmpty else { return ["There is no such practice in your areas."] }
    var table = Table(
      .firm("row"), .soft("practice", least: 14), .firm("code"), .soft("area", least: 9), .soft("phone", least: 12),
      .soft("e-mail", least: 14), .soft("looks after carers", least: 10), .firm("id"))
    for (row, practice) in practices.enumerated() {
      table.rows.append([
        String(row + 1), practice.said("name") ?? "", practice.said("odsCode") ?? "", practice.said("area") ?? "",
        practice.said("phone") ?? "", practice.said("email") ?? "", practice.said("carersLead") ?? "",
        LastList.short(practice.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Add who works there: breather people add --name NAME --email EMAIL --role prescriber:AREA:ROW"]
  }

  static func practice(_ practice: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("name", practice.said("name"))
    facts.add("code", practice.said("odsCode"))
    facts.add("area", practice.said("area"))
    facts.add("e-mail", practice.said("email"))
    facts.add("phone", practice.said("phone"))
    facts.add("looks after carers", practice.said("carersLead"))
    facts.add("id", practice.said("id"))
    return facts.lines(on: terminal)
  }

  /// Such as `partner in liverpool, for 0193…`.
  private static func role(_ held: JSON) -> String {
    [Me.role(held), (held.said("partnerId") ?? held.said("practiceId")).map { "for \($0)" }].withCommas()
  }
}
