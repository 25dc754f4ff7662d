/// What a party takes of each of its dates: people, rooms or tables or beds of one kind, and staff.
package enum NeedRules {
  /// The most rooms or tables of one booking.
  private static let unitsMax = 12

  /// What would keep a party from any room, table or bed of these dates, whoever else has booked; each at its field.
  ///
  /// Whoever has the places has said all that before.
  package static func problems(_ facts: BookingFacts, _ request: BookingRequest) -> [Problem] {
    facts.keepsPlaces ? [] : unitProblems(facts, request)
  }

  /// What a party takes of each date; it must have no problems.
  ///
  /// Of several kinds of room the one is chosen that fits the party best and is free on every date; where none is free, the
  /// one that would fit best, so that the store refuses it.
  /// - Parameter staff: what the party takes of the staff.
  package static func need(_ facts: BookingFacts, _ request: BookingRequest, staff: Int) -> Need {
    let needs = needs(facts, request, staff: staff)
    return needs.first { need in facts.slots.allSatisfy { $0.hasRoom(for: need) } } ?? needs[0]
  }

  /// What a party could take of each date, for each kind of room that would do, the best first; never empty.
  ///
  /// - Parameter staff: what the party takes of the staff.
  static func needs(_ facts: BookingFacts, _ request: BookingRequest, staff: Int) -> [Need] {
    let people = request.party.count
    let needs = choices(facts, request).map { choice in
      let kind = counting(facts) == .alike ? nil : choice.kind
      return Need(people: people, units: choice.units, unitKind: kind, staff: staff)
    }
    let units = counting(facts) == .people ? 0 : 1
    return needs.isEmpty ? [Need(people: people, units: units, staff: staff)] : needs
  }

  /// What a party takes at least of each date, of whichever kind of room it may get; it must have no problems.
  ///
  /// - Parameter staff: what the party takes of the staff.
  static func least(_ facts: BookingFacts, _ request: BookingRequest, staff: Int) -> Need {
    let need = need(facts, request, staff: staff)
    return Need(
      people: need.people, units: choices(facts, request).map(\.units).min() ?? need.units,
      unitKind: request.unitKind, staff: staff)
  }

  /// The kind of room that a booking has, also where the dates count rooms that are all alike.
  package static func kind(of need: Need, at offer: Offer) -> UnitKind? {
    let offered = offer.details.unitKinds
    return need.unitKind ?? (need.units > 0 && offered.count == 1 ? offered[0].kind : nil)
  }

  /// How the dates count their rooms.
  private enum Counting { case people, alike, byKind, differently }

  private static func counting(_ facts: BookingFacts) -> Counting {
    if facts.slots.allSatisfy({ $0.units == nil }) { return .people }
    if facts.slots.allSatisfy({ $0.units != nil && $0.kinds.isEmpty }) { return .alike }
    return facts.slots.allSatisfy { !$0.kinds.isEmpty } ? .byKind : .differently
  }

  /// The kinds that every date has.
  private static func kinds(_ facts: BookingFacts) -> [UnitKindOffered] {
    let offered = facts.offer.details.unitKinds
    switch counting(facts) {
    case .people, .differently: return []
    case .alike: return offered.count == 1 ? offered : []
    case .byKind:
      return offered.filter { kind in facts.slots.allSatisfy { $0.kinds.contains { $0.kind == kind.kind } } }
    }
  }
}

// MARK: - Which kind

extension NeedRules {
  /// A kind of room for a party, and how many of it.
  private struct Choice {
    let kind: UnitKind
    let units: Int
    /// Beds or seats that stay empty.
    let spare: Int
    /// 0 is best: where the party's needs of access are met, or a room for such needs is left to others.
    let access: Int
  }

  private static func unitProblems(_ facts: BookingFacts, _ request: BookingRequest) -> [Problem] {
    let kinds = kinds(facts)
    if counting(facts) == .differently || (counting(facts) == .byKind && kinds.isEmpty) {
      return [
        Problem(
          "/slots", "not_allowed_here",
          "These dates do not have the same rooms or tables. Please book each of them by itself.")
      ]
    }
    if let wanted = request.unitKind, !kinds.contains(where: { $0.kind == wanted }) {
      return [Problem("/unitKind", "unit_kind_unknown", "There is no such kind of room or table on these dates.")]
    }
    guard !kinds.isEmpty, choices(facts, request).isEmpty else { return [] }
    var asked = request
    asked.unitKind = .double
    if request.unitKind == nil, !choices(facts, asked).isEmpty {
      return [
        Problem(
          "/unitKind", "unit_kind_needed",
          "There are only double rooms here. If your party shares a bed, please say so (unitKind double).")
      ]
    }
    return [Problem("/party", "unit_too_small", "The rooms or tables of these dates are too small for your party.")]
  }

  /// The kinds that fit a party, the best first.
  private static func choices(_ facts: BookingFacts, _ request: BookingRequest) -> [Choice] {
    kinds(facts).filter { request.unitKind == nil || $0.kind == request.unitKind }
      .compactMap { choice(of: $0, facts, request) }
      .sorted { ($0.access, $0.units, $0.spare, $0.kind.order) < ($1.access, $1.units, $1.spare, $1.kind.order) }
  }

  private static func choice(
    of offered: UnitKindOffered, _ facts: BookingFacts, _ request: BookingRequest
  ) -> Choice? {
    let guests = guests(of: offered.kind, facts, request)
    let units = (guests.count + offered.sleeps - 1) / offered.sleeps
    let most = facts.slots.map { all(offered.kind, of: $0) }.min() ?? 0
    guard units <= min(most, unitsMax) else { return nil }
    // A mother and her son need two beds: who shares one must say so.
    if offered.kind == .double, guests.count > 1, request.unitKind != .double { return nil }
    if offered.kind.isRoom, units > 1, units > adults(guests, facts) { return nil }
    let needsAccess = needsAccess(facts, request)
    return Choice(
      kind: offered.kind, units: units, spare: units * offered.sleeps - guests.count,
      access: (offered.kind == .accessible) == needsAccess ? 0 : 1)
  }

  /// How many of a kind a date has in all.
  private static func all(_ kind: UnitKind, of slot: Slot) -> Int {
    slot.kinds.isEmpty ? slot.units ?? 0 : slot.kinds.first { $0.kind == kind }?.units ?? 0
  }

  /// Who needs a bed or a seat. In a bed of a care home lie those who are cared for, whoever else comes along.
  private static func guests(of kind: UnitKind, _ facts: BookingFacts, _ request: BookingRequest) -> [PartyMember] {
    let caredFor = request.party.filter { $0.kind == .caredFor }
    let isCareBed = kind == .bed && facts.offer.details.category == .care
    return isCareBed && !caredFor.isEmpty ? caredFor : request.party
  }

  /// With how many rooms a party can be parted, so that no child sleeps without an adult; a party of adults in any.
  private static func adults(_ guests: [PartyMember], _ facts: BookingFacts) -> Int {
    let carerAge = facts.carer.details.birthDate.age(on: facts.startsOn)
    let ages = guests.map { $0.kind == .carer ? carerAge : $0.age ?? PartyRules.adultAge }
    guard ages.contains(where: { $0 < PartyRules.inChargeUntilAge }) else { return guests.count }
    return ages.count { $0 >= PartyRules.adultAge }
  }

  /// Whether somebody in the party needs a room made for a wheelchair.
  private static func needsAccess(_ facts: BookingFacts, _ request: BookingRequest) -> Bool {
    let needs: Set<Access> = [.accessibleBedroom, .wheelchairSpace, .rollInShower, .hoist]
    return request.party.contains { member in
      let own = member.kind == .carer && member.access.isEmpty ? facts.carer.details.access : member.access
      return !needs.isDisjoint(with: own)
    }
  }
}

extension UnitKind {
  /// Whether people sleep in it behind a door of their own.
  fileprivate var isRoom: Bool { self != .table && self != .bed }

  /// Where equal kinds stand: one bed before two, so that twins are left for those who need them.
  fileprivate var order: Int { UnitKind.allCases.firstIndex(of: self) ?? 0 }
}
