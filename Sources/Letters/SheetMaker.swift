import Breaks

/// Turns typed facts into the words and names that templates use; `Templates/README.md` lists the names.
struct SheetMaker {
  let words: Words

  func sheet(_ facts: LetterFacts) -> FactSheet {
    switch facts {
    case .signInCode(let facts): ["code": .text(facts.code), "minutes": .words("\(facts.minutes)")]
    case .registrationReceived(let facts): ["canSignIn": .yes(facts.canSignIn)]
    case .carerVerified(let facts): ["canSignIn": .yes(facts.canSignIn)]
    case .prescriptionIssued(let facts): prescription(facts)
    case .bookingConfirmed(let facts), .bookingAccepted(let facts): confirmed(facts)
    case .bookingRequested(let facts):
      booking(facts.booking).with(["answerBy": .words(facts.answerBy.spoken), "stands": .text(facts.stands)])
    case .bookingDeclined(let facts), .bookingNotAnswered(let facts):
      booking(facts.booking).with([
        "message": .text(facts.message), "prescriptionGivenBack": .yes(facts.prescriptionGivenBack),
        "alternatives": .list(facts.alternatives.map(alternative)), "stands": .text(facts.stands),
        "isInLine": .yes(facts.isInLine),
      ])
    case .bookingCancelled(let facts): cancelled(facts)
    case .partnerNewBooking(let facts): newBooking(facts)
    case .partnerBookingRequested(let facts), .partnerNudge(let facts):
      partnerBooking(facts.booking).with([
        "answerBy": .words(facts.answerBy.spoken), "answerLink": .text(facts.answerLink),
        "stands": .text(facts.stands?.reference), "was": was(facts.stands),
      ])
    case .partnerBookingCancelled(let facts):
      partnerBooking(facts.booking, showsNeeds: false).with(ended(by: facts.by)).with([
        "stands": .text(facts.stands), "wasUnanswered": .yes(facts.wasUnanswered),
      ])
    case .bookingChanged(let facts): changed(facts)
    case .partnerBookingChanged(let facts): changed(facts)
    case .datesOff(let facts), .partnerDatesOff(let facts): datesOff(facts)
    case .absenceAsked(let facts): asked(facts.booking, by: facts.answerBy, at: facts.answerLink)
    case .feedbackAsked(let facts):
      asked(facts.booking, by: facts.answerBy, at: facts.answerLink).with(["canSignIn": .yes(facts.canSignIn)])
    case .wishOffered(let facts): wished(facts)
    case .callAboutBooking(let facts): call(facts)
    case .partnerThanks(let facts): thanks(facts)
    case .breakWaitsForCare(let facts), .careLost(let facts), .breakLost(let facts):
      booking(facts.booking).with([
        "beside": .text(facts.beside), "isFinal": .yes(facts.isFinal), "answerLink": .text(facts.answerLink),
      ])
    case .waitingJoined(let facts): joined(facts)
    case .waitingOffer(let facts):
      booking(facts.booking).with([
        "keptUntil": .words(facts.keptUntil.spoken), "coverToSay": .yes(facts.coverToSay),
        "answerLink": .text(facts.answerLink),
      ])
    case .urgentPrescription(let facts):
      [
        "code": .text(facts.code), "issuedAt": .words(facts.issuedAt.spoken),
        "contactBy": .words(facts.contactBy.spoken),
      ]
    case .shareEntered(let facts): entered(facts)
    case .shareNotThisTime(let facts):
      [
        "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.placeName), "why": .text(facts.why),
        "canSignIn": .yes(facts.canSignIn),
      ]
    case .shareAnswered(let facts): answered(facts)
    }
  }

  private func prescription(_ facts: PrescriptionIssuedFacts) -> FactSheet {
    [
      "code": .text(facts.code), "prescriberName": .text(facts.prescriberName),
      "practiceName": .text(facts.practiceName), "contactBy": .words(facts.contactBy.spoken),
      "expiresOn": .words(facts.expiresOn.spoken), "canSignIn": .yes(facts.canSignIn),
    ]
  }

  private func confirmed(_ facts: BookingConfirmedFacts) -> FactSheet {
    booking(facts.booking).with([
      "cancelFreeUntil": .text(facts.cancelFreeUntil?.spoken), "coverStillNeeded": .yes(facts.coverStillNeeded),
      "message": .text(facts.message), "hasCalendar": .yes(facts.calendar != nil),
      "cancelLink": .text(facts.cancelLink),
    ])
  }

  private func cancelled(_ facts: BookingCancelledFacts) -> FactSheet {
    booking(facts.booking).with(ended(by: facts.by)).with([
      "late": .yes(facts.late && facts.by == .carer), "message": .text(facts.message),
      "prescriptionGivenBack": .yes(facts.prescriptionGivenBack), "hasCalendar": .yes(facts.calendar != nil),
      "stands": .text(facts.stands),
      "alternatives": .list(facts.alternatives.map(alternative)),
    ])
  }

  private func alternative(_ facts: AlternativeFacts) -> Fact {
    let asks = [
      said(facts.asks.diets, words.diets), said(facts.asks.avoids, words.allergens),
      said(facts.asks.access, words.access),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
    return .sheet([
      "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.placeName), "town": .text(facts.town),
      "time": .words(facts.time.spoken), "askAbout": .text(asks),
    ])
  }

  private func newBooking(_ facts: PartnerNewBookingFacts) -> FactSheet {
    partnerBooking(facts.booking).with([
      "leadName": .text(facts.leadName), "note": .text(facts.note),
      "languages": .text(spokenList(facts.languages.map(words.language))),
    ])
  }

  private func changed(_ facts: BookingChangedFacts) -> FactSheet {
    booking(facts.booking).with([
      "answerBy": .text(facts.answerBy?.spoken), "replaced": .text(facts.replaced),
      "cancelFreeUntil": .text(facts.cancelFreeUntil?.spoken), "message": .text(facts.message),
      "hasCalendar": .yes(facts.calendar != nil), "cancelLink": .text(facts.cancelLink),
    ])
  }

  private func changed(_ facts: PartnerBookingChangedFacts) -> FactSheet {
    partnerBooking(facts.booking).with([
      "answerBy": .text(facts.answerBy?.spoken), "answerLink": .text(facts.answerLink),
      "replaced": .text(facts.replaced), "leadName": .text(facts.leadName), "note": .text(facts.note),
      "hasCalendar": .yes(facts.calendar != nil),
    ])
  }

  private func answered(_ facts: ShareAnsweredFacts) -> FactSheet {
    [
      "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.placeName), "isGiven": .yes(facts.isGiven),
      "message": .text(facts.message),
    ]
  }

  private func datesOff(_ facts: DatesOffFacts) -> FactSheet {
    [
      "reference": .text(facts.reference), "offerTitle": .text(facts.offerTitle),
      "slots": .texts(facts.calendar.events.map(\.time.spoken)),
    ]
  }

  private func asked(_ facts: BookingFacts, by answerBy: Instant, at link: String?) -> FactSheet {
    booking(facts).with(["answerBy": .words(answerBy.spoken), "answerLink": .text(link)])
  }

  private func wished(_ facts: WishOfferedFacts) -> FactSheet {
    [
      "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.placeName), "town": .text(facts.town),
      "canSignIn": .yes(facts.canSignIn),
    ]
  }

  private func call(_ facts: CallAboutBookingFacts) -> FactSheet {
    partnerBooking(facts.booking, showsNeeds: false).with([
      "placeName": .text(facts.place.name), "placePhone": .text(facts.place.phone), "leadName": .text(facts.leadName),
    ])
  }

  private func thanks(_ facts: PartnerThanksFacts) -> FactSheet {
    func count(_ number: Int) -> Fact { number > 0 ? .words("\(number)") : .absent }
    return [
      "year": .words("\(facts.year)"), "breaks": .words("\(facts.breaks)"), "carers": .words("\(facts.carers)"),
      "people": .words("\(facts.people)"), "nights": count(facts.nights), "daytime": count(facts.daytime),
      "value": facts.valuePence > 0 ? .words(Words.pounds(facts.valuePence)) : .absent,
    ]
  }

  private func joined(_ facts: WaitingJoinedFacts) -> FactSheet {
    [
      "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.place.name),
      "addressLines": .texts(facts.place.addressLines), "slots": .texts(facts.slots.map(\.spoken)),
      "party": .text(spokenParty(facts.guests)), "ahead": facts.ahead > 0 ? .words("\(facts.ahead)") : .absent,
    ]
  }

  private func entered(_ facts: ShareEnteredFacts) -> FactSheet {
    [
      "offerTitle": .text(facts.offerTitle), "placeName": .text(facts.place.name),
      "addressLines": .texts(facts.place.addressLines), "slots": .texts(facts.slots.map(\.spoken)),
      "party": .text(spokenParty(facts.guests)), "closesAt": .words(facts.closesAt.spoken),
      "byRota": .yes(facts.allocation == .rota), "byTiers": .yes(facts.allocation == .tiers),
      "byBallot": .yes(facts.allocation == .ballot),
      "kept": facts.prescriptionPercent > 0 ? .words("\(facts.prescriptionPercent)") : .absent,
      "canSignIn": .yes(facts.canSignIn),
    ]
  }

  private func ended(by: CancelledBy) -> FactSheet {
    ["byCarer": .yes(by == .carer), "byPlace": .yes(by == .place), "byDesk": .yes(by == .desk)]
  }

  private func booking(_ facts: BookingFacts) -> FactSheet {
    [
      "reference": .text(facts.reference), "offerTitle": .text(facts.offerTitle),
      "placeName": .text(facts.place.name), "placePhone": .text(facts.place.phone),
      "addressLines": .texts(facts.place.addressLines), "slots": .texts(facts.slots.map(\.spoken)),
      "party": .text(spokenParty(facts.guests)), "contribution": .text(words.contribution(facts.contribution)),
      "guests": .list(facts.guests.enumerated().map { guest($1, number: $0 + 1, showsName: true) }),
      "anyNeeds": .yes(facts.guests.contains(where: \.hasNeeds)), "rooms": rooms(facts.rooms),
    ]
  }

  private func rooms(_ facts: RoomFacts?) -> Fact { facts.map { .text(words.rooms($0)) } ?? .absent }

  /// What a booking is as yet, while a change of it is asked for.
  func was(_ facts: PartnerBookingFacts?) -> Fact {
    facts.map { .sheet(partnerBooking($0, showsNeeds: false)) } ?? .absent
  }

  func partnerBooking(_ facts: PartnerBookingFacts, showsNeeds: Bool = true) -> FactSheet {
    let sheet: FactSheet = [
      "reference": .text(facts.reference), "offerTitle": .text(facts.offerTitle),
      "slots": .texts(facts.slots.map(\.spoken)), "party": .text(spokenParty(facts.guests)),
      "rooms": rooms(facts.rooms),
    ]
    guard showsNeeds else { return sheet }
    return sheet.with([
      "guests": .list(facts.guests.enumerated().map { guest($1, number: $0 + 1, showsName: false) }),
      "anyNeeds": .yes(facts.guests.contains(where: \.hasNeeds)),
      "anySevere": .yes(facts.guests.contains { !$0.severe.isEmpty }),
      "careRatio": facts.care.map { .words(Words.say($0.ratio, by: words.careRatios)) } ?? .absent,
      "careNeeds": .texts(facts.care?.needs ?? []),
    ])
  }

  private func guest(_ facts: GuestFacts, number: Int, showsName: Bool) -> Fact {
    .sheet([
      "number": .words("\(number)"), "guestName": showsName && !facts.isReader ? .text(facts.name) : .absent,
      "isYou": .yes(showsName && facts.isReader), "isAdult": .yes(facts.childAge == nil),
      "isBaby": .yes(facts.childAge == 0),
      "childAge": (facts.childAge ?? 0) > 0 ? .words("\(facts.childAge ?? 0)") : .absent,
      "needs": .list(needs(facts)),
    ])
  }

  /// A guest's needs, the dangerous ones first.
  private func needs(_ facts: GuestFacts) -> [Fact] {
    let avoids = facts.avoids.filter { !facts.severe.contains($0) }
    let labels = words.needs
    let lines: [(label: String, what: String, severe: Bool)] = [
      (labels.severe, said(facts.severe, words.allergens), true),
      (labels.avoids, said(avoids, words.allergens), false),
      (labels.diets, said(facts.diets, words.diets), false),
      (labels.notes, facts.foodNotes ?? "", false),
      (labels.access, said(facts.access, words.access), false),
    ]
    return lines.compactMap { line in
      let what = Fact.text(line.what)
      if what == .absent { return nil }
      return .sheet(["label": .text(line.label), "what": what, "severe": .yes(line.severe)])
    }
  }

  private func said(_ codes: [String], _ table: [String: String]) -> String {
    codes.map { Words.say($0, by: table) }.joined(separator: ", ")
  }
}

extension FactSheet {
  /// This sheet and more facts; a later fact takes an earlier one's place.
  func with(_ more: FactSheet) -> FactSheet { merging(more) { $1 } }
}

extension GuestFacts {
  fileprivate var hasNeeds: Bool {
    !(diets.isEmpty && avoids.isEmpty && severe.isEmpty && access.isEmpty) || Fact.text(foodNotes) != .absent
  }
}
