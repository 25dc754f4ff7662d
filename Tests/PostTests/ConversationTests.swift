import Foundation
import MailSink
import Post
import TestYard
import Testing

@Suite(.inTurn) struct ConversationTests {
  @Test func `a letter arrives byte for byte`() async throws {
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter(html: "<p>Dear Ann</p>", calendar: Sample.calendar(.request)))
    #expect(await office.send(letter) == .sent)
    let caught = await office.sink.letters()
    #expect(caught.map(\.bytes) == [letter])
    #expect(caught.map(\.from) == ["breaks@example.org"])
    #expect(caught.map(\.to) == [["ann@example.org"]])
    try await office.close()
  }

  @Test(arguments: [
    ".\r\n", "..\r\n", "a\r\n.\r\nb\r\n", ".a\r\n.\r\n.\r\n", "\r\n\r\n.\r\n\r\n", "no dots\r\n",
  ])
  func `lines that begin with dots arrive as they were`(body: String) async throws {
    let office = try await PostOffice.open()
    let letter = Array("Subject: dots\r\n\r\n\(body)".utf8)
    #expect(await office.send(letter) == .sent)
    #expect(await office.sink.letters().map(\.bytes) == [letter])
    try await office.close()
  }

  @Test func `a long letter arrives byte for byte`() async throws {
    let office = try await PostOffice.open()
    let lines = (0..<40_000).map { ".\($0) a line that begins with a dot\r\n" }.joined()
    let letter = Array("Subject: long\r\n\r\n\(lines)".utf8)
    #expect(await office.send(letter) == .sent)
    #expect(await office.sink.letters().map(\.bytes) == [letter])
    try await office.close()
  }

  @Test func `two hundred letters go over one connection, in order`() async throws {
    let office = try await PostOffice.open()
    for number in 1...200 {
      let letter = try MIME.bytes(of: Sample.letter(id: "\(number)@breather.example"))
      #expect(await office.send(letter, to: "carer\(number)@example.org") == .sent)
    }
    #expect(await office.sink.letters().map(\.to) == (1...200).map { ["carer\($0)@example.org"] })
    #expect(office.sink.connections == 1)
    try await office.close()
  }

  @Test func `a kept connection may live longer than one letter's time limit`() async throws {
    let office = try await PostOffice.open(
      timeouts: .init(connectSeconds: 1, responseSeconds: 1, totalSeconds: 1))
    let letter = try MIME.bytes(of: Sample.letter())
    #expect(await office.send(letter) == .sent)
    try await Task.sleep(for: .milliseconds(1500))
    #expect(await office.send(letter) == .sent)
    #expect(office.sink.connections == 1)
    try await office.close()
  }

  @Test func `letters handed over at the same time are each sent once`() async throws {
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter())
    let outcomes = await withTaskGroup(of: SMTPOutcome.self) { group in
      for number in 1...40 { group.addTask { await office.send(letter, to: "carer\(number)@example.org") } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes == Array(repeating: .sent, count: 40))
    #expect(Set(await office.sink.letters().flatMap(\.to)).count == 40)
    try await office.close()
  }

  @Test func `letters wait while the server is away and go when it is back`() async throws {
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter())
    #expect(await office.send(letter) == .sent)
    try await office.sink.stop()
    let kept = try ClosedPort(office.sink.port)
    #expect(
      await office.send(letter)
        == .unreachable(say: "Nothing accepts connections at the mail server's address and port."))
    let back = try await MailSink.start(port: office.sink.port)
    #expect(await office.send(letter) == .sent)
    #expect(await back.letters().map(\.bytes) == [letter])
    office.sender.close()
    try await back.stop()
    withExtendedLifetime(kept) {}
  }

  @Test func `a connection that died unnoticed costs no letter a try`() async throws {
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter())
    #expect(await office.send(letter) == .sent)
    // The server says goodbye in the middle of the next conversation, once.
    office.sink.behaviour.onlyConnection = 1
    office.sink.behaviour.refusals = [.sender: 421]
    #expect(await office.send(letter) == .sent)
    #expect(office.sink.connections == 2)
    #expect(await office.sink.letters().count == 2)
    try await office.close()
  }

  @Test func `a closed sender sends nothing and says so`() async throws {
    let office = try await PostOffice.open()
    office.sender.close()
    let outcome = await office.send(try MIME.bytes(of: Sample.letter()))
    #expect(outcome == .unreachable(say: "The sender is closing; no letter goes out any more."))
    #expect(office.sink.connections == 0)
    try await office.close()
  }

  @Test func `a sender logs in when it has a login`() async throws {
    let office = try await PostOffice.open(login: ("breather", "correct horse"))
    #expect(await office.send(try MIME.bytes(of: Sample.letter())) == .sent)
    office.sink.behaviour.refusals = [.login: 535]
    let second = SMTPSender(
      settings: try SMTPSettings(url: "smtp://127.0.0.1:\(office.sink.port)", tls: .none).login(
        user: "breather", password: "wrong"))
    let outcome = await second.send(
      try MIME.bytes(of: Sample.letter()), from: "breaks@example.org", to: "ann@example.org")
    #expect(
      outcome == .loginRefused(code: 535, say: "The mail server refuses our login, or wants one (535 5.0.0)."))
    second.close()
    try await office.close()
  }
}
