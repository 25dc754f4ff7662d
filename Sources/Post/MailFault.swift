/// The part of a letter a fault speaks of, so that it need not repeat what stood there.
package enum MailField: String, Sendable, Equatable, CaseIterable {
  case messageID = "message id"
  case from = "sender's address"
  case fromName = "sender's name"
  case replyTo = "reply address"
  case replyToName = "reply name"
  case to = "recipient's address"
  case toName = "recipient's name"
  case subject = "subject"
  case fileName = "file name"
  case url = "mail server's URL"
  case heloName = "name we greet the mail server with"
  case user = "mail user"
  case password = "mail password"
}

/// Why a letter, or the settings to send it with, cannot be used as they are. Never holds what was wrong, only where.
package enum MailFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// What an address lacks.
  package enum AddressFault: String, Sendable, Equatable {
    case notASCII = "has letters outside ASCII"
    case length = "is empty or longer than 254 characters"
    case notBare = "is not a bare local@domain"
  }

  /// A line break or another control character where it could forge a header or an SMTP command.
  case control(MailField)
  case address(MailField, AddressFault)
  /// The message id is not `left@right`, at most 250 characters.
  case messageID
  /// The calendar's METHOD line is missing or says something else than the letter.
  case calendarMethod
  /// A setting that cannot work, such as a URL that is not `smtp://` or `smtps://`.
  case setting(MailField)

  package var description: String {
    switch self {
    case .control(let field): "The \(field.rawValue) has a control character in it."
    case .address(let field, let fault): "The \(field.rawValue) \(fault.rawValue)."
    case .messageID: "The message id is not of the form left@right."
    case .calendarMethod: "The calendar's METHOD does not say what the letter says."
    case .setting(let field): "The \(field.rawValue) cannot be used."
    }
  }

  /// Refuses bytes below 0x20, and 0x7F: libcurl 7.88 passes CR and LF through into the conversation.
  ///
  /// It looks at bytes, because "\r\n" is one Character and a search for "\n" would miss it.
  static func refuseControls(in text: String, _ field: MailField) throws(MailFault) {
    if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw .control(field) }
  }
}
