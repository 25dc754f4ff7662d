import Testing
import Wire

@testable import Desk

@Suite struct `what is typed at the phone desk` {
  @Test func `a party is read as it is said`() throws {
    let party = try PartyMember.party(
      ["companion:Sam", "child:Ella:6", "cared-for:in-charge:diet=halal,vegan:severe=peanuts:access=step-free"],
      withoutCarer: false)
    #expect(
      party.map(\.body) == [
        ["kind": "carer"], ["kind": "companion", "name": "Sam"], ["kind": "child", "name": "Ella", "age": 6],
        [
          "kind": "cared_for", "inCharge": true,
          "food": ["diets": ["halal", "vegan"], "avoids": ["peanuts"], "severe": ["peanuts"]], "access": ["step_free"],
        ],
      ])
    #expect(try PartyMember.party(["carer:in-charge"], withoutCarer: false).count == 1)
    #expect(try PartyMember.party(["companion"], withoutCarer: true).map(\.kind) == ["companion"])
  }

  @Test(arguments: ["", "friend:Sam", "child:Ella:6:7", "child:Ella:Sam", "companion:shoes=5"])
  func `a party that cannot be read is not guessed`(typed: String) {
    #expect(throws: DeskFault.self) { try PartyMember(typed) }
  }

  @Test func `a booking by a volunteer names the carer, the facts checked and the cover`() throws {
    let wish = try Bookings.Wish.parse([
      "--offer", "1", "--slot", "1", "--for", "2", "--checked", "birth-date", "--checked", "postcode", "--party",
      "companion:Sam", "--cover", "not-needed", "--share-needs", "--prescription", "rwkg yna 4td", "--note",
      "After eight.",
    ])
    let body = try wish.body(offer: "o", slots: ["s"], carer: "c", beside: nil)
    #expect(
      body == [
        "party": [["kind": "carer"], ["kind": "companion", "name": "Sam"]], "prescription": "rwkg yna 4td",
        "cover": ["how": "not_needed"], "shareNeeds": true, "note": "After eight.", "offerId": "o", "slots": ["s"],
        "onBehalfOf": "c", "identity": ["checked": ["birth_date", "postcode"]],
      ])
    let bare = try Bookings.Wish.parse(["--offer", "1"]).body(offer: "o", slots: ["s"], carer: nil, beside: nil)
    #expect(bare == ["party": [["kind": "carer"]], "offerId": "o", "slots": ["s"]])
  }

  @Test func `a change says only what is different`() throws {
    let all = try Bookings.ChangeWish.parse([
      "--party", "companion:Sam", "--unit-kind", "twin", "--cover", "not-needed", "--note", "After eight.",
      "--share-needs", "--checked", "birth-date,postcode",
    ])
    #expect(
      try all.body(slots: ["s"]) == [
        "slots": ["s"], "party": [["kind": "carer"], ["kind": "companion", "name": "Sam"]], "unitKind": "twin",
        "cover": ["how": "not_needed"], "note": "After eight.", "shareNeeds": true,
        "identity": ["checked": ["birth_date", "postcode"]],
      ])
    #expect(try Bookings.ChangeWish.parse([]).body(slots: [], careSlots: ["c"]) == ["careSlots": ["c"]])
    #expect(try Bookings.ChangeWish.parse(["--alone"]).body(slots: []) == ["party": [["kind": "carer"]]])
    #expect(try Bookings.ChangeWish.parse(["--no-note"]).body(slots: []) == ["note": .null])
    #expect(throws: (any Error).self) { try Bookings.ChangeWish.parse(["--alone", "--party", "companion:Sam"]) }
    #expect(throws: (any Error).self) { try Bookings.ChangeWish.parse(["--note", "x", "--no-note"]) }
  }

  @Test func `places are kept first, and the rest is said when they are booked`() throws {
    let wish = try Bookings.Wish.parse(["--offer", "1", "--slot", "1", "--hold", "--unit-kind", "twin"])
    #expect(try wish.body(offer: "o", slots: ["s"], carer: nil, beside: nil)["hold"] == true)
    #expect(try wish.body(offer: "o", slots: ["s"], carer: nil, beside: nil)["unitKind"] == "twin")
    let words = try PartyWords.parse(["--party", "companion:Sam", "--cover", "arranged", "--note", "By bus."])
    #expect(
      try words.anew() == [
        "party": [["kind": "carer"], ["kind": "companion", "name": "Sam"]], "cover": ["how": "arranged"],
        "note": "By bus.",
      ])
    #expect(try PartyWords.parse([]).anew() == [:])
    #expect(Words.bookingState("held") == "kept for a while, not booked yet")
  }

  @Test func `an absence and a carer's quiet are said in the server's words`() throws {
    let absence = try Bookings.AbsenceIt.parse(["HT4K-7QX", "--why", "care-fell-through", "--reason", "At noon."])
    #expect(absence.body == ["why": "care_fell_through", "reason": "At noon."])
    #expect(try Carers.QuietIt.parse(["1", "--why", "carer-died"]).body == ["why": "carer_died"])
    #expect(BookingPages.absence(["excused": false]) == "counts as a break had")
    #expect(Words.quiet(["why": "carer_died"]).hasPrefix("HAS DIED"))
    #expect(Words.flags(["quiet", "discreet"]).first == "DISCREET: to nobody else")
  }

  @Test func `care itself, or beside a break, is said with what the person needs`() throws {
    let sitting = try Bookings.Wish.parse([
      "--offer", "1", "--without-carer", "--party", "cared-for", "--care-need", "Company", "--care-ratio", "one-to-one",
    ])
    let care = try sitting.body(offer: "o", slots: ["s"], carer: nil, beside: nil)
    #expect(care["care"] == ["ratio": "one_to_one", "needs": ["Company"]])
    let away = try Bookings.Wish.parse(["--offer", "1", "--care-offer", "2", "--care-need", "Company"])
    let both = try away.body(offer: "o", slots: ["s"], carer: nil, beside: ["offerId": "c"])
    #expect(both["care"] == nil)
    #expect(both["replacementCare"] == ["offerId": "c"])
  }

  @Test func `every field of a registration can be said`() throws {
    let typed = [
      "--name", "Harbans Kaur Gill", "--email", "h@example.org", "--phone", "0151 496 0177", "--address",
      "1 High Street",
      "--address", "Liverpool", "--postcode", "L15 4LE", "--birth-date", "2012-01-09", "--area", "liverpool",
      "--language",
      "pa:speaks,interpreter", "--language", "en", "--diet", "halal,gluten-free", "--avoids", "milk", "--severe",
      "tree-nuts",
      "--food-notes", "Carries a pen.", "--access", "step-free", "--format", "large-print", "--safe-by", "phone",
      "--discreet", "--leave-message", "--call-between", "10 to 12", "--no-calendar", "--no-email-sign-in",
      "--contact-note", "Ring twice.", "--hours", "50", "--since", "2019", "--cares-for", "mother:dementia, frailty",
      "--cares-for", "brother", "--cannot-leave-overnight", "--needs-replacement-care", "--adult-name", "Ada Gill",
      "--adult-relation", "parent", "--adult-contact", "ada@example.org", "--adult-agreed", "now", "--adult-how",
      "by phone",
      "--adult-may-act", "--privacy-read", "--share", "--news",
    ]
    let options = try RegistrationOptions.parse(typed)
    #expect(options.missing.isEmpty)
    #expect(
      try options.body(nowMinutes: 0) == [
        "name": "Harbans Kaur Gill", "email": "h@example.org", "phone": "0151 496 0177",
        "address": "1 High Street\nLiverpool", "postcode": "L15 4LE", "birthDate": "2012-01-09", "area": "liverpool",
        "languages": [["tag": "pa", "speaks": true, "reads": false, "interpreter": true], ["tag": "en"]],
        "food": [
          "diets": ["halal", "gluten_free"], "avoids": ["milk", "tree_nuts"], "severe": ["tree_nuts"],
          "notes": "Carries a pen.",
        ],
        "access": ["step_free"], "formats": ["large_print"],
        "contact": [
          "safeBy": ["phone"], "discreet": true, "leaveMessage": true, "callBetween": "10 to 12", "calendar": false,
          "emailSignIn": false, "note": "Ring twice.",
        ],
        "caring": [
          "hoursPerWeek": 50, "since": "2019",
          "caresFor": [["relation": "mother", "needs": ["dementia", "frailty"]], ["relation": "brother"]],
          "canLeaveOvernight": false, "needsReplacementCare": true,
        ],
        "responsibleAdult": [
          "name": "Ada Gill", "relation": "parent", "contact": "ada@example.org", "agreedAt": "1970-01-01T00:00:00Z",
          "how": "by phone", "mayAct": true,
        ],
        "consents": ["privacy": true, "shareWithPartners": true, "news": true],
      ])
  }

  @Test func `a registration left half said names what is still needed`() throws {
    let options = try RegistrationOptions.parse(["--name", "Moira", "--safe-by", "none"])
    #expect(
      options.missing == ["--postcode", "--birth-date", "--area", "--phone, --email or --address", "--privacy-read"])
    #expect(try options.body(nowMinutes: 0)["contact"] == ["safeBy": []])
  }

  @Test func `the sixteenth birthday itself is no longer under 16`() {
    #expect(RegistrationQuestions.isUnder16("2010-11-22", on: "2026-11-21"))
    #expect(!RegistrationQuestions.isUnder16("2010-11-22", on: "2026-11-22"))
  }

  @Test func `filters go to the server in its own words`() throws {
    let filters = try Offers.Filters.parse([
      "--stay", "at-home", "--diet", "halal", "--diet", "gluten-free", "--words", "tea & cake", "--within-km", "8",
      "--near",
      "L15 4LE", "--free",
    ])
    let ask = Ask.get("offers", query: filters.query)
    #expect(
      ask.target
        == "/v1/offers?stay=at_home&diet=halal&diet=gluten_free&q=tea%20%26%20cake&near=L15%204LE&withinKm=8&free=true")
    #expect(Ask.get("bookings", "../é").target == "/v1/bookings/..%2F%C3%A9")
  }

  @Test(arguments: [
    "http://desk.example", "ftp://127.0.0.1", "https://me@desk.example", "desk.example", "http://127.evil.example", "",
  ])
  func `a token never goes to an address in the open`(typed: String) {
    #expect(throws: DeskFault.self) { try ServerAddress(typed) }
  }

  @Test(arguments: ["http://127.0.0.1:8080/", "http://localhost:1", "http://[::1]:8080", "https://desk.example"])
  func `this computer and https are fine`(typed: String) throws {
    #expect(try !ServerAddress(typed).base.hasSuffix("/"))
  }

  @Test func `a row of the last list stands for its id`() throws {
    var list = LastList()
    let ids = ["019394c2-7a10-7c1e-8f00-2b6d1c5e9d01", "019394c2-7a10-7c1e-8f00-2b6d1c5e9d02"]
    list.remember(.offers, ids)
    #expect(try list.id(of: "2", .offers) == ids[1])
    #expect(try list.id(of: "1C5E9D01", .offers) == ids[0])
    #expect(try list.id(of: "019394c2", .offers) == nil)
    #expect(try list.id(of: ids[0].uppercased(), .offers) == ids[0])
    #expect(try list.id(of: "HT4K-7QX", .carers) == nil)
    #expect(throws: DeskFault.self) { try list.id(of: "3", .offers) }
    #expect(throws: DeskFault.self) { try list.id(of: "0", .offers) }
  }
}

@Suite struct `what the server refuses` {
  @Test(arguments: [
    (200, DeskExit.done), (401, .notSignedIn), (403, .notAllowed), (404, .notFound), (409, .refused), (412, .refused),
    (400, .wrongInput), (422, .wrongInput), (429, .serverFault), (500, .serverFault), (503, .serverFault),
  ])
  func `each answer has its exit code`(status: Int, exit: DeskExit) {
    #expect(DeskExit(status: status) == exit)
  }

  @Test func `the exit codes do not change under scripts`() {
    #expect(DeskExit.allCases.map(\.rawValue) == [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 64])
    for exit in DeskExit.allCases { #expect(DeskExit.help.contains("\(exit.rawValue) \(exit.words)")) }
  }

  @Test func `problems come one a line with the field in words`() {
    let json: JSON = [
      "code": "invalid_input", "detail": "2 problems; nothing was done.",
      "errors": [
        ["pointer": "/party/1/food/diets/0", "code": "unknown_value", "detail": "One of vegetarian, vegan."],
        ["pointer": "/consents/privacy", "code": "consent_needed", "detail": "This is needed."],
        ["parameter": "withinKm", "code": "near_needed", "detail": "Say near which postcode."],
      ],
    ]
    #expect(
      Problems.fault(Answer(status: 422, bytes: [], json: json)).sentences == [
        "2 problems; nothing was done.", "  party, person 2, food, diets, no. 1: One of vegetarian, vegan.",
        "  consent to the privacy notice (--privacy-read): This is needed.", "  within km: Say near which postcode.",
      ])
  }

  @Test func `a single problem is said once`() {
    let json: JSON = [
      "code": "malformed", "detail": "This is not a UK postcode.",
      "errors": [["parameter": "near", "code": "malformed", "detail": "This is not a UK postcode."]],
    ]
    let said = Problems.fault(Answer(status: 422, bytes: [], json: json)).sentences
    #expect(said == ["near: This is not a UK postcode."])
  }
}
