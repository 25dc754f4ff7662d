import TestTown
import Wire

// What hosts and those who book ask for in a random story.

extension Replay {
  private static let searches = [
    "", "area=liverpool", "area=wigan&party=2", "q=night", "q=beech nite", "diet=halal&diet=vegan", "access=step_free",
    "category=hotel", "stay=overnight", "stay=daytime&free=true", "near=L17&withinKm=20", "near=L17&sort=nearest",
    "sort=newest", "sort=nearest", "from=2026-12-01&to=2026-12-31", "from=2026-12-31&to=2026-12-01", "limit=1",
    "limit=0", "children=1", "language=en", "party=13", "avoid=peanuts", "sort=newest&limit=2", "cursor=bad",
  ]

  mutating func browse() async throws {
    if !known.cursors.isEmpty, luck.next(3) == 0 {
      try await send("GET", luck.one(of: known.cursors), as: luck.next(2) == 0 ? nil : somebody())
    } else if luck.next(3) == 0 {
      let path = "/v1/offers/\(luck.one(of: known.offers).id)" + luck.one(of: ["", "/slots", "/slots?limit=2"])
      let tag = try await send("GET", path, as: nil).header("ETag")
      if let tag, luck.next(2) == 0 { try await send("GET", path, as: nil, headers: ["If-None-Match": tag]) }
    } else {
      let asked = luck.one(of: Self.searches).replacingOccurrences(of: " ", with: "%20")
      try await send("GET", "/v1/offers?\(asked)", as: luck.next(3) == 0 ? somebody() : nil)
    }
  }

  mutating func draft() async throws {
    let host = luck.one(of: known.hosts)
    let title = luck.one(of: ["A night by the beach", "Quiet supper", "Matinée for two", "Swim & tea", ""])
    var body: JSON = [
      "title": .string(title), "summary": "Come along.", "description": "Somebody meets you at the door.",
      "category": luck.one(of: ["hotel", "restaurant", "theatre", "sport"]),
      "stay": luck.one(of: ["overnight", "daytime", "at_home", "at_home", "at_home"]), "town": "Crosby",
      "postcode": "L23 3ZE",
      "audience": ["partyMax": .int(Int64(1 + luck.next(5))), "childrenWelcome": .bool(luck.next(2) == 0)],
    ]
    if luck.next(3) == 0, var object = body.object {
      object["confirmation"] = "partner"
      object["diets"] = ["halal", "vegan"]
      body = .object(object)
    }
    let key = luck.next(3) == 0 ? ["Idempotency-Key": "draft-\(luck.next(50))"] : [:]
    let made = try await send("POST", "/v1/partners/\(host.id)/offers", body, as: host.token, headers: key)
    guard made.status == 201, let id = made.json["id"]?.text else { return }
    known.offers.append((id, [], host.token))
    try await addSlots(to: known.offers.count - 1)
    if luck.next(4) != 0 { try await send("POST", "/v1/offers/\(id)/publish", as: host.token) }
  }

  mutating func addSlots() async throws { try await addSlots(to: luck.next(known.offers.count)) }

  private mutating func addSlots(to place: Int) async throws {
    let offer = known.offers[place]
    let start = town.clock.now.adding(hours: 24 * (3 + luck.next(40)))
    let slots: [JSON] = (0...luck.next(3)).map { number in
      let begins = start.adding(hours: 24 * 7 * number)
      return [
        "startsAt": .string(begins.text), "endsAt": .string(begins.adding(hours: 3).text),
        "places": .int(Int64(1 + luck.next(5))),
      ]
    }
    try await send("POST", "/v1/offers/\(offer.id)/slots", ["slots": .array(slots)], as: offer.token)
    let listed = try await send("GET", "/v1/offers/\(offer.id)/slots?limit=100", as: offer.token)
    known.offers[place].slots = (listed.json["items"]?.items ?? []).compactMap { $0["id"]?.text }
  }

  mutating func changeOffer() async throws {
    let offer = luck.one(of: known.offers)
    let change: JSON = luck.one(of: [
      ["summary": "Bed, breakfast and a walk."], ["title": "A night by the sea"], ["contributionPence": 500],
      ["audience": ["partyMax": 2]], ["stay": "sideways"], ["bookBeforeHours": 48],
    ])
    let path = "/v1/offers/\(offer.id)"
    if luck.next(2) == 0 { try await send("GET", path, as: offer.token) }
    let tag = luck.next(4) == 0 ? "\"99\"" : known.tags[path]
    try await send(
      "PATCH", path, change, as: luck.next(8) == 0 ? carer() : offer.token, headers: tag.map { ["If-Match": $0] } ?? [:]
    )
  }

  mutating func moveOffer() async throws {
    let offer = luck.one(of: known.offers)
    let act = luck.next(6) == 0 ? "withdraw" : "publish"
    try await send("POST", "/v1/offers/\(offer.id)/\(act)", as: luck.next(6) == 0 ? somebody() : offer.token)
  }

  mutating func book() async throws {
    let offer = luck.next(2) == 0 ? known.offers[0] : luck.one(of: known.offers)
    guard !offer.slots.isEmpty else { return }
    var body: JSON = [
      "offerId": .string(offer.id), "slots": [.string(luck.one(of: offer.slots))],
      "party": luck.one(of: [[["kind": "carer"]], [["kind": "carer"]], [["kind": "carer"], ["kind": "companion"]], []]),
    ]
    if var object = body.object, luck.next(3) == 0 {
      object["note"] = "We come by bus, späť."
      if let code = known.codes.last, luck.next(2) == 0 { object["prescription"] = .string(code) }
      body = .object(object)
    }
    let key = luck.next(20) == 0 ? [:] : ["Idempotency-Key": "book-\(luck.next(600))"]
    let token = carer()
    let answer = try await send("POST", "/v1/bookings", body, as: token, headers: key)
    if let reference = answer.json["reference"]?.text { known.bookings.append(reference) }
    if luck.next(4) == 0 { try await send("POST", "/v1/bookings", body, as: token, headers: key) }
  }

  mutating func end() async throws {
    guard !known.bookings.isEmpty else { return }
    let path = "/v1/bookings/\(luck.one(of: known.bookings))"
    try await send("GET", path, as: carer())
    let body: JSON = luck.one(of: [["why": "illness"], ["why": "other", "reason": "A burst pipe."], ["why": "what"]])
    let token = luck.one(of: [carer(), staff["coordinator liverpool"], staff["volunteer liverpool"]])
    try await send("POST", path + "/cancel", body, as: token)
  }

  mutating func decide() async throws {
    guard !known.bookings.isEmpty else { return }
    let path = "/v1/bookings/\(luck.one(of: known.bookings))"
    let act = luck.one(of: ["accept", "decline", "attended", "absent", "needs-seen"])
    let body: JSON? =
      switch act {
      case "accept": ["message": "Ring the side bell."]
      case "decline": ["reason": "full house"]
      default: nil
      }
    try await send("POST", path + "/" + act, body, as: luck.one(of: known.hosts).token)
  }

  mutating func list() async throws {
    let host = luck.one(of: known.hosts)
    let path = luck.one(of: [
      "/v1/bookings", "/v1/bookings?state=cancelled&limit=2", "/v1/bookings?area=liverpool", "/v1/bookings?limit=3",
      "/v1/prescriptions", "/v1/prescriptions?state=issued&limit=2", "/v1/partners?limit=1", "/v1/practices", "/v1/me",
      "/v1/partners/\(host.id)/bookings?limit=2", "/v1/partners/\(host.id)/offers?limit=2", "/v1/areas?limit=1",
      "/v1/refusals?area=liverpool", "/v1/partners/\(host.id)", "/v1/partners/\(host.id)/bookings?state=confirmed",
    ])
    let token = luck.one(of: [
      host.token, staff["coordinator liverpool"], staff["doctor"], carer(), staff["commissioner liverpool"], somebody(),
    ])
    try await send("GET", path, as: token)
  }

  mutating func changePlace() async throws {
    let host = luck.one(of: known.hosts)
    let path = luck.one(of: ["/v1/partners/\(host.id)", "/v1/areas/wigan"])
    try await send("GET", path, as: staff["administrator wigan"])
    let tag = luck.next(3) == 0 ? "\"1\"" : known.tags[path] ?? "*"
    try await send(
      "PATCH", path, ["name": .string("Place \(luck.next(9))")], as: staff["administrator wigan"],
      headers: ["If-Match": tag])
  }

  mutating func nonsense() async throws {
    let (method, path) = luck.one(of: [
      ("GET", "/v1/bookings/HT4K-7QX"), ("DELETE", "/v1/offers"), ("GET", "/v1/nowhere"), ("GET", "/v1/offers/%00"),
      ("POST", "/v1/areas"), ("GET", "/v1/people/00000000-0000-7000-8000-000000000000"), ("GET", "/v1/carers/me"),
      ("POST", "/v1/bookings"),
    ])
    try await send(method, path, method == "POST" ? ["x": 1] : nil, as: somebody())
  }
}
