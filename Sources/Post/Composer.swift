import Breaks
import Letters
import SQL
import Store

/// Writes a letter's words from the rows as they stand when it is sent, so that nothing goes to an old address.
package struct Composer: Sendable {
  private let keys: Keys
  private let writer: LetterWriter
  private let sender: EmailAddress
  private let publicAddress: @Sendable () -> PublicAddress?

  /// Makes a composer.
  ///
  /// - Parameters:
  ///   - sender: the address that every letter comes from.
  ///   - publicAddress: what the links in letters begin with; while it is nil letters carry none.
  package init(
    keys: Keys, writer: LetterWriter, sender: EmailAddress, publicAddress: @escaping @Sendable () -> PublicAddress?
  ) {
    self.keys = keys
    self.writer = writer
    self.sender = sender
    self.publicAddress = publicAddress
  }

  /// Writes a letter that is due, ready for the mail server.
  ///
  /// - Throws: what the database or the templates throw; a letter that must not go is a value, not a fault.
  package func compose(_ due: DueLetter, _ sql: any SQLTransaction, now: Instant) throws -> Composition {
    let tx = StoreTransaction(sql, keys: keys)
    if let expiresAt = due.expiresAt, expiresAt <= now { return .useless("It came too late to be of use.") }
    if due.kind == .signInCode { return try signInCode(due, tx) }
    guard let letter = try tx.letters.find(due.id) else { return .useless("Its row is gone.") }
    let facts = FactsGatherer(tx: tx, letter: letter, sender: sender, publicAddress: publicAddress(), now: now)
    if try facts.isSilenced() { return .useless("Its reader is to be left in peace.") }
    guard let addressed = try facts.addressed() else { return .useless("Its reader is gone.") }
    guard let address = addressed.email else {
      return letter.kind.isForCalendarOnly ? .useless("No calendar is reached by hands.") : .byHands(addressed.way)
    }
    guard let words = try facts.words(for: addressed) else { return .useless("What it tells of is gone.") }
    let written = try writer.write(
      words, to: addressed.reader, from: facts.area(for: addressed), style: addressed.style)
    let replyTo = try facts.replyTo(for: addressed)
    return .mail(try mail(written, due, to: address, style: addressed.style, area: replyTo), to: address)
  }

  /// The words of a letter for somebody who reads it aloud or prints it.
  package func wordsForHands(_ id: ID<Letter>, _ sql: any SQLTransaction, now: Instant) throws -> WrittenLetter? {
    let tx = StoreTransaction(sql, keys: keys)
    guard let letter = try tx.letters.find(id) else { return nil }
    // A link is for the reader alone: whoever reads a letter aloud is given none.
    let facts = FactsGatherer(tx: tx, letter: letter, sender: sender, publicAddress: nil, now: now)
    guard let addressed = try facts.addressed(forHands: true), let words = try facts.words(for: addressed) else {
      return nil
    }
    return try writer.write(words, to: addressed.reader, from: facts.area(for: addressed), style: addressed.style)
  }

  private func signInCode(_ due: DueLetter, _ tx: StoreTransaction) throws -> Composition {
    guard let (address, code) = try tx.outbox.signInCode(due.id) else { return .useless("Its code is gone.") }
    let area = try due.area.flatMap { try tx.areas.find($0) } ?? tx.areas.all().first
    guard let area else { return .useless("There is no area to sign for it.") }
    let facts = LetterFacts.signInCode(SignInCodeFacts(code: "\(code.prefix(4)) \(code.dropFirst(4))", minutes: 10))
    // A code goes to whoever opens the mailbox: for everyone it names neither person nor scheme.
    let style = LetterStyle(discreet: true)
    let written = try writer.write(
      facts, to: ReaderFacts(name: nil), from: FactsGatherer.facts(of: area), style: style)
    return .mail(try mail(written, due, to: address, style: style, area: nil), to: address)
  }

  private func mail(
    _ written: WrittenLetter, _ due: DueLetter, to address: EmailAddress, style: LetterStyle, area: MailAddress?
  ) throws -> [UInt8] {
    let calendar = written.calendar.map { file in
      MailCalendar(method: file.method == .request ? .request : .cancel, body: file.body)
    }
    return try MIME.bytes(
      of: MailMessage(
        messageID: due.messageID, dateMillis: due.createdAt.millis,
        from: MailAddress(name: style.discreet ? "Breather" : area?.name ?? "Breather", address: sender.text),
        replyTo: style.discreet ? nil : area, to: MailAddress(address: address.text), subject: written.subject,
        text: written.text, html: written.html, calendar: calendar))
  }
}

/// What is to be done with a letter that is due.
package enum Composition: Sendable {
  /// The whole message, as bytes for the mail server.
  case mail([UInt8], to: EmailAddress)
  /// It cannot go by e-mail any more; the way that is safe now.
  case byHands(LetterWay)
  /// It is of no use any more; why, without anybody's data.
  case useless(String)
}

/// To whom a letter goes, as things stand now.
struct Addressed {
  let way: LetterWay
  let email: EmailAddress?
  let reader: ReaderFacts
  let style: LetterStyle
  /// Whether a calendar file may come with it.
  let calendar: Bool
  let canSignIn: Bool
  /// Whether the reader may act for the carer; true for whoever is not in a carer's place.
  var mayAct = true
  /// Whether we may write as to somebody we know: the address is proven, or hands deliver the words.
  let isKnown: Bool
}
