import NIOCore

/// One client's SMTP conversation. Source: RFC 5321; RFC 2920 (PIPELINING), 1870 (SIZE), 6152 (8BITMIME), 4954 (AUTH).
struct MailSinkConversation {
  static let commandLengthMax = 2048
  static let letterLineMax = 998
  static let letterBytesMax = 10 * 1024 * 1024
  static let recipientsMax = 100

  /// The client has left, or is shown the door.
  struct Over: Error {}

  private let room: MailSinkRoom
  /// Which connection it is, 1 for the first.
  private let number: Int
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var lines: MailSinkLines
  private var hasGreeted = false
  private var from: String?
  private var to: [String] = []

  /// Talks with one client until one of the two has enough.
  static func hold(
    _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, number: Int, in room: MailSinkRoom
  ) async throws {
    try await client.executeThenClose { inbound, outbound in
      var conversation = MailSinkConversation(
        room: room, number: number, outbound: outbound, lines: MailSinkLines(inbound))
      do {
        try await conversation.run()
      } catch is Over {
        return
      }
    }
  }

  private init(
    room: MailSinkRoom, number: Int, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, lines: MailSinkLines
  ) {
    self.room = room
    self.number = number
    self.outbound = outbound
    self.lines = lines
  }

  private mutating func run() async throws {
    if try await refuses(at: .greeting) { throw Over() }
    try await say("220 mailsink.localhost ESMTP catches every letter, delivers none", at: .greeting)
    while let line = try await lines.next(lengthMax: Self.commandLengthMax) {
      guard case .whole(let buffer) = line else {
        try await say("500 5.5.2 Line too long or not ended by CRLF")
        throw Over()
      }
      try await answer(String(buffer: buffer))
    }
  }

  private mutating func answer(_ line: String) async throws {
    let verb = line.prefix { $0 != " " }.uppercased()
    let rest = String(line.dropFirst(verb.count + 1))
    switch verb {
    case "EHLO": try await hello(extended: true)
    case "HELO": try await hello(extended: false)
    case "AUTH": try await login(rest)
    case "MAIL": try await sender(rest)
    case "RCPT": try await recipient(rest)
    case "DATA": try await data()
    case "RSET":
      forgetLetter()
      try await say("250 2.0.0 Forgotten")
    case "NOOP":
      if try await !refuses(at: .noop) { try await say("250 2.0.0 Well", at: .noop) }
    case "VRFY": try await say("252 2.5.2 Send it and see")
    case "HELP": try await say("214 2.0.0 RFC 5321")
    case "QUIT":
      try await say("221 2.0.0 Goodbye")
      throw Over()
    default: try await say("502 5.5.1 No such command here")
    }
  }

  private mutating func hello(extended: Bool) async throws {
    if try await refuses(at: .hello) { return }
    forgetLetter()
    hasGreeted = true
    guard extended else { return try await say("250 mailsink.localhost", at: .hello) }
    let offers = ["PIPELINING", "8BITMIME", "SIZE \(Self.letterBytesMax)", "AUTH PLAIN LOGIN", "ENHANCEDSTATUSCODES"]
    try await say(
      (["mailsink.localhost"] + offers.dropLast()).map { "250-\($0)\r\n" }.joined() + "250 \(offers[4])", at: .hello)
  }

  /// Takes any login: it shows that a client can log in, not who it is.
  private mutating func login(_ rest: String) async throws {
    let words = rest.split(separator: " ")
    let prompts: Int
    switch words.first?.uppercased() {
    case "PLAIN": prompts = words.count > 1 ? 0 : 1
    case "LOGIN": prompts = words.count > 1 ? 1 : 2
    default: return try await say("504 5.5.4 Only PLAIN and LOGIN")
    }
    for _ in 0..<prompts {
      try await say("334 ")
      guard try await lines.next(lengthMax: Self.commandLengthMax) != nil else { throw Over() }
    }
    if try await refuses(at: .login) { return }
    try await say("235 2.7.0 Welcome", at: .login)
  }

  private mutating func sender(_ rest: String) async throws {
    guard hasGreeted, from == nil else { return try await say("503 5.5.1 Not now") }
    guard let (address, parameters) = Self.path(in: rest, after: "FROM:") else {
      return try await say("501 5.5.4 MAIL FROM:<address> is wanted")
    }
    for parameter in parameters {
      let pair = parameter.uppercased().split(separator: "=", maxSplits: 1).map(String.init)
      switch pair.first {
      case "SIZE":
        guard let size = pair.last.flatMap(Int.init), size <= Self.letterBytesMax else {
          return try await say("552 5.3.4 Too large a letter")
        }
      case "BODY", "AUTH": continue
      default: return try await say("555 5.5.4 No such parameter here")
      }
    }
    if try await refuses(at: .sender) { return }
    from = address
    try await say("250 2.1.0 Sender noted", at: .sender)
  }

  private mutating func recipient(_ rest: String) async throws {
    guard from != nil else { return try await say("503 5.5.1 MAIL comes first") }
    guard let (address, parameters) = Self.path(in: rest, after: "TO:"), !address.isEmpty, parameters.isEmpty else {
      return try await say("501 5.5.4 RCPT TO:<address> is wanted")
    }
    guard to.count < Self.recipientsMax else { return try await say("452 4.5.3 Too many recipients") }
    if try await refuses(at: .recipient, recipient: address) { return }
    to.append(address)
    try await say("250 2.1.5 Recipient noted", at: .recipient)
  }

  private mutating func data() async throws {
    guard let from, !to.isEmpty else { return try await say("503 5.5.1 MAIL and RCPT come first") }
    if try await refuses(at: .data) { return }
    try await say("354 End with a dot on a line of its own", at: .data)
    let letter = try await readLetter()
    defer { forgetLetter() }
    let behaviour = room.behaviour
    if case .afterLetter(let kept) = behaviour.cut {
      if kept, case .success(let bytes) = letter { try room.keep(bytes, from: from, to: to) }
      throw Over()
    }
    if try await refuses(at: .letter) { return }
    switch letter {
    case .failure(let refusal): try await say(refusal.reply)
    case .success(let bytes):
      do {
        try room.keep(bytes, from: from, to: to)
      } catch {
        return try await say("452 4.3.1 The letter cannot be kept")
      }
      try await say("250 2.0.0 Caught", at: .letter)
    }
  }

  /// Why a letter that was read to its end is not kept.
  private struct LetterRefusal: Error {
    var reply: String
  }

  /// Reads to the final dot, even of a letter it will refuse, and takes off the dots the client added.
  private mutating func readLetter() async throws -> Result<[UInt8], LetterRefusal> {
    var bytes: [UInt8] = []
    var refusal: LetterRefusal?
    var total = 0
    while let line = try await lines.next(lengthMax: Self.letterLineMax + 1) {
      if total > 2 * Self.letterBytesMax { throw Over() }
      switch line {
      case .tooLong:
        total += Self.letterLineMax
        refusal = refusal ?? LetterRefusal(reply: "554 5.6.0 A line of more than 998 bytes")
      case .loneBreak: refusal = refusal ?? LetterRefusal(reply: "554 5.6.0 A line break that is not CRLF")
      case .whole(let buffer):
        let content = buffer.readableBytesView
        if content.count == 1, content.first == UInt8(ascii: ".") {
          return refusal.map { .failure($0) } ?? .success(bytes)
        }
        if room.behaviour.cut == .inLetter { throw Over() }
        total += content.count + 2
        if total > Self.letterBytesMax { refusal = refusal ?? LetterRefusal(reply: "552 5.3.4 Too large a letter") }
        guard refusal == nil else { continue }
        bytes.append(contentsOf: content.first == UInt8(ascii: ".") ? content.dropFirst() : content)
        bytes.append(contentsOf: [0x0D, 0x0A])
      }
    }
    throw Over()
  }

  private mutating func forgetLetter() {
    from = nil
    to = []
  }

  /// The address in `FROM:<address> …` and the parameters after it.
  private static func path(in rest: String, after keyword: String) -> (address: String, parameters: [Substring])? {
    guard rest.uppercased().hasPrefix(keyword) else { return nil }
    let rest = rest.dropFirst(keyword.count).drop { $0 == " " }
    guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
    let address = rest[rest.index(after: rest.startIndex)..<end]
    guard !address.contains("<"), address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
    return (String(address), rest[rest.index(after: end)...].split(separator: " "))
  }

  /// Misbehaves, if asked to at this moment.
  /// - Returns: whether the client got its refusal and nothing more is to be said.
  private func refuses(at moment: MailSinkBehaviour.Moment, recipient: String? = nil) async throws -> Bool {
    let behaviour = room.behaviour
    if behaviour.cut == .atMoment(moment) { throw Over() }
    if behaviour.silentAt == moment {
      while true { try await Task.sleep(for: .seconds(3600)) }
    }
    guard let code = behaviour.refusals[moment] else { return false }
    if let only = behaviour.onlyConnection, only != number { return false }
    if let recipient, let only = behaviour.onlyRecipient, only.lowercased() != recipient.lowercased() { return false }
    try await say("\(code) \(code / 100).0.0 Refused as asked", at: moment)
    if code == 421 { throw Over() }
    return true
  }

  private func say(_ line: String, at moment: MailSinkBehaviour.Moment? = nil) async throws {
    let behaviour = room.behaviour
    if behaviour.delayMillis > 0 && (behaviour.delayOnlyAt == nil || behaviour.delayOnlyAt == moment) {
      try await Task.sleep(for: .milliseconds(behaviour.delayMillis))
    }
    try await outbound.write(ByteBuffer(string: line + "\r\n"))
  }
}
