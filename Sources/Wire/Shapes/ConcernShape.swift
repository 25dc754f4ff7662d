/// What somebody is told who has raised a concern.
package struct ConcernRaisedShape: Codable, Sendable, Equatable {
  package var id: String
  package var area: String
  /// `999`, only when somebody is in danger now.
  package var call: String?
  package var areaPhone: String
  package var message: String

  /// Puts an answer together.
  package init(id: String, area: String, call: String?, areaPhone: String, message: String) {
    self.id = id
    self.area = area
    self.call = call
    self.areaPhone = areaPhone
    self.message = message
  }
}

/// A concern in a list, without what it says.
package struct ConcernListedShape: Codable, Sendable, Equatable {
  package var id: String
  package var area: String
  package var about: String
  package var dangerNow: Bool
  package var state: String
  package var raisedAt: String
  package var version: Int

  /// Puts an answer together.
  package init(
    id: String, area: String, about: String, dangerNow: Bool, state: String, raisedAt: String, version: Int
  ) {
    self.id = id
    self.area = area
    self.about = about
    self.dangerNow = dangerNow
    self.state = state
    self.raisedAt = raisedAt
    self.version = version
  }
}

/// A concern as one of the named people reads it.
package struct ConcernShape: Codable, Sendable, Equatable {
  package var id: String
  package var area: String
  package var about: String
  package var dangerNow: Bool
  package var words: String
  package var bookingReference: String?
  package var partner: Named?
  package var carer: Named?
  package var raisedBy: Voice
  package var raisedAt: String
  package var state: String
  package var closedAt: String?
  package var notes: [Note]
  package var version: Int

  /// What a concern is said to be about; the name only where there is one in its area.
  package struct Named: Codable, Sendable, Equatable {
    package var id: String
    package var name: String?

    /// Names something.
    package init(id: String, name: String?) {
      self.id = id
      self.name = name
    }
  }

  /// Who raised it, and the ways that are safe.
  package struct Voice: Codable, Sendable, Equatable {
    package var name: String
    package var phone: String?
    package var email: String?
    package var callBetween: String?
    package var leaveMessage: Bool?
    package var note: String?

    /// Says who and how.
    package init(
      name: String, phone: String?, email: String?, callBetween: String?, leaveMessage: Bool?, note: String?
    ) {
      self.name = name
      self.phone = phone
      self.email = email
      self.callBetween = callBetween
      self.leaveMessage = leaveMessage
      self.note = note
    }
  }

  /// What one of the named people added.
  package struct Note: Codable, Sendable, Equatable {
    package var id: String
    package var kind: String
    package var words: String
    package var by: String
    package var at: String

    /// Puts a note together.
    package init(id: String, kind: String, words: String, by: String, at: String) {
      self.id = id
      self.kind = kind
      self.words = words
      self.by = by
      self.at = at
    }
  }

  /// Puts an answer together.
  package init(
    id: String, area: String, about: String, dangerNow: Bool, words: String, bookingReference: String?,
    partner: Named?, carer: Named?, raisedBy: Voice, raisedAt: String, state: String, closedAt: String?,
    notes: [Note], version: Int
  ) {
    self.id = id
    self.area = area
    self.about = about
    self.dangerNow = dangerNow
    self.words = words
    self.bookingReference = bookingReference
    self.partner = partner
    self.carer = carer
    self.raisedBy = raisedBy
    self.raisedAt = raisedAt
    self.state = state
    self.closedAt = closedAt
    self.notes = notes
    self.version = version
  }
}

/// Those who are named to read an area's concerns.
package struct SafeguardingPeopleShape: Codable, Sendable, Equatable {
  package var people: [Named]

  /// Somebody who is named.
  package struct Named: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    package var namedAt: String
    /// Only when they may not sign in any more.
    package var disabled: Bool?

    /// Names somebody.
    package init(id: String, name: String, namedAt: String, disabled: Bool?) {
      self.id = id
      self.name = name
      self.namedAt = namedAt
      self.disabled = disabled
    }
  }

  /// Puts an answer together.
  package init(people: [Named]) { self.people = people }
}
