import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

/// Letters are claimed by lease, sent once, and settled by who holds the claim.
@Suite(.onEveryEngine) struct OutboxTests {
  @Test func `one worker's claim keeps the others away until it lapses`() async throws {
    let box = try await Box()
    let letter = try await box.write()
    #expect(try await box.claim(box.first).map(\.id) == [letter])
    #expect(try await box.claim(box.second).isEmpty)
    box.town.clock.pass(seconds: 60)
    #expect(try await box.claim(box.second).isEmpty)
    box.town.clock.pass(seconds: 1)
    let taken = try await box.claim(box.second)
    #expect(taken.map(\.id) == [letter])
    #expect(taken.first?.tries == 2)
  }

  @Test func `a letter that was taken over is settled by its new owner only`() async throws {
    let box = try await Box()
    let letter = try await box.write()
    _ = try await box.claim(box.first)
    box.town.clock.pass(seconds: 61)
    _ = try await box.claim(box.second)
    #expect(try await box.settle(letter, box.first, .failed(trouble: "timed out")) == false)
    #expect(try await box.state(letter) == .sending)
    #expect(try await box.settle(letter, box.second, .sent))
    #expect(try await box.state(letter) == .sent)
    #expect(try await box.settle(letter, box.second, .failed(trouble: "timed out")) == false)
    #expect(try await box.state(letter) == .sent)
  }

  @Test func `a claim that lapsed but was not taken over still settles`() async throws {
    let box = try await Box()
    let letter = try await box.write()
    _ = try await box.claim(box.first)
    box.town.clock.pass(hours: 1)
    #expect(try await box.settle(letter, box.first, .sent))
    #expect(try await box.claim(box.second).isEmpty)
  }

  @Test func `two workers at once share the letters and none goes to both`() async throws {
    let box = try await Box()
    var written: [ID<Letter>] = []
    for _ in 0..<6 { written.append(try await box.write()) }
    async let left = box.claim(box.first, limit: 4)
    async let right = box.claim(box.second, limit: 4)
    let (mine, theirs) = (try await left.map(\.id), try await right.map(\.id))
    #expect(Set(mine).isDisjoint(with: theirs))
    #expect(Set(mine + theirs) == Set(written))
  }

  @Test func `a sign-in code goes before letters that have waited longer`() async throws {
    let box = try await Box()
    let older = try await box.write()
    box.town.clock.pass(minutes: 5)
    let address = try EmailAddress(text: Box.address)
    try await box.town.carryOut { try $0.startSignIn(address) }
    let due = try await box.claim(box.first)
    #expect(due.map(\.kind) == [.signInCode, .carerVerified])
    #expect(due.last?.id == older)
    #expect(due.first?.expiresAt == box.town.clock.now.adding(seconds: 600))
  }

  @Test func `no more is claimed than was asked for, the oldest first`() async throws {
    let box = try await Box()
    var written: [ID<Letter>] = []
    for _ in 0..<3 {
      written.append(try await box.write())
      box.town.clock.pass(seconds: 1)
    }
    #expect(try await box.claim(box.first, limit: 2).map(\.id) == Array(written.prefix(2)))
    #expect(try await box.claim(box.second, limit: 2).map(\.id) == Array(written.suffix(1)))
  }

  @Test func `what was cancelled never passes what was confirmed, to one reader`() async throws {
    let box = try await Box()
    let reference = try await box.booked()
    box.town.clock.pass(seconds: 1)
    let cancelled = try await box.town.post(
      "/v1/bookings/\(reference)/cancel", ["why": "illness"], token: box.carer.token)
    #expect(cancelled.status == 200)
    let first = try await box.claim(box.first)
    #expect(Set(first.map(\.kind)) == [.bookingConfirmed, .partnerNewBooking])
    #expect(try await box.claim(box.second).isEmpty)

    let hers = try #require(first.first { $0.kind == .bookingConfirmed })
    let later = box.town.clock.now.adding(seconds: 300)
    #expect(try await box.settle(hers.id, box.first, .again(at: later, trouble: "busy")))
    #expect(try await box.claim(box.second).isEmpty)

    let theirs = try #require(first.first { $0.kind == .partnerNewBooking })
    #expect(try await box.settle(theirs.id, box.first, .sent))
    let undone = try #require(try await box.claim(box.second).first)
    #expect(undone.kind == .partnerBookingCancelled)
    #expect(try await box.settle(undone.id, box.second, .sent))

    box.town.clock.set(later)
    #expect(try await box.claim(box.first).map(\.id) == [hers.id])
    #expect(try await box.settle(hers.id, box.first, .failed(trouble: "no such mailbox")))
    #expect(try await box.claim(box.first).map(\.kind) == [.bookingCancelled])
  }

  @Test func `a letter is not tried again before its time`() async throws {
    let box = try await Box()
    let letter = try await box.write()
    let claimed = try #require(try await box.claim(box.first).first)
    #expect(claimed.tries == 1)
    let later = box.town.clock.now.adding(seconds: 120)
    #expect(try await box.settle(letter, box.first, .again(at: later, trouble: "busy")))
    #expect(try await box.state(letter) == .queued)
    box.town.clock.pass(seconds: 119)
    #expect(try await box.claim(box.second).isEmpty)
    box.town.clock.pass(seconds: 1)
    let again = try #require(try await box.claim(box.second).first)
    #expect(again.id == letter)
    #expect(again.tries == 2)
    #expect(again.messageID == claimed.messageID)
  }

  @Test(arguments: [
    (LetterOutcome.sent, LetterState.sent), (.failed(trouble: "no such mailbox"), .failed), (.forHands(.toDo), .toDo),
    (.forHands(.withheld), .withheld), (.dropped(trouble: "too old"), .dropped),
  ])
  func `a settled letter is never claimed again`(outcome: LetterOutcome, state: LetterState) async throws {
    let box = try await Box()
    let letter = try await box.write()
    _ = try await box.claim(box.first)
    #expect(try await box.settle(letter, box.first, outcome))
    #expect(try await box.state(letter) == state)
    box.town.clock.pass(hours: 48)
    #expect(try await box.claim(box.second).isEmpty)
  }

  @Test func `nobody settles what nobody has claimed`() async throws {
    let box = try await Box()
    let letter = try await box.write()
    #expect(try await box.settle(letter, box.first, .sent) == false)
    #expect(try await box.state(letter) == .queued)
  }

  @Test(arguments: [LetterWay.phone, .post, .withheld])
  func `only e-mail leaves through the outbox`(way: LetterWay) async throws {
    let box = try await Box()
    _ = try await box.write(by: way, state: way == .withheld ? .withheld : .toDo)
    box.town.clock.pass(hours: 48)
    #expect(try await box.claim(box.first).isEmpty)
  }

  @Test func `a restarted server has all letters free at once, and those that were settled stay so`() async throws {
    let box = try await Box()
    let sent = try await box.write()
    _ = try await box.claim(box.first)
    _ = try await box.settle(sent, box.first, .sent)
    let inHand = try await box.write()
    _ = try await box.claim(box.first)
    try await box.town.carryOut { try $0.store.outbox.freeClaims() }
    #expect(try await box.settle(inHand, box.first, .sent) == false)
    #expect(try await box.claim(box.second).map(\.id) == [inHand])
  }
}

/// A town with a carer, whose outbox a test has emptied before it begins, and two workers.
private struct Box: Sendable {
  static let address = "aisha@example.org"

  let town: Town
  let carer: (id: String, token: String)
  let first: ID<OutboxClaim>
  let second: ID<OutboxClaim>
  private let offer: Break

  init() async throws {
    town = try await Town.make()
    try await town.area()
    offer = try await town.offer(of: town.host())
    carer = try await town.carer(["email": .string(Box.address)])
    (first, second) = (ID(town.market.world.newID()), ID(town.market.world.newID()))
    try await town.carryOut { _ = try $0.store.sql.execute("DELETE FROM letter") }
  }

  /// Writes a letter to the carer that tells of no booking.
  func write(by way: LetterWay = .email, state: LetterState = .queued) async throws -> ID<Letter> {
    let reader: ID<Carer> = try ID(text: carer.id)
    return try await town.carryOut { errand in
      let id: ID<Letter> = errand.world.id()
      try errand.store.letters.enqueue(
        Letter(
          id: id, kind: .carerVerified, area: AreaSlug(stored: "liverpool"), recipient: .carer(reader),
          subject: LetterSubject(), by: way, state: state, createdAt: errand.now, version: 1))
      return id
    }
  }

  /// Books for the carer and gives the reference.
  func booked() async throws -> String {
    let booked = try await town.book(offer, carer.token)
    guard let reference = booked.json["reference"]?.text else { throw TownFault.refused(booked.text) }
    return reference
  }

  /// Claims for a minute.
  func claim(_ owner: ID<OutboxClaim>, limit: Int = 100) async throws -> [DueLetter] {
    try await town.carryOut {
      try $0.store.outbox.claim(limit: limit, leaseSeconds: 60, owner: owner, now: $0.now)
    }
  }

  func settle(_ letter: ID<Letter>, _ owner: ID<OutboxClaim>, _ outcome: LetterOutcome) async throws -> Bool {
    try await town.carryOut { try $0.store.outbox.settle(letter, owner: owner, outcome, now: $0.now) }
  }

  func state(_ letter: ID<Letter>) async throws -> LetterState? {
    try await town.carryOut { try $0.store.letters.find(letter)?.state }
  }
}
