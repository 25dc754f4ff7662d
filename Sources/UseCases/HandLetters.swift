import Breaks
import Store

/// A letter for hands, with whom it is for and how they are reached.
package struct HandLetter: Sendable {
  package let letter: Letter
  package let name: String
  package let phone: UKPhone?
  package let address: String?
  /// The booking's reference, if the letter tells of one.
  package let reference: Reference?
  /// Until when places are kept that the letter offers.
  package let until: Instant?
  /// What to heed before ringing, in the carer's words.
  package let callBetween: String?
  /// Whether a message may be left.
  package let leaveMessage: Bool
  /// What else the carer asked to be heeded.
  package let note: String?
}

extension Errand {
  /// Letters that hands must deliver in the caller's areas, oldest first.
  package func handLetters(
    by way: LetterWay?, state: LetterState, after: (Instant, ID<Letter>)?, limit: Int
  ) throws -> [HandLetter] {
    let areas = try requireSomewhere(.handleLetters)
    try note("letters_listed", "letter", "many")
    let wish = HandsWish(areas: areas, by: way, state: state, after: after)
    return try store.letters.listForHands(wish, limit: limit).map { try addressed($0) }
  }

  /// One letter for hands; reading it is noted in the audit.
  ///
  /// - Throws: `Refusal.notFound`; so for a letter that travels by e-mail, which is nobody's to read.
  package func handLetter(_ id: ID<Letter>) throws -> HandLetter {
    let letter = try letterForHands(id)
    try note("letter_read", "letter", id.text)
    return try addressed(letter)
  }

  /// Notes what hands did with a letter.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.wrongState` when it does not wait for hands.
  package func settleLetter(_ id: ID<Letter>, _ done: LetterDone, ifVersion: Int?) throws -> HandLetter {
    let caller = try signedIn()
    try store.hold(.letter(id))
    let letter = try letterForHands(id)
    try requireVersion(ifVersion, is: letter.version)
    guard [.toDo, .withheld, .failed].contains(letter.state) else { throw Refusal.wrongState }
    try store.letters.settleByHand(letter, done, by: caller.person, now: now)
    try note("letter_settled", "letter", id.text, done.how.rawValue)
    return try addressed(try store.letters.find(id) ?? letter)
  }

  /// What is said about a carer of a list to whom nothing may be sent yet.
  private static let noticeFirst =
    "First of all record that this carer has read, heard or been sent the privacy notice; then the letter goes by itself."

  private func letterForHands(_ id: ID<Letter>) throws -> Letter {
    _ = try requireSomewhere(.handleLetters)
    guard let letter = try store.letters.find(id), may(.handleLetters, in: letter.area),
      [.toDo, .done, .withheld, .failed].contains(letter.state)
    else { throw Refusal.notFound }
    return letter
  }

  private func addressed(_ letter: Letter) throws -> HandLetter {
    let booking = try letter.subject.booking.flatMap { try store.bookings.find($0) }
    // Only ways that are safe are shown at all, whatever the letter's own way was.
    func made(_ name: String, _ phone: UKPhone?, _ address: String?, contact: SafeContact? = nil) -> HandLetter {
      let safe = Set(contact?.safeBy ?? ContactWay.allCases)
      return HandLetter(
        letter: letter, name: name, phone: letter.by == .post || !safe.contains(.phone) ? nil : phone,
        address: letter.by == .phone || !safe.contains(.post) ? nil : address, reference: booking?.reference,
        until: booking?.heldUntil,
        callBetween: contact?.callBetween, leaveMessage: contact?.leaveMessage ?? false, note: contact?.note)
    }
    switch letter.recipient {
    case .carer(let id):
      guard let found = try store.carers.find(id) else { throw Refusal.notFound }
      let carer = found.details
      // Nobody rings a home to speak to somebody who has died.
      if found.hasDied { return made(carer.name, nil, nil) }
      if let adult = LetterRules.recipientAdult(of: carer, on: today) {
        return made(adult.name, adult.contact.phone, nil)
      }
      var contact = carer.contact
      if !found.hasHadNotice {
        contact.note = [Errand.noticeFirst, contact.note].compactMap { $0 }.joined(separator: " ")
      }
      return made(
        carer.name, carer.phone, carer.address.map { "\($0)\n\(carer.postcode.text)" }, contact: contact)
    case .prescribed(let id):
      guard let carer = try store.prescriptions.find(id)?.details.carer else { throw Refusal.notFound }
      if let adult = LetterRules.recipientAdult(of: carer, on: today) {
        return made(adult.name, adult.contact.phone, nil)
      }
      return made(
        carer.name, carer.phone, carer.address.map { "\($0)\n\(carer.postcode.text)" }, contact: carer.contact)
    case .partner(let id):
      guard let partner = try store.partners.find(id)?.details else { throw Refusal.notFound }
      return made(partner.name, partner.phone, partner.address)
    case .desk, .address:
      return made("", nil, nil)
    }
  }
}

extension Errand {
  /// Daily counts of refusals in areas the caller may see, newest first.
  package func refusals(_ wish: RefusalsWish, limit: Int) throws -> [RefusalCount] {
    let areas = try areasToList(.readRefusals, wanted: wish.area)
    return try store.refusals.list(areas: areas, wish, limit: limit)
  }
}
