import MailSink
import Post
import TestYard
import Testing

@Suite(.inTurn) struct ProbeTests {
  @Test func `a probe finds a well server well and sends nothing`() async throws {
    let office = try await PostOffice.open()
    #expect(await office.sender.probe() == .sent)
    #expect(await office.sink.letters().isEmpty)
    #expect(await office.send(try MIME.bytes(of: Sample.letter())) == .sent)
    try await office.close()
  }

  @Test func `a probe says in words what is wrong`() async throws {
    let office = try await PostOffice.open(
      timeouts: .init(connectSeconds: 1, responseSeconds: 1, totalSeconds: 3))
    let sink = office.sink
    sink.behaviour.refusals = [.greeting: 421]
    #expect(
      await office.sender.probe().say == "The mail server put us off (421 4.0.0 while waiting for its greeting).")
    sink.behaviour.refusals = [.hello: 550]
    #expect(
      await office.sender.probe().say
        == "The mail server refuses to talk to us (550 5.0.0 while introducing ourselves).")
    sink.behaviour.refusals = [.noop: 450]
    #expect(
      await office.sender.probe().say == "The mail server put us off (450 4.0.0 while asking whether it is well).")
    sink.behaviour = MailSinkBehaviour()
    sink.behaviour.silentAt = .greeting
    #expect(
      await office.sender.probe().say == "The mail server gave no answer in time while waiting for its greeting.")
    try await office.close()
    let closed = try ClosedPort()
    let sender = SMTPSender(settings: try SMTPSettings(url: "smtp://127.0.0.1:\(closed.port)", tls: .none))
    #expect(await sender.probe().say == "Nothing accepts connections at the mail server's address and port.")
    sender.close()
  }

  @Test func `a probe names a server that DNS does not know`() async throws {
    let sender = SMTPSender(settings: try SMTPSettings(url: "smtp://mail.invalid:25", tls: .required))
    #expect(await sender.probe().say == "The mail server's name is not known to DNS.")
    sender.close()
  }
}
