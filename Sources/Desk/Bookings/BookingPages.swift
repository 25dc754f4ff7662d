import Wire

/// How bookings look at the desk, the carer's view and the partner's.
enum BookingPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let bookings = found["items"]?.items ?? []
    guard !bookings.isEmpty else { return ["There is no such booking."] }
    var table = Table(
      .firm("booking"), .soft("break", least: 14), .soft("where", least: 12), .soft("when", least: 11), .firm("state"))
    for booking in bookings {
      let start = booking["slots"]?[0]?.said("startsAt").flatMap(LondonTime.init(instant:))
      table.rows.append([
        booking.said("reference") ?? "", booking.said("offer", "title") ?? "",
        [booking.said("offer", "partner", "name"), booking.said("offer", "town")].withCommas(), start?.short ?? "",
        booking.said("state") ?? "",
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather bookings show REFERENCE"]
  }

  /// What has just happened, and the booking.
  static func booked(_ booking: JSON, on terminal: Terminal) -> [String] {
    [terminal.bold(Words.booked(booking))] + page(booking, on: terminal)
  }

  static func page(_ booking: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("reference", booking.said("reference").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("state", state(booking))
    facts.add("answer by", booking.said("decideBy").flatMap(LondonTime.init(instant:))?.long)
    facts.add("kept until", booking.said("heldUntil").flatMap(LondonTime.init(instant:))?.long)
    facts.add("in place of", booking.said("replaces"))
    facts.add("change asked", booking.said("changeWaiting").map { "\($0): the partner has yet to say yes" })
    facts.add("absence", absence(booking["absence"]))
    facts.add("break", booking.said("offer", "title") ?? booking["slots"]?[0]?.said("title"))
    facts.add("when", when(booking["slots"]?.items ?? []))
    facts.add(
      "where",
      [booking.said("offer", "partner", "name"), booking.said("offer", "town"), booking.said("offer", "postcode")]
        .withCommas())
    facts.add("room", room(booking))
    facts.add("party", (booking["party"]?.items ?? []).map(member).joined(separator: "\n"))
    facts.add("guests", (booking["guests"]?.items ?? []).map(guest).joined(separator: ", "))
    facts.add("in the name of", booking.said("leadName"))
    facts.add("food", (booking["food"]?.items ?? []).map(guestFood).joined(separator: "\n"))
    facts.add("access", booking.sayings("access"))
    facts.add("care needed", care(booking["care"] ?? .null))
    facts.add("care booked", beside(booking["replacementCare"] ?? .null))
    facts.add("care for", beside(booking["careFor"] ?? .null))
    facts.add("cover at home", booking.said("cover", "how").map(FieldWords.camel))
    facts.add("prescription", booking.said("prescription"))
    facts.add("note", booking.said("note"))
    facts.add("partner says", booking.said("message"))
    facts.add("speak", booking.saidList("languages").joined(separator: ", "))
    facts.add("needs seen", booking.said("needsSeenAt").flatMap(LondonTime.init(instant:))?.dayLong)
    facts.add("carer is told", (booking["told"]?.items ?? []).map(Words.told).joined(separator: "\n"))
    if ["requested", "confirmed"].contains(booking.said("state")) {
      facts.add(
        "cancel freely", booking.said("cancelFreeUntil").flatMap(LondonTime.init(instant:)).map { "until \($0.long)" })
    }
    facts.add("made", booking.said("createdAt").flatMap(LondonTime.init(instant:))?.dayLong)
    facts.add("carer id", booking.said("carerId"))
    return facts.lines(on: terminal)
  }

  /// Such as `2 twin`, or `1 room, table or bed` where all are alike.
  private static func room(_ booking: JSON) -> String? {
    booking["units"]?.int.map { "\($0) \(booking.said("unitKind") ?? "room, table or bed")" }
  }

  /// What the person needs, such as `one to one, company`.
  static func care(_ care: JSON) -> String? {
    let words = [care.said("ratio").map(FieldWords.camel), care.sayings("needs")].withCommas()
    return words.isEmpty ? nil : words
  }

  private static func beside(_ beside: JSON) -> String? {
    beside.said("reference").map { "\($0), \(Words.bookingState(beside.said("state") ?? ""))" }
  }

  /// The dates, one a line.
  static func when(_ slots: [JSON]) -> String {
    slots.map { LondonTime.span($0.said("startsAt") ?? "", $0.said("endsAt") ?? "") }.joined(separator: "\n")
  }

  private static func state(_ booking: JSON) -> String? {
    guard let state = booking.said("state") else { return nil }
    var words = Words.bookingState(state)
    if state == "cancelled" {
      if let by = booking.said("cancelledBy") { words += " by the \(by)" }
      if let why = booking.said("why") { words += ", \(FieldWords.camel(why))" }
      if booking["late"]?.bool == true { words += " (late)" }
    }
    return words
  }

  /// What an absence costs, as far as that is known.
  static func absence(_ absence: JSON?) -> String? {
    guard let absence else { return nil }
    switch absence["excused"]?.bool {
    case true: return [absence.said("why").map(FieldWords.camel), "excused, it costs nothing"].withCommas()
    case false: return [absence.said("why").map(FieldWords.camel), "counts as a break had"].withCommas()
    case nil:
      let until = absence.said("answerBy").flatMap(LondonTime.init(instant:)).map { " until \($0.dayLong)" } ?? ""
      return "ask what happened\(until); silence excuses"
    }
  }

  static func member(_ member: JSON) -> String {
    let who = [member.said("kind").map(FieldWords.camel), member.said("name")].compactMap { $0 }.joined(separator: " ")
    let eats = food(member["food"] ?? .null)
    return [
      who, member["age"]?.int.map { "age \($0)" }, member["inCharge"]?.bool == true ? "in charge" : nil,
      eats.isEmpty ? nil : eats, member.sayings("access"),
    ].withCommas()
  }

  private static func guest(_ guest: JSON) -> String {
    [guest.said("kind"), guest["age"]?.int.map { "\($0)" }].compactMap { $0 }.joined(separator: " ")
  }

  static func guestFood(_ entry: JSON) -> String {
    "guest \((entry["guest"]?.int ?? 0) + 1): \(food(entry))"
  }

  private static func food(_ food: JSON) -> String {
    [
      food.sayings("severe").map { "SEVERE ALLERGY \($0)" }, food.sayings("diets"),
      food.sayings("avoids").map { "avoids \($0)" }, food.said("notes"),
    ].withCommas()
  }
}
