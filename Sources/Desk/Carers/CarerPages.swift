import Wire

/// How carers look at the desk.
enum CarerPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let carers = found["items"]?.items ?? []
    guard !carers.isEmpty else {
      return ["Nobody of your areas fits. Ask how the name is spelt, or for another fact; or: breather carers register"]
    }
    var table = Table(
      .firm("row"), .soft("name", least: 14), .firm("born"), .firm("area code"), .firm("state"),
      .soft("mind", least: 12), .firm("id"))
    for (row, carer) in carers.enumerated() {
      table.rows.append([
        String(row + 1), carer.said("name") ?? "", carer["birthYear"]?.int.map(String.init) ?? "",
        carer.said("outwardCode") ?? "", carer.said("state") ?? "",
        Words.flags(carer.saidList("flags")).joined(separator: ", "), LastList.short(carer.said("id") ?? ""),
      ])
    }
    let discreet = carers.contains { $0.saidList("flags").contains("discreet") }
    return (discreet ? [terminal.loud("Someone here is DISCREET: speak about this to nobody else."), ""] : [])
      + table.lines(on: terminal) + ["", "All of one: breather carers show ROW"]
  }

  static func page(_ carer: JSON, on terminal: Terminal) -> [String] {
    warnings(carer).flatMap { TextWidth.wrapped($0, to: terminal.width).map(terminal.loud) }
      + person(carer).lines(on: terminal) + ["", terminal.bold("How to reach her or him")]
      + contact(carer).lines(on: terminal) + ["", terminal.bold("Needs")] + needs(carer).lines(on: terminal)
      + ["", terminal.bold("Caring")] + caring(carer).lines(on: terminal)
      + (carer["responsibleAdult"] == nil ? [] : ["", terminal.bold("Responsible adult")])
      + adult(carer).lines(on: terminal) + ["", terminal.bold("Consents")] + consents(carer).lines(on: terminal)
  }

  /// What must be seen before anything else.
  static func warnings(_ carer: JSON) -> [String] {
    var warnings: [String] = []
    if carer["contact"]?["discreet"]?.bool == true { warnings.append(Words.discreet) }
    if let quiet = carer["quiet"] { warnings.append(Words.quiet(quiet)) }
    if carer["contact"]?["safeBy"]?.items?.isEmpty == true {
      warnings.append("NO WAY IS SAFE: do not ring and do not write unless she or he rings you.")
    }
    if let severe = carer.sayings("food", "severe") { warnings.append("SEVERE ALLERGY: \(severe).") }
    return warnings
  }

  private static func person(_ carer: JSON) -> Facts {
    var facts = Facts()
    facts.add("name", carer.said("name"))
    facts.add("reference", carer.said("reference").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("born", carer.said("birthDate").map(LondonTime.dayWords))
    facts.add("postcode", carer.said("postcode"))
    facts.add("area", carer.said("area"))
    let verified = carer.said("verifiedAt").flatMap(LondonTime.init(instant:)).map { " on \($0.dayLong)" } ?? ""
    facts.add("state", carer.said("state").map { $0 + verified })
    facts.add("registered", carer.said("createdAt").flatMap(LondonTime.init(instant:))?.dayLong)
    facts.add("id", carer.said("id"))
    return facts
  }

  static func contact(_ carer: JSON) -> Facts {
    let contact = carer["contact"] ?? .null
    var facts = Facts()
    facts.add("safe ways", contact.sayings("safeBy") ?? "none")
    facts.add("phone", carer.said("phone"))
    facts.add("ring", contact.said("callBetween"))
    facts.add("message", contact["leaveMessage"]?.bool == true ? "you may leave one" : "leave none")
    facts.add(
      "e-mail", carer.said("email").map { $0 + (carer["emailProven"]?.bool == true ? "" : " (not proven yet)") })
    facts.add("address", carer.said("address"))
    facts.add("discreet", Words.yesNo(contact["discreet"]?.bool))
    facts.add("calendar", Words.yesNo(contact["calendar"]?.bool))
    facts.add("e-mail sign-in", Words.yesNo(contact["emailSignIn"]?.bool))
    facts.add("note", contact.said("note"))
    facts.add("languages", (carer["languages"]?.items ?? []).map(language).joined(separator: "\n"))
    facts.add("formats", carer.sayings("formats"))
    return facts
  }

  private static func needs(_ carer: JSON) -> Facts {
    var facts = Facts()
    facts.add("diets", carer.sayings("food", "diets"))
    facts.add("avoids", carer.sayings("food", "avoids"))
    facts.add("severe", carer.sayings("food", "severe"))
    facts.add("food notes", carer.said("food", "notes"))
    facts.add("access", carer.sayings("access"))
    return facts
  }

  private static func language(_ said: JSON) -> String {
    let words = [
      said["speaks"]?.bool == true ? "speaks" : "does not speak",
      said["reads"]?.bool == true ? "reads" : "does not read",
      said["interpreter"]?.bool == true ? "wants an interpreter" : nil,
    ]
    return "\(said.said("tag") ?? ""): \(words.withCommas())"
  }

  private static func caring(_ carer: JSON) -> Facts {
    let caring = carer["caring"] ?? .null
    var facts = Facts()
    let people = (caring["caresFor"]?.items ?? []).map { person in
      let needs = person.saidList("needs")
      return (person.said("relation") ?? "") + (needs.isEmpty ? "" : ": " + needs.joined(separator: ", "))
    }
    facts.add("cares for", people.joined(separator: "\n"))
    facts.add("hours a week", caring["hoursPerWeek"]?.int.map(String.init))
    facts.add("since", caring.said("since"))
    facts.add("can leave overnight", Words.yesNo(caring["canLeaveOvernight"]?.bool))
    facts.add("needs cover at home", Words.yesNo(caring["needsReplacementCare"]?.bool))
    return facts
  }

  static func adult(_ carer: JSON) -> Facts {
    guard let adult = carer["responsibleAdult"] else { return Facts() }
    var facts = Facts()
    facts.add("name", adult.said("name"))
    facts.add("relation", adult.said("relation"))
    facts.add("contact", adult.said("contact"))
    facts.add(
      "agreed",
      adult.said("agreedAt").flatMap(LondonTime.init(instant:)).map { "\($0.long), \(adult.said("how") ?? "")" })
    facts.add("may act", Words.yesNo(adult["mayAct"]?.bool))
    return facts
  }

  private static func consents(_ carer: JSON) -> Facts {
    var facts = Facts()
    let names = [("privacy notice", "privacy"), ("partners may know needs", "shareWithPartners"), ("news", "news")]
    for (words, name) in names {
      guard let kept = carer["consents"]?[name] else { continue }
      let at = kept.said("at").flatMap(LondonTime.init(instant:))?.dayLong
      let how = [kept.said("how"), kept.said("noticeVersion").map { "notice \($0)" }].withCommas()
      facts.add(words, [Words.yesNo(kept["value"]?.bool), at.map { "\($0) (\(how))" }].withCommas())
    }
    return facts
  }
}
