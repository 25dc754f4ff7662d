import Breaks
import Store
import TestTown
import UseCases
import Wire

/// One random story of a town, told by its seed: what is asked, in which order, and every answer.
struct Replay {
  /// What a story left behind.
  struct Played: Sendable {
    /// A line a command: its number, what was asked, and all that was answered.
    let lines: [String]
    /// Every row of every table.
    let rows: [String]
  }

  /// Names of what has been made so far, for later commands to pick from.
  struct Known {
    var carers: [(id: String, token: String)] = []
    var hosts: [TestTown.Host] = []
    var offers: [(id: String, slots: [String], token: String)] = []
    var bookings: [String] = []
    var codes: [String] = []
    var letters: [String] = []
    var emails: [String] = []
    var tags: [String: String] = [:]
    var cursors: [String] = []
    var waiting: [(path: String, token: String?)] = []
    var scarce: [(id: String, slots: [String])] = []
    var rounds: [(id: String, slots: [String])] = []
    var entries: [(id: String, token: String)] = []
    var said = Said()
  }

  let town: Town
  var luck: Luck
  var known = Known()
  var staff: [String: String] = [:]
  private(set) var lines: [String] = []

  /// Plays a story in a town of its own, on the engine that tests run on now.
  static func play(seed: UInt64, commands: Int) async throws -> Played {
    try await play(in: try await Town.make(seed: seed), seed: seed, commands: commands)
  }

  /// Plays a story in a town.
  static func play(in town: Town, seed: UInt64, commands: Int) async throws -> Played {
    let lines = try await tell(in: town, seed: seed, commands: commands)
    let rows = try await Tables.read(town.database).rows(of: town.database, keys: town.market.keys)
    return Played(lines: lines, rows: rows)
  }

  /// Plays a story in a town and looks at no table afterwards.
  static func tell(in town: Town, seed: UInt64, commands: Int) async throws -> [String] {
    var replay = Replay(town: town, luck: Luck(state: seed))
    try await replay.found()
    for number in 0..<commands {
      try await replay.step()
      if number % 20 == 19 { try await replay.find(number / 20) }
    }
    return replay.lines
  }

  private init(town: Town, luck: Luck) {
    self.town = town
    self.luck = luck
  }

  /// Two areas, those who work there, and the first offers.
  private mutating func found() async throws {
    for name in ["liverpool", "wigan"] {
      let area = try await town.area(name)
      for role in [Role.coordinator, .volunteer, .commissioner, .administrator] {
        staff["\(role.rawValue) \(name)"] = try await town.token(role, in: area, name: "Sam \(role.rawValue)")
      }
      let host = try await town.host(area, name: "Bluebell \(name)", email: "desk@bluebell-\(name).example")
      known.hosts.append(host)
      let offer = try await town.offer(of: host, places: 3, dates: 3)
      known.offers.append((offer.id, offer.slots, host.token))
    }
    // One offer that no cap limits, and people who may have it: a story of refusals only would prove little.
    let home = try await town.offer(of: known.hosts[0], ["stay": "at_home"], places: 5, dates: 20)
    known.offers.insert((home.id, home.slots, known.hosts[0].token), at: 0)
    try await foundScarce()
    for number in 0..<25 {
      known.carers.append(try await town.carer(["email": .string("carer\(number)@example.org")]))
    }
    let area = AreaSlug(stored: "liverpool")
    staff["doctor"] = try await town.doctor(in: area)
    try await town.carryOut(
      as: Caller(
        person: town.market.world.id(), name: "Ada", grants: [RoleGrant(role: .administrator, area: area)])
    ) { errand in
      try errand.importOutwardCentres([
        OutwardCentreRow(outward: "L23", latitude: 53.488, longitude: -3.028),
        OutwardCentreRow(outward: "L17", latitude: 53.376, longitude: -2.939),
      ])
    }
  }

  private mutating func step() async throws {
    let all: [(inout Replay) async throws -> Void] = [
      { try await $0.register() }, { try await $0.register() }, { try await $0.verify() }, { try await $0.verify() },
      { try await $0.signIn() }, { try await $0.draft() }, { try await $0.changeOffer() }, { try await $0.addSlots() },
      { try await $0.moveOffer() }, { try await $0.browse() }, { try await $0.browse() }, { try await $0.browse() },
      { try await $0.book() }, { try await $0.book() }, { try await $0.book() }, { try await $0.book() },
      { try await $0.end() }, { try await $0.end() }, { try await $0.decide() }, { try await $0.prescribe() },
      { try await $0.prescribe() }, { try await $0.usePrescription() }, { try await $0.usePrescription() },
      { try await $0.list() }, { try await $0.list() }, { try await $0.list() }, { try await $0.search() },
      { try await $0.changeCarer() }, { try await $0.handLetter() }, { try await $0.changePlace() },
      { try await $0.partnersWork() },
      { try await $0.nonsense() }, { try await $0.wait() }, { try await $0.useLink() },
      { try await $0.arrangeDates() }, { try await $0.arrangeDates() },
      { try await $0.change() }, { try await $0.change() }, { try await $0.explain() }, { try await $0.leaveInPeace() },
      { await $0.sweep() },
      { try await $0.joinLine() }, { try await $0.joinLine() }, { try await $0.standInLine() },
      { try await $0.shareOut() }, { try await $0.ask() }, { try await $0.ask() }, { try await $0.ask() },
      { try await $0.askAPerson() }, { try await $0.askAPerson() }, { try await $0.askAPerson() },
      { try await $0.worry() }, { try await $0.speak() }, { try await $0.book() }, { try await $0.book() },
      { try await $0.book() }, { try await $0.book() }, { try await $0.book() },
    ]
    try await luck.one(of: all)(&self)
  }

  /// Sends a request and keeps what was said.
  @discardableResult
  mutating func send(
    _ method: String, _ path: String, _ json: JSON? = nil, as token: String?, headers: [String: String] = [:]
  ) async throws -> Answer {
    var sending = Sending(token: token, headers: headers)
    if let json {
      sending.body = try WireEncoder().encode(json)
      sending.headers["Content-Type"] = "application/json"
    }
    let answer = try await town.send(method, path, sending)
    let heads = answer.headers.filter { !["date", "x-request-id"].contains($0.name.canonicalName) }
      .map { "\($0.name.canonicalName): \($0.value)" }.sorted().joined(separator: "; ")
    lines.append("command \(lines.count + 1): \(method) \(path) \(answer.status) [\(heads)] \(answer.text)")
    if let tag = answer.header("ETag") { known.tags[path] = tag }
    if let link = answer.header("Link"), let path = link.split(separator: ">").first?.dropFirst() {
      known.cursors.append(String(path))
    }
    return answer
  }

  /// Keeps something that was said otherwise.
  mutating func note(_ line: String) { lines.append(line) }

  /// Nobody, or somebody of the staff.
  mutating func somebody() -> String? {
    luck.next(12) == 0 ? nil : staff[luck.one(of: staff.keys.sorted())]
  }

  /// The token of a carer who has registered; nil before there is one.
  mutating func carer() -> String? { known.carers.isEmpty ? nil : luck.one(of: known.carers).token }

  /// Time goes by, and what comes due by the clock is done.
  private mutating func wait() async throws {
    town.clock.pass(hours: luck.next(9), minutes: luck.next(60))
    let told = await town.market.doChores()
    lines.append("chores: \(told.done.sorted { $0.key < $1.key }) \(told.faults)")
  }
}

/// Chance that falls the same way for the same seed.
///
/// - Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators (SplitMix64).
struct Luck {
  var state: UInt64

  /// A number from 0 up to but without a limit.
  mutating func next(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  /// One of some things.
  mutating func one<Thing>(of things: [Thing]) -> Thing { things[next(things.count)] }
}
