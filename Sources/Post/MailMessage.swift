/// One letter to one person, as words and addresses, before it becomes bytes.
package struct MailMessage: Sendable {
  /// Without angle brackets; fixed before the first try and kept for every retry, so that mail programs fold repeats.
  package var messageID: String
  /// When the letter was written: milliseconds since 1970 in UTC. Becomes the `Date` header.
  package var dateMillis: Int64
  package var from: MailAddress
  package var replyTo: MailAddress?
  package var to: MailAddress
  package var subject: String
  /// The words for people who read plain text; always there.
  package var text: String
  package var html: String?
  package var calendar: MailCalendar?

  /// Only puts the parts together; `MIME.bytes(of:)` does the checking.
  package init(
    messageID: String,
    dateMillis: Int64,
    from: MailAddress,
    replyTo: MailAddress? = nil,
    to: MailAddress,
    subject: String,
    text: String,
    html: String? = nil,
    calendar: MailCalendar? = nil
  ) {
    self.messageID = messageID
    self.dateMillis = dateMillis
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.calendar = calendar
  }
}

/// A calendar file that travels with a letter.
package struct MailCalendar: Sendable {
  /// What the mail program should do with it. Source: RFC 5546, section 1.4.
  package enum Method: String, Sendable, CaseIterable {
    case request = "REQUEST"
    case cancel = "CANCEL"
    case publish = "PUBLISH"
  }

  package var method: Method
  /// The iCalendar text; its METHOD line must say the same as `method`.
  package var body: String

  package init(method: Method, body: String) {
    self.method = method
    self.body = body
  }
}
