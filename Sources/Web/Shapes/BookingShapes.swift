import Breaks
import UseCases
import Wire

extension FoodShape {
  /// Shows what somebody eats.
  init(_ food: FoodNeeds) {
    self.init(
      diets: food.diets.map(\.rawValue), avoids: food.avoids.map(\.rawValue), severe: food.severe.map(\.rawValue),
      notes: food.notes)
  }
}

extension BookingShape {
  /// A booking as its carer and the desk see it.
  init(_ told: BookingTold) {
    let booking = told.booking
    let cancelled = booking.state == .cancelled
    self.init(
      reference: booking.reference.shown, state: booking.state.rawValue, carerId: booking.carer.text,
      offer: OfferNamed(booking.offer),
      slots: booking.slots.map {
        SlotNamed(id: $0.id.text, startsAt: $0.startsAt.text, endsAt: $0.endsAt.text)
      },
      party: booking.party.map(Member.init),
      told: told.told.map { Told(by: $0.by.rawValue, state: $0.state.rawValue) },
      channel: booking.channel.rawValue, decideBy: booking.decideBy?.text,
      heldUntil: booking.heldUntil?.text, unitKind: booking.need.unitKind?.rawValue,
      units: booking.need.units > 0 ? booking.need.units : nil, care: booking.care.map(CareShape.init),
      replacementCare: booking.careBooking.map(Beside.init), careFor: booking.careFor.map(Beside.init),
      waitingId: booking.waiting?.text,
      cancelFreeUntil: booking.cancelFreeUntil.text,
      createdAt: booking.createdAt.text,
      prescription: booking.prescription?.shown, cover: booking.cover.map { Cover(how: $0.rawValue) },
      note: booking.note,
      late: cancelled ? booking.ending?.late : nil, why: booking.ending?.why?.rawValue,
      cancelledBy: cancelled ? booking.ending?.by.rawValue : nil, message: booking.message,
      replaces: booking.replaces?.reference.shown, changeWaiting: booking.waitingChange?.reference.shown,
      absence: booking.absence.map { AbsenceShape($0) }, version: booking.version)
  }
}

extension BookingShape.Beside {
  init(_ beside: BookingBeside) { self.init(reference: beside.reference.shown, state: beside.state.rawValue) }
}

extension CareShape {
  init(_ care: CareAsked) { self.init(ratio: care.ratio.rawValue, needs: care.needs) }
}

extension BookingShape.OfferNamed {
  init(_ offer: OfferSummary) {
    self.init(
      id: offer.id.text, title: offer.title,
      partner: OfferShape.PartnerNamed(
        id: offer.partner.id.text, name: offer.partner.name, kind: offer.partner.kind.rawValue),
      area: offer.area.text, stay: offer.stay.rawValue, category: offer.category.rawValue,
      postcode: offer.postcode?.text, town: offer.town)
  }
}

extension BookingShape.Member {
  init(_ member: PartyMember) {
    self.init(
      kind: member.kind.rawValue, name: member.name, age: member.age, inCharge: member.inCharge ?? false,
      food: member.food.map { FoodShape($0) }, access: member.access.isEmpty ? nil : member.access.map(\.rawValue))
  }
}

extension PartnerBookingShape {
  /// A booking as its partner sees it: counts and needs before it is confirmed, a name after, no needs once it is over.
  init(_ told: BookingTold, now: Instant) {
    let booking = told.booking
    let confirmed = [.confirmed, .attended, .absent].contains(booking.state)
    let needed = [.requested, .confirmed].contains(booking.state) && booking.endsAt > now
    self.init(
      reference: booking.reference.shown, state: booking.state.rawValue, decideBy: booking.decideBy?.text,
      slots: booking.slots.map {
        SlotOffered(
          id: $0.id.text, offerId: booking.offer.id.text, title: booking.offer.title, startsAt: $0.startsAt.text,
          endsAt: $0.endsAt.text)
      },
      guests: booking.party.map { Guest($0) }, leadName: confirmed ? told.leadName : nil,
      food: needed ? PartnerBookingShape.food(of: booking.party) : nil,
      access: needed ? PartnerBookingShape.access(of: booking.party) : nil,
      languages: needed ? told.languages.map(\.text) : [],
      care: needed ? booking.care.map(CareShape.init) : nil,
      note: confirmed && needed ? booking.note : nil, needsSeenAt: booking.needsSeenAt?.text,
      replaces: booking.replaces?.reference.shown, version: booking.version)
    unitKind = booking.need.unitKind?.rawValue
    units = booking.need.units > 0 ? booking.need.units : nil
  }

  static func food(of party: [PartyMember]) -> [GuestFood] {
    party.enumerated().compactMap { place, member in
      guard let food = member.food, !food.isEmpty else { return nil }
      return GuestFood(
        guest: place, diets: food.diets.map(\.rawValue), avoids: food.avoids.map(\.rawValue),
        severe: food.severe.map(\.rawValue), notes: food.notes)
    }
  }

  static func access(of party: [PartyMember]) -> [String] {
    let needed = Set(party.flatMap(\.access))
    return Access.allCases.filter(needed.contains).map(\.rawValue)
  }
}

extension PartnerBookingShape.Guest {
  init(_ member: PartyMember) {
    let child = member.age.flatMap { $0 < PartyRules.adultAge ? $0 : nil }
    self.init(kind: child == nil ? "adult" : "child", age: child)
  }
}

extension LetterShape {
  /// A letter for hands; the words only where one letter is shown.
  init(_ hand: HandLetter, words: LetterWords? = nil) {
    let letter = hand.letter
    self.init(
      id: letter.id.text, by: letter.by.rawValue, state: letter.state.rawValue, kind: letter.kind.rawValue,
      area: letter.area.text,
      to: Addressee(
        name: hand.name, phone: hand.phone?.typed, address: hand.address, callBetween: hand.callBetween,
        leaveMessage: hand.leaveMessage ? true : nil, note: hand.note),
      reference: hand.reference?.shown, until: hand.until?.text, subject: words?.subject, text: words?.text,
      createdAt: letter.createdAt.text,
      version: letter.version)
  }
}

extension RefusalCountShape {
  init(_ count: RefusalCount) {
    self.init(day: count.day.text, area: count.area.text, code: count.code, count: count.count)
  }
}
