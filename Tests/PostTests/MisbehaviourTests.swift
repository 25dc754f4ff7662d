import MailSink
import Post
import TestYard
import Testing

/// What is left of an outcome without its sentence.
private enum Verdict: Equatable {
  case sent, temporary(Int), permanent(Int, atRecipient: Bool), loginRefused(Int), unreachable, unknown

  init(_ outcome: SMTPOutcome) {
    switch outcome {
    case .sent: self = .sent
    case .temporary(let code, _): self = .temporary(code)
    case .permanent(let code, let atRecipient, _): self = .permanent(code, atRecipient: atRecipient)
    case .loginRefused(let code, _): self = .loginRefused(code)
    case .unreachable: self = .unreachable
    case .unknown: self = .unknown
    }
  }
}

private struct Case: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var verdict: Verdict
  /// Letters the server has afterwards.
  var kept = 0
  var manners: @Sendable (inout MailSinkBehaviour) -> Void
}

@Suite(.inTurn) struct MisbehaviourTests {
  private static let refusals: [Case] = [
    Case(testDescription: "421 as greeting", verdict: .temporary(421)) { $0.refusals = [.greeting: 421] },
    Case(testDescription: "450 as greeting", verdict: .temporary(450)) { $0.refusals = [.greeting: 450] },
    Case(testDescription: "554 as greeting", verdict: .temporary(554)) { $0.refusals = [.greeting: 554] },
    Case(testDescription: "550 at EHLO", verdict: .temporary(550)) { $0.refusals = [.hello: 550] },
    Case(testDescription: "530 at MAIL", verdict: .loginRefused(530)) { $0.refusals = [.sender: 530] },
    Case(testDescription: "452 at MAIL", verdict: .temporary(452)) { $0.refusals = [.sender: 452] },
    Case(testDescription: "550 at MAIL", verdict: .temporary(550)) { $0.refusals = [.sender: 550] },
    Case(testDescription: "421 at MAIL", verdict: .temporary(421)) { $0.refusals = [.sender: 421] },
    Case(testDescription: "450 at RCPT", verdict: .temporary(450)) { $0.refusals = [.recipient: 450] },
    Case(testDescription: "550 at RCPT", verdict: .permanent(550, atRecipient: true)) {
      $0.refusals = [.recipient: 550]
    },
    Case(testDescription: "552 at RCPT", verdict: .temporary(552)) { $0.refusals = [.recipient: 552] },
    Case(testDescription: "451 at DATA", verdict: .temporary(451)) { $0.refusals = [.data: 451] },
    Case(testDescription: "554 at DATA", verdict: .permanent(554, atRecipient: false)) { $0.refusals = [.data: 554] },
    Case(testDescription: "451 after the dot", verdict: .temporary(451)) { $0.refusals = [.letter: 451] },
    Case(testDescription: "452 after the dot", verdict: .temporary(452)) { $0.refusals = [.letter: 452] },
    Case(testDescription: "552 after the dot", verdict: .temporary(552)) { $0.refusals = [.letter: 552] },
    Case(testDescription: "554 after the dot", verdict: .permanent(554, atRecipient: false)) {
      $0.refusals = [.letter: 554]
    },
  ]

  private static let breaks: [Case] = [
    Case(testDescription: "cut at greeting", verdict: .unreachable) { $0.cut = .atMoment(.greeting) },
    Case(testDescription: "cut at EHLO", verdict: .unreachable) { $0.cut = .atMoment(.hello) },
    Case(testDescription: "cut at MAIL", verdict: .unreachable) { $0.cut = .atMoment(.sender) },
    Case(testDescription: "cut at RCPT", verdict: .unreachable) { $0.cut = .atMoment(.recipient) },
    Case(testDescription: "cut at DATA", verdict: .unreachable) { $0.cut = .atMoment(.data) },
    Case(testDescription: "cut in the letter", verdict: .unknown) { $0.cut = .inLetter },
    Case(testDescription: "cut after the dot, letter lost", verdict: .unknown) { $0.cut = .afterLetter(kept: false) },
    Case(testDescription: "cut after the dot, letter kept", verdict: .unknown, kept: 1) {
      $0.cut = .afterLetter(kept: true)
    },
    Case(testDescription: "silent at greeting", verdict: .unreachable) { $0.silentAt = .greeting },
    Case(testDescription: "silent at RCPT", verdict: .unreachable) { $0.silentAt = .recipient },
    Case(testDescription: "silent after the dot", verdict: .unknown) { $0.silentAt = .letter },
    Case(testDescription: "slow, but in time", verdict: .sent, kept: 1) { $0.delayMillis = 100 },
    Case(testDescription: "a greeting later than the connect limit", verdict: .sent, kept: 1) {
      $0.delayMillis = 1300
      $0.delayOnlyAt = .greeting
    },
    Case(testDescription: "thinks over the letter longer than over a command", verdict: .sent, kept: 1) {
      $0.delayMillis = 2500
      $0.delayOnlyAt = .letter
    },
  ]

  @Test(arguments: refusals + breaks)
  private func `what the server does decides what becomes of the letter`(example: Case) async throws {
    let office = try await PostOffice.open(
      timeouts: .init(connectSeconds: 1, responseSeconds: 2, totalSeconds: 4), behaviour: example.manners)
    let outcome = await office.send(try MIME.bytes(of: Sample.letter(text: "Canary: oat milk")))
    #expect(Verdict(outcome) == example.verdict, "\(outcome)")
    #expect(await office.sink.letters().count == example.kept)
    for word in ["ann@", "carer", "example", "breaks@", "oat"] {
      #expect(outcome.say?.lowercased().contains(word) != true)
    }
    // Whatever went wrong, the next letter starts afresh.
    office.sink.behaviour = MailSinkBehaviour()
    #expect(await office.send(try MIME.bytes(of: Sample.letter())) == .sent)
    try await office.close()
  }

  @Test func `a bad address stops nobody else's letter`() async throws {
    let office = try await PostOffice.open {
      $0.refusals = [.recipient: 550]
      $0.onlyRecipient = "gone@example.org"
    }
    let letter = try MIME.bytes(of: Sample.letter())
    #expect(await office.send(letter, to: "ann@example.org") == .sent)
    #expect(
      await office.send(letter, to: "gone@example.org")
        == .permanent(code: 550, atRecipient: true, say: "The mail server refuses the recipient (550 5.0.0)."))
    #expect(await office.send(letter, to: "bob@example.org") == .sent)
    #expect(await office.sink.letters().flatMap(\.to) == ["ann@example.org", "bob@example.org"])
    try await office.close()
  }

  @Test func `without encryption on offer nothing is sent that must be encrypted`() async throws {
    let office = try await PostOffice.open()
    let sender = SMTPSender(settings: try SMTPSettings(url: "smtp://127.0.0.1:\(office.sink.port)", tls: .required))
    let outcome = await sender.send(
      try MIME.bytes(of: Sample.letter()), from: "breaks@example.org", to: "ann@example.org")
    #expect(
      outcome
        == .unreachable(say: "The mail server does not offer encryption (STARTTLS), and we may not send without."))
    #expect(await office.sink.letters().isEmpty)
    sender.close()
    try await office.close()
  }
}
