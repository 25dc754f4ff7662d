import Breaks
import UseCases
import Wire

extension WaitingShape {
  /// A party in a waiting list as its carer and the desk see it.
  init(_ told: WaitingTold) {
    let entry = told.entry
    self.init(
      id: entry.id.text, state: entry.state.rawValue, carerId: entry.carer.text,
      offer: BookingShape.OfferNamed(entry.offer),
      slots: entry.slots.map {
        SlotWaited(id: $0.id.text, startsAt: $0.startsAt.text, endsAt: $0.endsAt.text, ahead: told.ahead[$0.id])
      },
      party: entry.party.map(BookingShape.Member.init), people: entry.need.people,
      unitKind: entry.need.unitKind?.rawValue, cover: entry.cover.map { BookingShape.Cover(how: $0.rawValue) },
      care: entry.care.map(CareShape.init),
      prescription: entry.prescription?.shown, shareNeeds: entry.shareNeeds, note: entry.note,
      channel: entry.channel.rawValue, joinedAt: entry.joinedAt.text, steps: told.steps.map(Step.init),
      capResetsOn: told.capResetsOn?.text, reference: told.booking?.reference.shown,
      heldUntil: told.booking?.heldUntil?.text, version: entry.version)
  }
}

extension WaitingShape.Step {
  init(_ step: WaitingStep) {
    self.init(at: step.at.text, what: step.what.code, words: step.what.sentence)
    switch step.what {
    case .joined(let people, let ahead): (self.people, self.ahead) = (people, ahead)
    case .noRoom(let short): (of, needed, free) = (short.of.rawValue, short.needed, short.free)
    case .notEligible(let code): self.code = code
    case .offered(let until, let by): (self.until, self.by) = (until.text, by.rawValue)
    case .turnedDown, .ranOut, .booked, .declined, .left, .over: return
    }
  }
}
