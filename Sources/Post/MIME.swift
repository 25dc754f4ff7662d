/// Writes letters as the bytes that go over the wire.
package enum MIME {
  /// The name of the calendar file a person sees attached.
  static let calendarFileName = "invite.ics"

  /// A letter as RFC 5322 bytes: every line ends in CRLF, body lines are at most 76 characters, only ASCII.
  ///
  /// The same letter gives the same bytes each time, so a retry is a true repeat. A letter with a calendar carries it
  /// twice: as the last alternative, which Outlook and Gmail turn into buttons, and as a file for everyone else.
  /// - Throws: `MailFault` before anything is written, when a field could forge a header or a command.
  /// - Source: RFC 5322, RFC 2045...2047, RFC 3834 (Auto-Submitted), RFC 6047 (calendar parts).
  package static func bytes(of message: MailMessage) throws(MailFault) -> [UInt8] {
    try check(message)
    var out: [UInt8] = []
    out.reserveCapacity(4096 + 2 * message.text.utf8.count + 2 * (message.html?.utf8.count ?? 0))
    writeHeaders(of: message, to: &out)
    writeBody(of: message, to: &out)
    return out
  }

  private static func check(_ message: MailMessage) throws(MailFault) {
    try MailFault.refuseControls(in: message.messageID, .messageID)
    try MailFault.refuseControls(in: message.subject, .subject)
    try MailFault.refuseControls(in: calendarFileName, .fileName)
    if let name = message.from.name { try MailFault.refuseControls(in: name, .fromName) }
    if let name = message.replyTo?.name { try MailFault.refuseControls(in: name, .replyToName) }
    if let name = message.to.name { try MailFault.refuseControls(in: name, .toName) }
    try message.from.check(as: .from)
    try message.replyTo?.check(as: .replyTo)
    try message.to.check(as: .to)
    try checkMessageID(message.messageID)
    if let calendar = message.calendar, methods(in: calendar.body) != [calendar.method.rawValue] {
      throw .calendarMethod
    }
  }

  private static func checkMessageID(_ id: String) throws(MailFault) {
    let sides = Array(id.utf8).split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard id.utf8.count <= 250, sides.count == 2, sides.allSatisfy(MailAddress.isDotAtom) else { throw .messageID }
  }

  /// What the calendar's METHOD lines say: one, if it is well made.
  private static func methods(in body: String) -> [String] {
    body.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap { line in
      let line = String(decoding: line, as: UTF8.self)
      guard line.uppercased().hasPrefix("METHOD:") else { return nil }
      return line.dropFirst("METHOD:".count).uppercased()
    }
  }

  private static func writeHeaders(of message: MailMessage, to out: inout [UInt8]) {
    out.line(MIMEHeader.mailbox("From", message.from))
    if let replyTo = message.replyTo { out.line(MIMEHeader.mailbox("Reply-To", replyTo)) }
    out.line(MIMEHeader.mailbox("To", message.to))
    out.line(MIMEHeader.text("Subject", message.subject))
    out.line("Date: " + MIMEHeader.date(millis: message.dateMillis))
    out.line("Message-ID: <\(message.messageID)>")
    out.line("Auto-Submitted: auto-generated")
    out.line("MIME-Version: 1.0")
  }

  private static func writeBody(of message: MailMessage, to out: inout [UInt8]) {
    let text = MIMEPart.text(message.text, subtype: "plain")
    var choices = [text]
    if let html = message.html { choices.append(.text(html, subtype: "html")) }
    guard let calendar = message.calendar else {
      let letter = choices.count == 1 ? text : .several("alternative", choices, id: message.messageID)
      letter.write(to: &out)
      return
    }
    let body = MIMELines.withCRLF(calendar.body)
    choices.append(
      MIMEPart(
        headers: ["Content-Type: text/calendar; charset=utf-8; method=\(calendar.method.rawValue)"],
        content: .base64(body)))
    let file = MIMEPart(
      headers: [
        "Content-Type: application/ics; name=\"\(calendarFileName)\"",
        "Content-Disposition: attachment; filename=\"\(calendarFileName)\"",
      ],
      content: .base64(body))
    let letter = MIMEPart.several("alternative", choices, id: message.messageID)
    MIMEPart.several("mixed", [letter, file], id: message.messageID).write(to: &out)
  }
}
