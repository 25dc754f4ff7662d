import Breaks
import Store

extension Errand {
  /// Asks a person to look again at an entry that lost: no automatic refusal of a share is final (UK GDPR, 22A to 22D).
  ///
  /// - Parameter words: what the carer wants to be heeded.
  /// - Throws: `Refusal.notFound`; `.wrongState` unless it lost; `.alreadyAsked` when it was asked before.
  package func askAPerson(about id: ID<Entry>, _ words: String?) throws -> EntryTold {
    let entry = try visibleEntry(id)
    guard entry.state == .lost, entry.isSettled else { throw Refusal.wrongState }
    guard let round = try store.rounds.find(entry.round) else { throw Refusal.notFound }
    let wish = SecondLook(
      id: world.id(), entry: id, area: round.area, words: words, askedAt: now, answer: nil, version: 1)
    guard try store.secondLooks.insert(wish, askedBy: caller?.person) else { throw Refusal.alreadyAsked }
    try note("person_asked", "entry", id.text)
    return try told(entry)
  }

  /// What waits for a coordinator's answer in the caller's areas, or has one; the longest waiting first.
  package func secondLooks(
    in area: AreaSlug?, isAnswered: Bool, after mark: (Instant, ID<SecondLook>)?, limit: Int
  ) throws -> [SecondLookTold] {
    let areas = try areasToList(.answerSecondLook, wanted: area)
    try note("asks_listed", "entry", "many")
    let looks = try store.secondLooks.list(
      areas: areas, isAnswered: isAnswered, after: mark, limit: limit, now: now)
    return try looks.map { look in
      guard let entry = try store.entries.find(look.entry), let carer = try store.carers.find(entry.carer) else {
        throw Refusal.notFound
      }
      return SecondLookTold(look: look, entry: try told(entry), carerName: carer.details.name)
    }
  }

  /// Answers somebody who asked that a person looks again; a letter tells them.
  ///
  /// `given` books the break as a coordinator may who overrides a refusal of a share; the places have to be there.
  /// - Parameter words: for the carer, and the recorded reason of an override.
  /// - Throws: `Refusal.notFound`, `.notAllowed`; `.wrongState` when nobody asked or it has an answer; as `BookingRules`.
  package func answerSecondLook(
    about id: ID<Entry>, _ outcome: SecondLookOutcome, words: String
  ) throws -> EntryTold {
    let caller = try signedIn()
    guard let carerID = try store.entries.find(id)?.carer else {
      _ = try requireSomewhere(.answerSecondLook)
      throw Refusal.notFound
    }
    try store.hold(.carer(carerID))
    try store.hold(.entry(id))
    guard let entry = try store.entries.find(id), let round = try store.rounds.find(entry.round),
      let carer = try store.carers.find(carerID)
    else { throw Refusal.notFound }
    try require(.answerSecondLook, in: round.area)
    guard let look = try store.secondLooks.find(id) else { throw Refusal.wrongState }
    try store.secondLooks.answer(
      look, SecondLookAnswer(outcome: outcome, words: words, at: now), by: caller.person)
    if outcome == .given {
      let acting = ActingFor(carer: carer, channel: entry.channel, part: .coordinator)
      let booking = try placeAll(entry.request.booking(of: round.offer, overrideReason: words), for: acting)
      try store.entries.give(entry, booking: booking.id)
      try note("share_overridden", "booking", booking.id.text)
      try announce(booking, to: carer)
    }
    try note("person_answered", "entry", id.text, outcome.rawValue)
    try tell(.shareAnswered, to: carer, about: id)
    return try told(try store.entries.find(id) ?? entry)
  }

  /// Queues a letter to a carer that tells of an entry.
  func tell(_ kind: LetterKind, to carer: Carer, about entry: ID<Entry>) throws {
    let way = LetterRules.way(for: carer, on: today)
    let subject = LetterSubject(about: LetterAbout(.entry, entry.uuid))
    try send(Draft(kind: kind, area: carer.details.area, recipient: .carer(carer.id), subject: subject, by: way))
  }
}

/// A wish that a person looks again, with all a coordinator needs to do so.
package struct SecondLookTold: Sendable {
  package let look: SecondLook
  package let entry: EntryTold
  package let carerName: String
}
