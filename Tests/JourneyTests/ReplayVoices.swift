import TestTown
import Wire

// What people wish for, praise and worry about in a random story.

extension Replay {
  /// What carers and others have said so far.
  struct Said {
    var concerns: [String] = []
    var wishes: [String] = []
  }

  mutating func worry() async throws {
    if luck.next(3) == 0 { return try await watch() }
    var body: JSON = [
      "about": luck.one(of: ["child", "adult", "partner_conduct", "weather"]), "words": "Nobody answers the door.",
      "dangerNow": .bool(luck.next(4) == 0), "area": luck.one(of: ["liverpool", "wigan", "liverpool", "leigh"]),
    ]
    if luck.next(3) == 0, var object = body.object {
      object["area"] = nil
      object["carerId"] = known.carers.isEmpty ? nil : .string(luck.one(of: known.carers).id)
      object["partnerId"] = .string(luck.one(of: known.hosts).id)
      body = .object(object)
    }
    let key = luck.next(3) == 0 ? ["Idempotency-Key": "worry-\(luck.next(30))"] : [:]
    let answer = try await send(
      "POST", "/v1/concerns", body, as: luck.next(3) == 0 ? somebody() : carer(), headers: key)
    if let id = answer.json["id"]?.text { known.said.concerns.append(id) }
  }

  /// What those do who are named, and those who are not.
  private mutating func watch() async throws {
    let reader = luck.next(4) == 0 ? somebody() : staff["volunteer liverpool"]
    let asked = luck.one(of: ["", "?limit=1", "?state=open&limit=2", "?state=closed", "?area=liverpool", "?area=wigan"])
    try await send("GET", "/v1/concerns" + asked, as: reader)
    try await send("GET", "/v1/me", as: reader)
    if luck.next(2) == 0 {
      let me = try await send("GET", "/v1/me", as: staff["volunteer liverpool"])
      let people = [me.json["id"] ?? "nobody"]
      let path = "/v1/areas/\(luck.one(of: ["liverpool", "liverpool", "wigan"]))/safeguarding"
      try await send(
        "POST", path, ["people": .array(people)],
        as: luck.next(6) == 0 ? somebody() : staff["administrator liverpool"])
      try await send("GET", path, as: staff["administrator wigan"])
    }
    guard !known.said.concerns.isEmpty else { return }
    let path = "/v1/concerns/\(luck.one(of: known.said.concerns))"
    switch luck.next(4) {
    case 0: try await send("POST", path + "/close", ["words": "Passed on."], as: reader)
    case 1: try await send("POST", path + "/notes", ["words": "Rang twice."], as: reader)
    default: try await send("GET", path, as: reader)
    }
  }

  mutating func speak() async throws {
    switch luck.next(6) {
    case 0: try await praise()
    case 1, 2: try await wishFor()
    case 3: try await moveWish()
    case 4: try await lookAtWishes()
    default:
      let asked = luck.one(of: ["", "?area=liverpool", "?limit=1", "?area=wigan&limit=2", "?cursor=bad"])
      let reader =
        luck.next(5) == 0 ? somebody() : staff[luck.one(of: ["coordinator liverpool", "commissioner wigan"])]
      try await send("GET", "/v1/demand" + asked, as: reader)
    }
  }

  private mutating func praise() async throws {
    let host = luck.one(of: known.hosts)
    try await send("GET", "/v1/partners/\(host.id)/feedback?limit=2", as: luck.next(4) == 0 ? somebody() : host.token)
    guard !known.bookings.isEmpty else { return }
    let path = "/v1/bookings/\(luck.one(of: known.bookings))/feedback"
    let said: JSON = luck.one(of: [
      ["welcome": 5, "wouldRecommend": 4], ["food": 2, "words": "Cold soup.", "wordsPrivate": true], ["words": "Fine."],
      ["access": 9],
    ])
    for number in 0..<3 { try await send("POST", path, said, as: known.carers[number].token) }
    try await send("GET", path, as: staff["coordinator liverpool"])
  }

  private mutating func wishFor() async throws {
    var body = JSONObject()
    body["words"] = luck.one(of: ["A pottery afternoon", "Späti bei Nacht", ""])
    if luck.next(2) == 0 { body["category"] = luck.one(of: ["hotel", "learning", "yoga"]) }
    if luck.next(2) == 0 { body["stay"] = luck.one(of: ["overnight", "daytime"]) }
    if luck.next(2) == 0 { body["near"] = luck.one(of: ["L17 4JT", "L23", "WN1 1AA"]) }
    if luck.next(3) == 0 { body["language"] = luck.one(of: ["pa", "en"]) }
    let key = luck.next(3) == 0 ? ["Idempotency-Key": "wish-\(luck.next(30))"] : [:]
    let answer = try await send(
      "POST", "/v1/wishes", .object(body), as: luck.next(6) == 0 ? somebody() : carer(), headers: key)
    if let id = answer.json["id"]?.text { known.said.wishes.append(id) }
  }

  private mutating func moveWish() async throws {
    guard !known.said.wishes.isEmpty else { return }
    let path = "/v1/wishes/\(luck.one(of: known.said.wishes))"
    switch luck.next(7) {
    case 0: try await send("POST", path + "/close", ["why": "not_possible"], as: staff["coordinator liverpool"])
    case 1, 2: try await send("POST", path + "/show", as: staff["coordinator liverpool"])
    case 3: try await send("POST", path + "/unsecond", as: carer())
    default: try await send("POST", path + "/second", as: luck.next(8) == 0 ? somebody() : carer())
    }
  }

  private mutating func lookAtWishes() async throws {
    let asked = luck.one(of: ["", "?limit=2", "?state=shown", "?state=waiting&limit=1", "?area=liverpool"])
    let reader = luck.one(of: [carer(), staff["volunteer liverpool"], staff["coordinator liverpool"], somebody()])
    try await send("GET", "/v1/wishes" + asked, as: reader)
    guard !known.carers.isEmpty else { return }
    let path = "/v1/wishes?limit=2&carerId=\(luck.one(of: known.carers).id)"
    try await send("GET", path, as: staff["volunteer liverpool"])
  }
}
