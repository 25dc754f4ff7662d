import Wire

/// How wishes look at the desk, one by one and in sum.
enum WishPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let wishes = found["items"]?.items ?? []
    guard !wishes.isEmpty else { return ["There is no such wish."] }
    var table = Table(
      .firm("row"), .soft("wish", least: 16), .soft("kind", least: 9), .firm("state"), .firm("others"), .firm("id"))
    for (row, wish) in wishes.enumerated() {
      let own = wish["mine"]?.bool == true ? " (own)" : wish["seconded"]?.bool == true ? " (seconded)" : ""
      table.rows.append([
        String(row + 1), (wish.said("words") ?? "taken back") + own, kind(wish), wish.said("state") ?? "",
        String(wish["seconders"]?.int ?? 0), LastList.short(wish.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
      + ["Second one: breather wishes second ROW --for CARER"]
  }

  static func page(_ wish: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("wish", wish.said("words"))
    facts.add("kind", kind(wish))
    facts.add("area", wish.said("area"))
    facts.add("state", state(wish))
    facts.add("others", wish["seconders"]?.int.map { $0 == 0 ? "nobody seconded it yet" : "\($0) would like it too" })
    facts.add("break", wish.said("offerId"))
    facts.add("carer id", wish.said("carerId"))
    facts.add("id", wish.said("id"))
    return facts.lines(on: terminal)
  }

  static func demand(_ found: JSON, on terminal: Terminal) -> [String] {
    let groups = found["items"]?.items ?? []
    let kept = suppressed(found)
    guard !groups.isEmpty else { return kept.isEmpty ? ["No wish waits."] : kept }
    var table = Table(
      .firm("people"), .soft("wish for", least: 14), .soft("area", least: 8), .firm("offers"), .firm("nearest"),
      .soft("words", least: 14))
    for group in groups {
      let words = (group["wishes"]?.items ?? []).compactMap { $0.said("words") }
      table.rows.append([
        String(group["people"]?.int ?? 0), kind(group), group.said("area") ?? "", String(group["met"]?.int ?? 0),
        group["nearestKm"]?.int.map { "\($0) km" } ?? "", words.joined(separator: "\n"),
      ])
    }
    return table.lines(on: terminal) + [""] + kept + OfferPages.more(found)
  }

  /// What is kept from the reader, so that nobody is recognised.
  private static func suppressed(_ found: JSON) -> [String] {
    guard let count = found["suppressed"]?.int, count > 0, let least = found["suppressedBelow"]?.int else { return [] }
    return ["\(count) \(count == 1 ? "wish" : "kinds of wish") of fewer than \(least) people not shown."]
  }

  /// Such as `learning, daytime, in pa, near WN1`.
  private static func kind(_ wish: JSON) -> String {
    let words = [
      wish.said("category").map(FieldWords.camel), wish.said("stay").map(FieldWords.camel),
      wish.said("language").map { "in \($0)" }, (wish.said("near") ?? wish.said("district")).map { "near \($0)" },
    ].withCommas()
    return words.isEmpty ? "anything" : words
  }

  private static func state(_ wish: JSON) -> String? {
    switch wish.said("state") {
    case "waiting": "waiting for a coordinator to read it"
    case "shown": "shown to the carers of its area"
    case "closed": "closed: \(wish.said("why").map(FieldWords.camel) ?? "")"
    case let other: other
    }
  }
}
