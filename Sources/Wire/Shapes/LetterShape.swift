/// A letter that hands must deliver.
package struct LetterShape: Codable, Sendable, Equatable {
  package var id: String
  package var by: String
  package var state: String
  package var kind: String
  package var area: String
  package var to: Addressee
  package var reference: String?
  /// Until when places are kept that the letter offers.
  package var until: String?
  /// Only where one letter is shown, never in a list; so is `text`.
  package var subject: String?
  package var text: String?
  package var createdAt: String
  package var version: Int

  /// Whom the letter is for, and how hands reach them.
  package struct Addressee: Codable, Sendable, Equatable {
    package var name: String
    package var phone: String?
    package var address: String?
    package var callBetween: String?
    package var leaveMessage: Bool?
    package var note: String?

    /// Names whom a letter is for.
    package init(
      name: String, phone: String?, address: String?, callBetween: String?, leaveMessage: Bool?, note: String?
    ) {
      self.name = name
      self.phone = phone
      self.address = address
      self.callBetween = callBetween
      self.leaveMessage = leaveMessage
      self.note = note
    }
  }

  /// Puts an answer together.
  package init(
    id: String, by: String, state: String, kind: String, area: String, to: Addressee, reference: String?,
    until: String? = nil, subject: String?, text: String?, createdAt: String, version: Int
  ) {
    self.id = id
    self.by = by
    self.state = state
    self.kind = kind
    self.area = area
    self.to = to
    self.reference = reference
    self.until = until
    self.subject = subject
    self.text = text
    self.createdAt = createdAt
    self.version = version
  }
}

/// How often a refusal was given in an area on a day.
package struct RefusalCountShape: Codable, Sendable, Equatable {
  package var day: String
  package var area: String
  package var code: String
  package var count: Int

  /// Counts refusals.
  package init(day: String, area: String, code: String, count: Int) {
    self.day = day
    self.area = area
    self.code = code
    self.count = count
  }
}
