import Breaks
import Store

/// For whom an errand is done, and by whom.
package struct ActingFor {
  /// The carer it is for.
  let carer: Carer
  /// Through which door it came.
  let channel: BookingChannel
  /// In which part the caller acts.
  let part: EndedBy
}

extension Errand {
  /// Finds out for which carer the caller acts.
  ///
  /// A carer acts for themselves; a responsible adult who may act, and a volunteer or coordinator, for another.
  /// - Throws: `Refusal.notSignedIn`, `.notAllowed`; `Invalid` with `required` when a volunteer names nobody,
  ///   `identity_not_checked` when they have checked fewer than two facts, `not_found` when there is no such carer.
  func acting(for onBehalf: OnBehalf?, _ act: Act) throws -> ActingFor {
    let caller = try signedIn()
    guard let onBehalf else { return try actingForOneself(caller, act) }
    if onBehalf.carer == caller.carer { return try actingForOneself(caller, act) }
    let noSuchCarer = Invalid([Problem("/onBehalfOf", "not_found", "There is no such carer, or not in your area.")])
    guard let carer = try store.carers.find(onBehalf.carer) else {
      if caller.isAny(Permissions.roles(for: act)) || caller.carer != nil { throw noSuchCarer }
      throw Refusal.notAllowed
    }
    if caller.actsFor.contains(carer.id) { return ActingFor(carer: carer, channel: .api, part: .carer) }
    let area = carer.details.area
    guard caller.isAny(Permissions.roles(for: act), in: area) else {
      if caller.isAny(Permissions.roles(for: act)) || caller.carer != nil { throw noSuchCarer }
      throw Refusal.notAllowed
    }
    let coordinates = caller.isAny([.coordinator], in: area)
    if !coordinates, Set(onBehalf.identityChecked).count < 2 {
      throw Errand.identityNotChecked
    }
    return ActingFor(carer: carer, channel: .phone, part: coordinates ? .coordinator : .volunteer)
  }

  /// Like `acting`, and holds the carer: two errands about one carer follow each other, and the second sees what the
  /// first used of a cap.
  func actingToChange(for onBehalf: OnBehalf?, _ act: Act) throws -> ActingFor {
    if let carer = onBehalf?.carer ?? caller?.carer { try store.hold(.carer(carer)) }
    let acting = try acting(for: onBehalf, act)
    if acting.carer.hasDied { throw Refusal.wrongState }
    return acting
  }

  /// What a volunteer is told who has asked the caller too little.
  static let identityNotChecked = Invalid([
    Problem("/identity", "identity_not_checked", "Please check at least two facts with the person on the phone.")
  ])

  private func actingForOneself(_ caller: Caller, _ act: Act) throws -> ActingFor {
    if let own = caller.carer, let carer = try store.carers.find(own) {
      return ActingFor(carer: carer, channel: .api, part: .carer)
    }
    guard caller.isAny(Permissions.roles(for: act)) || !caller.actsFor.isEmpty else { throw Refusal.notAllowed }
    throw Invalid([Problem("/onBehalfOf", "required", "Please say for which carer this is (onBehalfOf).")])
  }
}
