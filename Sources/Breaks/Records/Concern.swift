/// Something that worries somebody: about a child, an adult, or how a partner behaves.
///
/// Only the people who are named for its area read it: no role opens it, not even a coordinator's or an administrator's.
package struct Concern: Sendable, Equatable {
  package let id: ID<Concern>
  package let area: AreaSlug
  package let about: ConcernAbout
  /// Whether somebody was in danger when it was raised.
  package let dangerNow: Bool
  package let said: ConcernSaid
  package let raisedBy: ID<Person>
  package let raisedAt: Instant
  /// Whom it is about, where that is somebody who signs in: they do not read it, though they be named.
  package let keptFrom: ID<Person>?
  package let state: ConcernState
  package let closedAt: Instant?
  /// Raised by one at every note, and when it is closed.
  package let version: Int

  /// Puts a concern together.
  package init(
    id: ID<Concern>, area: AreaSlug, about: ConcernAbout, dangerNow: Bool, said: ConcernSaid, raisedBy: ID<Person>,
    raisedAt: Instant, keptFrom: ID<Person>?, state: ConcernState = .open, closedAt: Instant? = nil, version: Int = 1
  ) {
    self.id = id
    self.area = area
    self.about = about
    self.dangerNow = dangerNow
    self.said = said
    self.raisedBy = raisedBy
    self.raisedAt = raisedAt
    self.keptFrom = keptFrom
    self.state = state
    self.closedAt = closedAt
    self.version = version
  }
}

/// What a concern is about.
package enum ConcernAbout: String, CaseIterable, Sendable, Codable {
  case child, adult
  case partnerConduct = "partner_conduct"
  case other
}

/// Whether somebody still looks after a concern.
package enum ConcernState: String, CaseIterable, Sendable, Codable { case open, closed }

/// What was said when a concern was raised; kept sealed as a whole.
package struct ConcernSaid: Sendable, Equatable, Codable {
  /// 1...4000 characters.
  package var words: String
  /// What it has to do with, as it was said: nobody has looked whether there is such a thing.
  package var booking: Reference?
  package var partner: ID<Partner>?
  package var carer: ID<Carer>?

  /// Puts together what was said.
  package init(words: String, booking: Reference? = nil, partner: ID<Partner>? = nil, carer: ID<Carer>? = nil) {
    self.words = words
    self.booking = booking
    self.partner = partner
    self.carer = carer
  }
}

/// A concern as it is raised.
package struct ConcernRequest: Sendable, Equatable {
  package var about: ConcernAbout
  package var dangerNow: Bool
  /// The one area of whoever raises it, when left out.
  package var area: AreaSlug?
  package var said: ConcernSaid

  /// Puts a request together.
  package init(about: ConcernAbout, dangerNow: Bool, area: AreaSlug?, said: ConcernSaid) {
    self.about = about
    self.dangerNow = dangerNow
    self.area = area
    self.said = said
  }
}

/// What one of the named people added to a concern.
package struct ConcernNote: Sendable, Equatable {
  package let id: ID<ConcernNote>
  package let kind: ConcernNoteKind
  /// 1...4000 characters; kept sealed.
  package let words: String
  package let by: ID<Person>
  package let at: Instant

  /// Puts a note together.
  package init(id: ID<ConcernNote>, kind: ConcernNoteKind, words: String, by: ID<Person>, at: Instant) {
    self.id = id
    self.kind = kind
    self.words = words
    self.by = by
    self.at = at
  }
}

/// Whether a note only adds to a concern, or says how it ended.
package enum ConcernNoteKind: String, CaseIterable, Sendable, Codable { case note, closing }

/// Somebody who is named to read an area's concerns.
package struct SafeguardingPerson: Sendable, Equatable {
  package let id: ID<Person>
  package let name: String
  package let namedAt: Instant
  /// Whether they may not sign in any more, and so read nothing.
  package let disabled: Bool

  /// Names somebody.
  package init(id: ID<Person>, name: String, namedAt: Instant, disabled: Bool) {
    self.id = id
    self.name = name
    self.namedAt = namedAt
    self.disabled = disabled
  }
}
