import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct PeopleSignInTests {
  private let email = "v@example.org"

  private func volunteer(_ bench: PeopleBench) async throws -> Person {
    try await bench.person("Vera Nolan", email, [RoleGrant(role: .volunteer, area: bench.liverpool)])
  }

  @Test func `a code is mailed before all other letters, and opens the door once`() async throws {
    let bench = try await PeopleBench()
    let vera = try await volunteer(bench)
    try await bench.askForCode("V@Example.org")
    let letter = try #require(try await bench.letters().first)
    #expect(letter.state == "queued")
    #expect(letter.lane == 0)
    #expect(letter.area == "liverpool")
    #expect(letter.address == "V@example.org")
    #expect(letter.expiresAt == Town.start.adding(seconds: 600))
    #expect(letter.messageID == "\(letter.id.text)@letters.breather.invalid")
    guard case .open(let session) = try await bench.type(letter.code, email) else {
      Issue.record("no session")
      return
    }
    #expect(session.roles.map(\.role) == [.volunteer])
    #expect(session.expiresAt == Town.start.adding(hours: 14 * 24))
    #expect(try await bench.town.market.caller(token: session.token).person == vera.id)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(letter.code, email) }
    let kept = try await bench.town.carryOut { try $0.store.people.find(vera.id) }
    #expect(kept?.emailProvenAt == Town.start)
  }

  @Test func `nothing in the database reads like a code, an address or a token`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    try await bench.askForCode(email)
    let code = try #require(try await bench.codes(in: email).first)
    guard case .open(let session) = try await bench.type(code, email) else { return }
    let stored = try await bench.town.carryOut { errand in
      try errand.store.sql.first("SELECT code_hash FROM sign_in_code")?.bytes("code_hash") ?? []
    }
    #expect(stored.count == 32)
    #expect(stored != sha256(code.utf8))
    let token = try await bench.town.carryOut { errand in
      try errand.store.sql.first("SELECT token_hash FROM session")?.bytes("token_hash") ?? []
    }
    #expect(token == sha256(session.token.utf8))
  }

  @Test func `five wrong tries spend a code, also when the sixth is right`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    try await bench.askForCode(email)
    let code = try #require(try await bench.codes(in: email).first)
    let wrong = code == "00000000" ? "00000001" : "00000000"
    for _ in 0..<5 {
      await #expect(throws: Refusal.codeWrong) { try await bench.type(wrong, email) }
    }
    await #expect(throws: Refusal.codeWrong) { try await bench.type(code, email) }
    bench.town.clock.pass(seconds: 1)
    try await bench.askForCode(email)
    let next = try #require(try await bench.codes(in: email).last)
    for _ in 0..<4 {
      await #expect(throws: Refusal.codeWrong) { try await bench.type(next == wrong ? code : wrong, email) }
    }
    _ = try await bench.type(next, email)
  }

  @Test func `a code lives ten minutes`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    try await bench.askForCode(email)
    let code = try #require(try await bench.codes(in: email).first)
    bench.town.clock.pass(seconds: 600)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(code, email) }
    bench.town.clock.pass(seconds: -1)
    _ = try await bench.type(code, email)
  }

  @Test func `the newest code replaces the older ones`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    try await bench.askForCode(email)
    bench.town.clock.pass(seconds: 1)
    try await bench.askForCode(email)
    let codes = try await bench.codes(in: email)
    #expect(codes.count == 2)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(codes[0], email) }
    _ = try await bench.type(codes[1], email)
  }

  @Test func `a sixth code in an hour is not sent, and does not spoil the fifth`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    for _ in 0..<6 {
      try await bench.askForCode(email)
      bench.town.clock.pass(seconds: 1)
    }
    #expect(try await bench.letters().map(\.state) == Array(repeating: "queued", count: 5) + ["dropped"])
    let codes = try await bench.codes(in: email)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(codes[5], email) }
    _ = try await bench.type(codes[4], email)
    bench.town.clock.pass(hours: 1)
    try await bench.askForCode(email)
    #expect(try await bench.letters().last?.state == "queued")
  }

  @Test func `an address that nobody has costs the same rows, and its letter is dropped`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    try await bench.askForCode(email)
    let known = (try await bench.count("letter"), try await bench.count("sign_in_code"))
    try await bench.askForCode("nobody@example.org")
    let letters = try await bench.letters()
    #expect(letters.count == 2 * known.0)
    #expect(try await bench.count("sign_in_code") == 2 * known.1)
    let dropped = try #require(letters.first { $0.address == "nobody@example.org" })
    #expect(dropped.state == "dropped")
    #expect(dropped.area == nil)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(dropped.code, "nobody@example.org") }
    await #expect(throws: Refusal.codeWrong) { try await bench.type(dropped.code, "never-asked@example.org") }
  }

  @Test func `whoever has no safe mailbox, or is disabled, is sent no code`() async throws {
    let bench = try await PeopleBench()
    let vera = try await volunteer(bench)
    try await bench.town.carryOut { try $0.store.people.setEmailSignIn(vera.id, false) }
    try await bench.askForCode(email)
    try await bench.town.carryOut { try $0.store.people.setEmailSignIn(vera.id, true) }
    _ = try await bench.town.carryOut(as: bench.administrator) { try $0.disablePerson(vera.id, expected: nil) }
    try await bench.askForCode(email)
    #expect(try await bench.letters().map(\.state) == ["dropped", "dropped"])
    for code in try await bench.codes(in: email) {
      await #expect(throws: Refusal.codeWrong) { try await bench.type(code, email) }
    }
  }

  @Test func `people who share an address choose, and only the chosen one's address is proven`() async throws {
    let bench = try await PeopleBench()
    let aisha = try await bench.person("Aisha Khan", email, [RoleGrant(role: .volunteer, area: bench.liverpool)])
    bench.town.clock.pass(seconds: 1)
    let omar = try await bench.person("Omar Khan", email, [RoleGrant(role: .worker, area: bench.wigan)])
    try await bench.askForCode(email)
    let code = try #require(try await bench.codes(in: email).first)
    for _ in 0..<6 {
      #expect(
        try await bench.type(code, email)
          == .choose([PersonLabel(id: aisha.id, label: "Aisha K."), PersonLabel(id: omar.id, label: "Omar K.")]))
    }
    guard case .open(let session) = try await bench.type(code, email, as: omar) else { return }
    #expect(session.roles.map(\.role) == [.worker])
    await #expect(throws: Refusal.codeWrong) { try await bench.type(code, email, as: aisha) }
    let proven = try await bench.town.carryOut { errand in
      try [aisha.id, omar.id].map { try errand.store.people.find($0)?.emailProvenAt != nil }
    }
    #expect(proven == [false, true])
  }

  @Test func `a code is no good for a person of another address`() async throws {
    let bench = try await PeopleBench()
    _ = try await volunteer(bench)
    let boss = try await bench.person("A B", "a@example.org", [RoleGrant(role: .coordinator, area: bench.liverpool)])
    try await bench.askForCode(email)
    let code = try #require(try await bench.codes(in: email).first)
    await #expect(throws: Refusal.codeWrong) { try await bench.type(code, email, as: boss) }
    await #expect(throws: Refusal.codeWrong) { try await bench.type(code, "a@example.org") }
  }

  @Test func `a thousand codes an hour are enough for everybody`() async throws {
    let bench = try await PeopleBench()
    try await bench.town.carryOut { errand in
      for number in 0..<1000 {
        let address = try EmailAddress(text: "a\(number)@example.org")
        try errand.store.signIn.keep(
          GivenCode(
            SignInCode(text: "12345678"), to: address, at: errand.now, expiresAt: errand.now.adding(seconds: 600)),
          id: errand.world.id())
      }
    }
    bench.town.clock.pass(minutes: 50)
    await #expect(throws: Refusal.tooManyCodes(retrySeconds: 600)) { try await bench.askForCode(email) }
    bench.town.clock.pass(minutes: 10)
    try await bench.askForCode(email)
    bench.town.clock.pass(hours: 24)
    try await bench.askForCode(email)
    #expect(try await bench.count("sign_in_code") == 2)
  }
}
