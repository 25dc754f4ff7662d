import Wire

/// How rounds and entries look at the desk.
enum SharePages {
  static func rounds(_ found: JSON, on terminal: Terminal) -> [String] {
    let rounds = found["items"]?.items ?? []
    guard !rounds.isEmpty else { return ["There is no round of this break."] }
    var table = Table(
      .firm("row"), .soft("shared", least: 8), .soft("asked until", least: 11), .firm("dates"), .firm("state"),
      .firm("id"))
    for (row, round) in rounds.enumerated() {
      table.rows.append([
        String(row + 1), FieldWords.camel(round.said("allocation") ?? ""), time(round.said("closesAt")) ?? "",
        String(round["slots"]?.items?.count ?? 0), FieldWords.camel(round.said("state") ?? ""),
        LastList.short(round.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather rounds show ROW"]
  }

  static func round(_ round: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("shared out", way(round.said("allocation") ?? ""))
    facts.add("kept first", kept(round["prescriptionPercent"]?.int ?? 0))
    facts.add("carers ask", "\(time(round.said("opensAt")) ?? "") to \(time(round.said("closesAt")) ?? "")")
    facts.add("dates", round["slots"]?.items.map { String($0.count) })
    facts.add("state", round.said("state").map(FieldWords.camel))
    facts.add("asked", round["asked"]?.int.map(String.init))
    facts.add("promised hash", round.said("seedHash"))
    facts.add("seed", round.said("seed"))
    facts.add("file's SHA-256", round.said("ballotHash"))
    facts.add("id", round.said("id"))
    let next =
      round.said("state") == "drawn"
      ? "Draw it again: breather rounds ballot ID > ballot.json, then breather ballot verify ballot.json"
      : "Ask: breather entries make --round ID --for CARER --checked birth-date --checked postcode"
    return facts.lines(on: terminal) + ["", next]
  }

  static func entries(_ found: JSON, on terminal: Terminal) -> [String] {
    let entries = found["items"]?.items ?? []
    guard !entries.isEmpty else { return ["Nothing was asked for."] }
    var table = Table(
      .firm("row"), .soft("break", least: 14), .soft("draw", least: 11), .firm("state"), .firm("booking"), .firm("id"))
    for (row, entry) in entries.enumerated() {
      table.rows.append([
        String(row + 1), entry.said("offer", "title") ?? "", time(entry.said("drawAt")) ?? "",
        entry.said("state").map(FieldWords.camel) ?? "", entry.said("booking") ?? "",
        LastList.short(entry.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather entries show ROW"]
  }

  static func entry(_ entry: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("break", entry.said("offer", "title"))
    facts.add("state", state(entry))
    facts.add("draw", time(entry.said("drawAt")))
    facts.add("party", entry["party"]?.items.map { "\($0.count)" })
    facts.add("cover at home", entry.said("cover", "how").map(FieldWords.camel))
    facts.add("care meanwhile", entry["replacementCare"].map { _ in "to be booked with it" })
    facts.add("prescription", entry.said("prescription"))
    facts.add("note", entry.said("note"))
    facts.add("booking", entry.said("booking").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("why", entry.said("why"))
    facts.add("asked a person", time(entry.said("ask", "askedAt")))
    facts.add("with the words", entry.said("ask", "words"))
    facts.add("answer", entry.said("ask", "answer"))
    facts.add("in the list as", entry.said("pseudonym"))
    facts.add("id", entry.said("id"))
    let mayAsk = entry.said("state") == "lost" && entry["ask"] == nil
    return facts.lines(on: terminal)
      + (mayAsk ? ["", "A person can look at it again: breather entries ask ID --words WORDS"] : [])
  }

  static func asks(_ found: JSON, on terminal: Terminal) -> [String] {
    let asks = found["items"]?.items ?? []
    guard !asks.isEmpty else { return ["Nobody waits for an answer."] }
    var table = Table(
      .firm("row"), .soft("carer", least: 12), .soft("break", least: 14), .soft("since", least: 11),
      .soft("words", least: 20), .firm("entry"))
    for (row, ask) in asks.enumerated() {
      table.rows.append([
        String(row + 1), ask.said("carerName") ?? "", ask.said("entry", "offer", "title") ?? "",
        time(ask.said("entry", "ask", "askedAt")) ?? "", ask.said("entry", "ask", "words") ?? "",
        LastList.short(ask.said("entry", "id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Answer one: breather asks answer ROW --outcome stands --words WORDS"]
  }

  private static func state(_ entry: JSON) -> String? {
    switch entry.said("state") {
    case "entered": "takes part in the draw"
    case "withdrawn": "taken back"
    case "won": "won"
    case "lost": entry["drawn"]?["position"]?.int.map { "not this time; number \($0)" } ?? "not this time"
    default: nil
    }
  }

  /// How an offer's places are shared out, and when carers ask; nil where they go to whoever comes first.
  static func sharing(_ offer: JSON) -> String? {
    guard let allocation = offer.said("allocation"), allocation != "first_come" else { return nil }
    let window = offer["window"].flatMap { window -> String? in
      guard let opens = window["opensHoursBefore"]?.int, let closes = window["closesHoursBefore"]?.int else {
        return nil
      }
      return "carers ask from \(opens) to \(closes) hours before it starts"
    }
    return [way(allocation), kept(offer["prescriptionPercent"]?.int ?? 0), window].compactMap { $0 }
      .joined(separator: "\n")
  }

  private static func way(_ allocation: String) -> String {
    switch allocation {
    case "rota": "longest since the last break first"
    case "tiers": "greatest need first, then longest since the last break"
    default: "by lot; who lost before has more tickets"
    }
  }

  private static func kept(_ percent: Int) -> String? {
    percent == 0 ? nil : "\(percent) per cent for those with a prescription"
  }

  private static func time(_ instant: String?) -> String? {
    instant.flatMap(LondonTime.init(instant:))?.long
  }
}
