import TestTown
import Wire

// What people wish for, praise and worry about in a random story.

extension Replay {
  /// What carers and others have said so far.
  struct Said {
    var concerns: [String] = []
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
}
