import ArgumentParser
import Wire

/// Every field of a registration, as options; no field online is missing here.
struct RegistrationOptions: ParsableArguments {
  @Option(help: "The whole name.") var name: String?
  @Option(help: "The e-mail address, when there is one.") var email: String?
  @Option(help: "The phone number.") var phone: String?
  @Option(help: "A line of the postal address. May be repeated.") var address: [String] = []
  @Option(help: "The postcode.") var postcode: String?
  @Option(help: "The birth date, such as 1948-01-09.") var birthDate: String?
  @Option(help: .theArea) var area: String?
  @Option(help: "A language, the best first: pa, or pa:speaks, or pa:speaks,reads,interpreter. May be repeated.")
  var language: [String] = []

  @Option(help: "A diet, such as halal. May be repeated.") var diet: [String] = []
  @Option(help: "An allergen to avoid, such as milk. May be repeated.") var avoids: [String] = []
  @Option(help: "An allergen that is dangerous. May be repeated.") var severe: [String] = []
  @Option(help: "More about food, in words.") var foodNotes: String?
  @Option(help: "What a place must have, such as step-free. May be repeated.") var access: [String] = []
  @Option(help: "How words must reach her or look, such as large-print. May be repeated.") var format: [String] = []

  @Option(help: "A safe way: email, phone, post; or none. Left out: every way given is safe. May be repeated.")
  var safeBy: [String] = []
  @Flag(inversion: .prefixedNo, help: "No place, no date, a neutral sender in everything that is sent.")
  var discreet: Bool?
  @Flag(inversion: .prefixedNo, help: "A message may be left on the phone.") var leaveMessage: Bool?
  @Option(help: "When to ring, in words.") var callBetween: String?
  @Flag(inversion: .prefixedNo, help: "Whether letters have a part for the calendar.") var calendar: Bool?
  @Flag(inversion: .prefixedNo, help: "Whether she may sign in by e-mail.") var emailSignIn: Bool?
  @Option(help: "More about contact, in words.") var contactNote: String?

  @Option(help: "Hours of caring a week.") var hours: Int?
  @Option(help: "Caring since: 2019, 2019-05 or 2019-05-01.") var since: String?
  @Option(help: "Whom she cares for, without names: mother:dementia,frailty. May be repeated.") var caresFor: [String] =
    []
  @Flag(help: "Whether she can leave overnight.") var overnight: Overnight?
  @Flag(inversion: .prefixedNo, help: "Somebody must stand in while she is away.") var needsReplacementCare: Bool?

  @Option(help: "The responsible adult's name; needed under 16.") var adultName: String?
  @Option(help: "parent, guardian or professional.") var adultRelation: String?
  @Option(help: "The adult's e-mail address or phone number.") var adultContact: String?
  @Option(help: "When the adult agreed: now, a day such as 2026-11-20, or 2026-11-20T14:00.") var adultAgreed: String?
  @Option(help: "How the adult agreed, in words: by phone, in person, in writing.") var adultHow: String?
  @Flag(inversion: .prefixedNo, help: "The adult may sign in and act.") var adultMayAct: Bool?

  @Flag(help: "The privacy notice was read, heard or posted.") var privacyRead = false
  @Flag(inversion: .prefixedNo, help: "Partners may be told the food and access needs.") var share: Bool?
  @Flag(inversion: .prefixedNo, help: "Send news.") var news: Bool?

  /// Typed as `--can-leave-overnight` or `--cannot-leave-overnight`.
  enum Overnight: String, EnumerableFlag {
    case canLeaveOvernight, cannotLeaveOvernight
  }

  /// What cannot be left out and is not there yet, in words.
  var missing: [String] {
    var missing: [String] = []
    if name == nil { missing.append("--name") }
    if postcode == nil { missing.append("--postcode") }
    if birthDate == nil { missing.append("--birth-date") }
    if area == nil { missing.append("--area") }
    if email == nil, phone == nil, address.isEmpty { missing.append("--phone, --email or --address") }
    if !privacyRead { missing.append("--privacy-read") }
    return missing
  }

  /// The body of a registration.
  /// - Parameter nowMinutes: minutes since 1970, for `--adult-agreed now`.
  /// - Throws: `DeskFault` with `.usage` when a language, a number or a time cannot be read.
  func body(nowMinutes: Int) throws -> JSON {
    var consents = saidConsents.object ?? JSONObject()
    consents["privacy"] = .bool(privacyRead)
    return try said(nowMinutes: nowMinutes).with(["consents": .object(consents)])
  }

  /// What was said, and nothing else.
  func said(nowMinutes: Int) throws -> JSON {
    .made([
      "name": .text(name), "email": .text(email), "phone": .text(phone),
      "address": .text(address.isEmpty ? nil : address.joined(separator: "\n")), "postcode": .text(postcode),
      "birthDate": .text(birthDate), "area": .text(area),
      "languages": .list(try language.map(Self.language)),
      "food": Food(diets: diet, avoids: avoids, severe: severe, notes: foodNotes).body,
      "access": .list(Typed.words(access)), "formats": .list(Typed.words(format)), "contact": contact, "caring": caring,
      "responsibleAdult": try adult(nowMinutes: nowMinutes),
    ])
  }

  /// The consents that were spoken of.
  var saidConsents: JSON {
    .made(["privacy": .flag(privacyRead), "shareWithPartners": share.map(JSON.bool), "news": news.map(JSON.bool)])
  }

  /// Reads `pa:speaks,reads,interpreter`; the tag alone means speaks and reads.
  static func language(_ typed: String) throws -> JSON {
    let parts = typed.split(separator: ":", maxSplits: 1).map { Typed.trimmed($0) }
    guard let tag = parts.first, !tag.isEmpty else {
      throw DeskFault(.usage, "A language looks like pa or pa:speaks,reads.")
    }
    guard parts.count == 2 else { return ["tag": .string(tag)] }
    let words = Typed.words([parts[1]])
    guard !words.isEmpty, Set(words).isSubset(of: ["speaks", "reads", "interpreter"]) else {
      throw DeskFault(.usage, "After a language come speaks, reads or interpreter, such as pa:speaks,interpreter.")
    }
    return [
      "tag": .string(tag), "speaks": .bool(words.contains("speaks")), "reads": .bool(words.contains("reads")),
      "interpreter": .bool(words.contains("interpreter")),
    ]
  }

  private var contact: JSON? {
    let safe = Typed.words(safeBy)
    let body = JSON.made([
      "safeBy": safe == ["none"] ? .array([]) : .list(safe), "discreet": discreet.map(JSON.bool),
      "leaveMessage": leaveMessage.map(JSON.bool), "callBetween": .text(callBetween),
      "calendar": calendar.map(JSON.bool), "emailSignIn": emailSignIn.map(JSON.bool),
      "note": .text(contactNote),
    ])
    return body.unlessEmpty
  }

  private var caring: JSON? {
    let people = caresFor.map { typed in
      let parts = typed.split(separator: ":", maxSplits: 1).map { Typed.trimmed($0) }
      let needs = parts.count == 2 ? parts[1].split(separator: ",").map { Typed.trimmed($0) } : []
      return JSON.made(["relation": .string(parts.first ?? ""), "needs": .list(needs)])
    }
    let body = JSON.made([
      "hoursPerWeek": hours.map { .int(Int64($0)) }, "since": .text(since),
      "caresFor": .list(people),
      "canLeaveOvernight": overnight.map { .bool($0 == .canLeaveOvernight) },
      "needsReplacementCare": needsReplacementCare.map(JSON.bool),
    ])
    return body.unlessEmpty
  }

  private func adult(nowMinutes: Int) throws -> JSON? {
    let body = JSON.made([
      "name": .text(adultName), "relation": .text(adultRelation.map(Typed.word)), "contact": .text(adultContact),
      "agreedAt": .text(try adultAgreed.map { try Self.instant($0, nowMinutes: nowMinutes) }), "how": .text(adultHow),
      "mayAct": adultMayAct.map(JSON.bool),
    ])
    return body.unlessEmpty
  }

  /// Reads `now`, a London day, or a day and a time.
  static func instant(_ typed: String, nowMinutes: Int) throws -> String {
    if typed.lowercased() == "now" { return LondonTime.instant(epochMinutes: nowMinutes) }
    guard let moment = LondonTime.start(ofDay: typed) ?? LondonTime.moment(typed) else {
      throw DeskFault(.usage, "Say when: now, a day such as 2026-11-20, or 2026-11-20T14:00.")
    }
    return moment
  }
}

/// What somebody eats and does not.
struct Food {
  var diets: [String] = []
  var avoids: [String] = []
  var severe: [String] = []
  var notes: String?

  /// What is severe is also avoided; nil when nothing was said.
  var body: JSON? {
    let severe = Typed.words(severe)
    let body = JSON.made([
      "diets": .list(Typed.words(diets)), "avoids": .list(Typed.words(avoids + severe)), "severe": .list(severe),
      "notes": .text(notes),
    ])
    return body.unlessEmpty
  }
}
