import MailSink
import Post
import TestYard
import Testing

@Suite(.inTurn) struct RefusedInputTests {
  private static let controls = ["\r\n", "\n", "\r", "\u{0}", "\t", "\u{1B}", "\u{7F}"]

  @Test(arguments: controls)
  func `a control character in any field is refused before a byte is written`(control: String) {
    let bad = "a\(control)Bcc: evil@example.org"
    var letters: [MailField: MailMessage] = [:]
    for field in [MailField.subject, .messageID, .toName, .to, .fromName, .from, .replyToName, .replyTo] {
      var letter = Sample.letter()
      switch field {
      case .subject: letter.subject = bad
      case .messageID: letter.messageID = bad
      case .toName: letter.to.name = bad
      case .to: letter.to.address = bad
      case .fromName: letter.from.name = bad
      case .from: letter.from.address = bad
      case .replyToName: letter.replyTo = MailAddress(name: bad, address: "desk@example.org")
      default: letter.replyTo = MailAddress(address: bad)
      }
      letters[field] = letter
    }
    #expect(letters.count == 8)
    for (field, letter) in letters {
      #expect(throws: MailFault.control(field)) { try MIME.bytes(of: letter) }
    }
  }

  @Test(arguments: [
    "", "ann", "@example.org", "ann@", "ann@@example.org", "a b@example.org", "<ann@example.org>",
    "Ann <ann@example.org>", "ann@example.org>", "ann,bob@example.org", "\"a b\"@example.org", ".ann@example.org",
    "ann.@example.org", "a..b@example.org", "ann@exa_mple.org", "ann@-example.org", "ann@example..org",
    "ann@example.org.", "ann@[127.0.0.1]", "ann@example.org SIZE=1", "José@example.org", "ann@exämple.org",
    "ann@example.org\r\nRCPT TO:<evil@example.org>", "ann@example.org\n", "ann\u{0}@example.org",
    "\(String(repeating: "a", count: 65))@example.org",
    "ann@\(String(repeating: "abcdefghi.", count: 25))org",
  ])
  func `an address that is not bare and ASCII never reaches the server`(address: String) async throws {
    #expect(throws: MailFault.self) { try MIME.bytes(of: Sample.letter(to: MailAddress(address: address))) }
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter())
    let toOutcome = await office.sender.send(letter, from: "breaks@example.org", to: address)
    let fromOutcome = await office.sender.send(letter, from: address, to: "ann@example.org")
    guard case .permanent(code: 0, atRecipient: true, let sayTo) = toOutcome,
      case .permanent(code: 0, atRecipient: false, let sayFrom) = fromOutcome
    else {
      Issue.record("\(toOutcome) \(fromOutcome)")
      return
    }
    if address.count > 3 { #expect(!sayTo.contains(address) && !sayFrom.contains(address)) }
    #expect(office.sink.connections == 0)
    try await office.close()
  }

  @Test(arguments: [
    "a@b", "ann.o'carer+breaks@mail.example.org", "x!#$%&*/=?^_`{|}~-@example.org", "ann@xn--exmple-cua.org",
    "\(String(repeating: "a", count: 64))@example.org",
  ])
  func `an ordinary address, however odd, is taken`(address: String) async throws {
    let office = try await PostOffice.open()
    let letter = try MIME.bytes(of: Sample.letter(to: MailAddress(address: address)))
    #expect(await office.send(letter, to: address) == .sent)
    #expect(await office.sink.letters().map(\.to) == [[address]])
    try await office.close()
  }

  @Test(arguments: [
    "", "no line break", "a\nb\r\n", "a\rb\r\n", "a\r\n.\nb\r\n", "a\r\n.\rb\r\n", "a\r\r\n", "a\n\r\n", "a\u{0}\r\n",
    "a\r\n\r", String(repeating: "a", count: 999) + "\r\n",
  ])
  func `a letter that could break out of its place never reaches the server`(letter: String) async throws {
    let office = try await PostOffice.open()
    guard case .permanent(code: 0, atRecipient: false, _) = await office.send(Array(letter.utf8)) else {
      Issue.record("it was not refused")
      return
    }
    #expect(office.sink.connections == 0)
    #expect(await office.send(Array((String(repeating: "a", count: 998) + "\r\n").utf8)) == .sent)
    try await office.close()
  }

  @Test(arguments: [
    "", "http://mail.example.org", "smtp://", "smtp://mail.example.org:0", "smtp://mail.example.org:99999",
    "smtp://user:secret@mail.example.org", "smtp://mail.example.org/path", "smtp://mail.example.org:25?x",
    "smtp://mail example.org", "smtp://mail.example.org\r\nQUIT", "file:///etc/passwd", "smtp://[::1",
  ])
  func `a mail server's URL that is not a plain smtp or smtps one is refused`(url: String) {
    #expect(throws: MailFault.self) { try SMTPSettings(url: url, tls: .none) }
  }

  @Test(arguments: ["smtp://localhost", "smtp://127.0.0.1:2525", "smtps://mail.example.org:465/", "smtp://[::1]:25"])
  func `a plain URL is taken`(url: String) throws {
    _ = try SMTPSettings(url: url, tls: .required, heloName: "breather.example.org")
  }

  @Test func `a greeting name or login with a line break is refused`() throws {
    #expect(throws: MailFault.control(.heloName)) {
      try SMTPSettings(url: "smtp://localhost", tls: .none, heloName: "a\r\nMAIL FROM:<x@y>")
    }
    #expect(throws: MailFault.setting(.heloName)) {
      try SMTPSettings(url: "smtp://localhost", tls: .none, heloName: "a/b")
    }
    let settings = try SMTPSettings(url: "smtp://localhost", tls: .none)
    #expect(throws: MailFault.control(.user)) { try settings.login(user: "a\n", password: "b") }
    #expect(throws: MailFault.control(.password)) { try settings.login(user: "a", password: "b\u{0}") }
  }
}
