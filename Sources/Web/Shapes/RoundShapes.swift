import Breaks
import UseCases
import Wire

extension RoundShape {
  /// Shows a round.
  init(_ told: RoundTold) {
    let round = told.round
    self.init(
      id: round.id.text, offerId: round.offer.text, area: round.area.text, allocation: round.allocation.rawValue,
      prescriptionPercent: round.prescriptionPercent, slots: round.slots.map(\.text), opensAt: round.opensAt.text,
      closesAt: round.closesAt.text, state: round.state.rawValue, seedHash: hexadecimal(round.seedHash),
      seed: round.seed.map { hexadecimal($0) }, drawnAt: round.drawnAt?.text, asked: told.asked,
      createdAt: round.createdAt.text, version: round.version)
  }
}

extension EntryShape {
  /// Shows an entry to its carer or the desk.
  init(_ told: EntryTold) {
    let (entry, request) = (told.entry, told.entry.request)
    self.init(
      id: entry.id.text, roundId: entry.round.text, carerId: entry.carer.text,
      offer: BallotShape.OfferNamed(id: told.round.offer.text, title: told.title), state: entry.state.rawValue,
      slots: request.slots.map(\.text), party: request.party.map(BookingShape.Member.init),
      prescription: request.prescription?.shown, cover: request.cover.map { BookingShape.Cover(how: $0.rawValue) },
      note: request.note, unitKind: request.unitKind?.rawValue, channel: entry.channel.rawValue,
      pseudonym: entry.pseudonym.text, drawAt: told.round.closesAt.text, drawn: entry.drawn.map(Drawn.init),
      reason: entry.reason, why: entry.why(in: told.round), booking: entry.booking?.shown,
      ask: told.secondLook.map(Ask.init), createdAt: entry.createdAt.text, version: entry.version)
    care = request.care.map(CareShape.init)
    replacementCare = request.replacementCare.map(CareBeside.init)
  }
}

extension EntryShape.CareBeside {
  fileprivate init(_ wish: ReplacementCare) {
    self.init(
      offerId: wish.offer.text, slots: wish.slots.map(\.text), ratio: wish.care.ratio.rawValue,
      needs: wish.care.needs.isEmpty ? nil : wish.care.needs, note: wish.note)
  }
}

extension EntryShape.Drawn {
  fileprivate init(_ drawn: EntryDrawn) {
    let loss = drawn.loss
    self.init(
      at: drawn.at.text, weight: drawn.weight, position: drawn.position, fromKept: drawn.fromKept ? true : nil,
      slot: loss?.slot.text, scarce: loss?.scarce, asked: loss?.asked, free: loss?.free, left: loss?.left,
      needed: loss?.needed)
  }
}

extension EntryShape.Ask {
  fileprivate init(_ look: SecondLook) {
    self.init(
      state: look.answer?.outcome.rawValue ?? "open", words: look.words, askedAt: look.askedAt.text,
      answer: look.answer?.words, answeredAt: look.answer?.at.text)
  }
}

extension AskShape {
  /// Shows what somebody asked a person to look at.
  init(_ told: SecondLookTold) {
    self.init(carerName: told.carerName, entry: EntryShape(told.entry))
  }
}
