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

  /// - Parameters:
  ///   - dates: its dates, in the order in which they can be named by row.
  ///   - typed: how the round was named, for what comes next.
  static func round(_ round: JSON, dates: [JSON] = [], typed: String = "ROUND", on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("shared out", way(round.said("allocation") ?? ""))
    facts.add("kept first", kept(round["prescriptionPercent"]?.int ?? 0))
    facts.add("carers ask", "\(time(round.said("opensAt")) ?? "") to \(time(round.said("closesAt")) ?? "")")
    if dates.isEmpty { facts.add("dates", round["slots"]?.items.map { String($0.count) }) }
    facts.add("state", round.said("state").map(FieldWords.camel))
    facts.add("asked", round["asked"]?.int.map { $0 == 1 ? "1 party" : "\($0) parties" })
    facts.add("drawn", time(round.said("drawnAt")))
    facts.add("promised hash", round.said("seedHash"))
    facts.add("seed", round.said("seed"))
    facts.add("file's SHA-256", round.said("ballotHash"))
    facts.add("id", round.said("id"))
    let table = dates.isEmpty ? [] : [""] + OfferPages.datesTable(dates, on: terminal)
    return facts.lines(on: terminal) + table + next(round, typed)
  }

  private static func next(_ round: JSON, _ typed: String) -> [String] {
    switch round.said("state") {
    case "open":
      let slot = (round["slots"]?.items?.count ?? 0) > 1 ? " --slot ROW" : ""
      return [
        "", "Ask: breather entries make --round \(typed)\(slot) --for CARER --checked birth-date --checked postcode",
      ]
    case "drawn":
      return [
        "",
        "Draw it again: breather rounds ballot \(typed) > ballot.json, then breather ballot verify ballot.json",
      ]
    default: return []
    }
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

  /// - Parameters:
  ///   - dates: the dates it asks for, where they are known.
  ///   - typed: how the entry was named, for what comes next.
  static func entry(_ entry: JSON, dates: [JSON] = [], typed: String = "1", on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("break", entry.said("offer", "title"))
    facts.add("when", BookingPages.when(dates))
    facts.add("state", state(entry))
    facts.add("draw", time(entry.said("drawAt")))
    facts.add("party", (entry["party"]?.items ?? []).map(BookingPages.member).joined(separator: "\n"))
    facts.add("room", entry.said("unitKind"))
    facts.add("tickets", entry["drawn"]?["weight"]?.int.map(String.init))
    if entry["drawn"]?["fromKept"]?.bool == true { facts.add("came from", "the share kept for prescriptions") }
    facts.add("cover at home", entry.said("cover", "how").map(FieldWords.camel))
    facts.add("care needed", BookingPages.care(entry["care"] ?? .null))
    facts.add("care meanwhile", entry["replacementCare"].map(careMeanwhile))
    facts.add("prescription", entry.said("prescription"))
    facts.add("note", entry.said("note"))
    facts.add("booking", entry.said("booking").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("why", entry.said("why"))
    facts.add("asked a person", time(entry.said("ask", "askedAt")))
    facts.add("with the words", entry.said("ask", "words"))
    facts.add("answer", entry.said("ask", "answer"))
    facts.add("answered", time(entry.said("ask", "answeredAt")))
    facts.add("in the list as", entry.said("pseudonym"))
    facts.add("asked for", time(entry.said("createdAt")))
    facts.add("carer id", entry.said("carerId"))
    facts.add("id", entry.said("id"))
    let mayAsk = entry.said("state") == "lost" && entry["ask"] == nil
    return facts.lines(on: terminal)
      + (mayAsk ? ["", "A person can look at it again: breather entries ask \(typed) --words WORDS"] : [])
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

  /// Such as `to be booked with it, 2 dates, one to one, company`.
  private static func careMeanwhile(_ care: JSON) -> String {
    let dates = care["slots"]?.items?.count ?? 0
    return [
      "to be booked with it", dates == 1 ? "1 date" : "\(dates) dates", BookingPages.care(care), care.said("note"),
    ]
    .withCommas()
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
      return "carers ask from \(OfferPages.span(opens)) to \(OfferPages.span(closes)) before it starts"
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
