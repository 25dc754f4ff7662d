import Wire

/// How it looks at the desk what fits a carer, and what each choice would leave.
enum FitPages {
  /// Breaks in the order in which they fit, each with what has to be asked.
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let offers = found["items"]?.items ?? []
    guard !offers.isEmpty else { return ["No break is left. Leave a filter out, or look at other days."] }
    var table = Table(
      .firm("row"), .soft("break", least: 14), .soft("where", least: 12), .soft("next free", least: 11),
      .firm("fits"), .soft("mind", least: 20), .firm("id"))
    for (row, offer) in offers.enumerated() {
      let next = offer.said("nextSlotAt").flatMap(LondonTime.init(instant:))
      table.rows.append([
        String(row + 1), offer.said("title") ?? "", [offer.said("partner", "name"), offer.said("town")].withCommas(),
        next?.short ?? "none", answers[offer.said("fit", "answer") ?? ""] ?? "", mind(offer),
        LastList.short(offer.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["Dates of one: breather offers show ROW"]
  }

  /// How many breaks there are, and how many each choice would leave.
  static func facets(_ counted: JSON, on terminal: Terminal) -> [String] {
    let total = counted["total"]?.int ?? 0
    var facts = Facts()
    for name in ["category", "stay", "diet", "avoid", "access", "language", "area", "free"] {
      let choices = (counted[name]?.items ?? []).map { choice in
        let value = name == "free" ? "" : "\(FieldWords.camel(choice.said("value") ?? "")) "
        return value + String(choice["count"]?.int ?? 0)
      }
      facts.add(names[name] ?? name, choices.joined(separator: ", "))
    }
    return [total == 1 ? "One break is found." : "\(total) breaks are found. Each choice would leave:"]
      + facts.lines(on: terminal)
  }

  /// What is no and what has to be asked, the noes first.
  private static func mind(_ offer: JSON) -> String {
    let says = offer["fit"]?["says"]?.items ?? []
    let lines = ["no", "ask"].flatMap { (answer: String) in
      says.filter { $0.said("answer") == answer }.map { "\(FieldWords.camel($0.said("what") ?? "")): \(answer)" }
    }
    return lines.joined(separator: "; ")
  }

  private static let answers = ["fits": "yes", "ask": "ask", "does_not": "no"]
  private static let names = ["avoid": "can avoid", "access": "the place has", "free": "free of cost"]
}
