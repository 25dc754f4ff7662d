import Foundation
import MailSink
import Post
import TestYard
import Testing

@Suite(.inTurn) struct MailSinkTests {
  /// Where to leave letters for `.ci/check_letters.py`, if anyone asked.
  private static let lettersForCI = ProcessInfo.processInfo.environment["BREATHER_TEST_LETTERS"]

  @Test func `each letter is kept as a file a mail program can open`() async throws {
    let folder = Self.lettersForCI ?? passingFolder("letters")
    let office = try await PostOffice.open(folder: folder)
    let sian = MailAddress(name: "Siân", address: "sian@example.org")
    let letters = [
      Sample.letter(id: "1@breather.example", text: "Only words.\n"),
      Sample.letter(
        id: "2@breather.example", to: MailAddress(name: Sample.punjabi, address: "ann@example.org"),
        subject: Sample.punjabi, text: Sample.punjabi, html: "<p>\(Sample.punjabi)</p>"),
      Sample.letter(
        id: "3@breather.example", to: sian, subject: Sample.urdu, text: "One\n.\n..two\n", html: "<p>Three</p>",
        calendar: Sample.calendar(.request)),
      Sample.letter(
        id: "4@breather.example", to: sian, subject: Sample.welsh, text: Sample.welsh,
        html: "<p>\(Sample.welsh)</p>", calendar: Sample.calendar(.cancel, sequence: 1)),
    ]
    let before = try FileManager.default.fileExists(atPath: folder) ? names(in: folder).count : 0
    for letter in letters {
      #expect(await office.send(try MIME.bytes(of: letter), to: letter.to.address) == .sent)
    }
    let files = try names(in: folder).dropFirst(before)
    #expect(
      files.map { $0.drop { $0 != "-" } } == [
        "-ann@example.org.eml", "-ann@example.org.eml", "-sian@example.org.eml", "-sian@example.org.eml",
      ])
    for (file, letter) in zip(files, await office.sink.letters()) {
      let path = folder + "/" + file
      #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == letter.bytes)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
    try await office.close()
    if Self.lettersForCI == nil { try FileManager.default.removeItem(atPath: folder) }
  }

  @Test func `a sink that starts again counts on and overwrites nothing`() async throws {
    let folder = passingFolder("again")
    for _ in 1...2 {
      let office = try await PostOffice.open(folder: folder)
      #expect(await office.send(try MIME.bytes(of: Sample.letter()), to: "a/b@example.org") == .sent)
      try await office.close()
    }
    #expect(try names(in: folder) == ["0001-a_b@example.org.eml", "0002-a_b@example.org.eml"])
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `commands out of turn are refused and a pipelined letter is caught`() async throws {
    let sink = try await MailSink.start()
    let client = try RawClient(port: sink.port)
    #expect(await client.codes(1) == [220])
    try await client.say(
      "MAIL FROM:<a@example.org>\r\nHELO x\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSTARTTLS\r\nVRFY b\r\n")
    #expect(await client.codes(6) == [503, 250, 503, 503, 502, 252])
    try await client.say(
      "EHLO x\r\nMAIL FROM:<> SIZE=99999999\r\nMAIL FROM:a@b\r\nMAIL FROM:<a@b> X=1\r\nRCPT TO:<>\r\n")
    #expect(await client.codes(5) == [250, 552, 501, 555, 503])
    try await client.say("MAIL FROM:<a@b>\r\nRSET\r\nRCPT TO:<b@c>\r\nNOOP\r\n")
    #expect(await client.codes(4) == [250, 250, 503, 250])
    try await client.say("MAIL FROM:<> BODY=8BITMIME\r\nRCPT TO:<b@c>\r\nRCPT TO:<d@e>\r\nDATA\r\n..a\r\n.\r\nQUIT\r\n")
    #expect(await client.codes(7) == [250, 250, 250, 354, 250, 221])
    let letters = await sink.letters()
    #expect(letters.map(\.to) == [["b@c", "d@e"]])
    #expect(letters.map(\.bytes) == [Array(".a\r\n".utf8)])
    try await sink.stop()
  }

  @Test(arguments: [
    "a\n.\nMAIL FROM:<evil@b>\r\n", "a\rb\r\n", "a\r\n.\n", String(repeating: "a", count: 1000) + "\r\n",
  ])
  func `a letter two servers could read differently is refused whole`(body: String) async throws {
    let sink = try await MailSink.start()
    let client = try RawClient(port: sink.port)
    try await client.say("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nDATA\r\n\(body).\r\nNOOP\r\n")
    #expect(await client.codes(7) == [220, 250, 250, 250, 354, 554, 250])
    #expect(await sink.letters().isEmpty)
    try await sink.stop()
  }

  @Test func `a letter over ten megabytes is refused and the conversation goes on`() async throws {
    let sink = try await MailSink.start()
    let client = try RawClient(port: sink.port)
    try await client.say("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\nDATA\r\n")
    let megabyte = String(repeating: String(repeating: "a", count: 62) + "\r\n", count: 16_384)
    for _ in 1...10 { try await client.say(megabyte) }
    try await client.say("one more line\r\n.\r\nNOOP\r\n")
    #expect(await client.codes(7) == [220, 250, 250, 250, 354, 552, 250])
    try await sink.stop()
  }

  @Test func `an endless command and a silent client are hung up on`() async throws {
    let sink = try await MailSink.start(idleSeconds: 1)
    let rude = try RawClient(port: sink.port)
    try await rude.say(String(repeating: "a", count: 5000) + "\r\n")
    #expect(await rude.codes(3) == [220, 500])
    let silent = try RawClient(port: sink.port)
    #expect(await silent.codes(3) == [220, 421])
    try await sink.stop()
  }

  @Test func `waiting for letters that never come ends with a count`() async throws {
    let sink = try await MailSink.start()
    await #expect(throws: MailSinkFault.tooFewLetters(caught: 0, wanted: 1)) {
      try await sink.waitForLetters(1, timeoutSeconds: 0.05)
    }
    try await sink.stop()
    try await sink.stop()
  }

  @Test func `a port that is taken is an error`() async throws {
    let sink = try await MailSink.start()
    await #expect(throws: (any Error).self) { _ = try await MailSink.start(port: sink.port) }
    try await sink.stop()
  }

  private func passingFolder(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("breather-\(getpid())-\(name)").path
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
