import Breaks
import Store

/// A concern as one of the named people reads it.
package struct ConcernRead: Sendable {
  package let concern: Concern
  package let raisedBy: ConcernVoice
  /// The names of what it is said to be about, where that is there and in the concern's area.
  package let carerName: String?
  package let partnerName: String?
  package let notes: [ConcernNoteRead]
}

/// A note of a concern, with the name of who wrote it.
package struct ConcernNoteRead: Sendable {
  package let note: ConcernNote
  package let byName: String
}

/// Who raised a concern, and how they can be spoken to safely.
package struct ConcernVoice: Sendable, Equatable {
  package let name: String
  /// Only while it is safe.
  package let phone: UKPhone?
  /// Only while it is safe.
  package let email: EmailAddress?
  package let callBetween: String?
  package let leaveMessage: Bool
  package let note: String?
}

extension Errand {
  /// The concerns the caller is named to read, newest first, without what they say.
  ///
  /// - Throws: `Refusal.notAllowed` for whoever is named for no area; `Invalid` at `/area` for one that is not theirs.
  package func concerns(
    in area: AreaSlug?, state: ConcernState?, after: (Instant, ID<Concern>)?, limit: Int
  ) throws -> [Concern] {
    let caller = try signedIn()
    var areas = try store.safeguarding.areas(of: caller.person)
    guard !areas.isEmpty else { throw Refusal.notAllowed }
    if let area {
      guard areas.contains(area) else {
        throw Invalid([Problem("/area", "not_found", "There is no area of this name, or it is not yours.")])
      }
      areas = [area]
    }
    let asked = ConcernsAsked(areas: areas, reader: caller.person, state: state, after: after)
    let found = try store.concerns.list(asked, limit: limit)
    try note("concerns_listed", "concern", "many")
    return found
  }

  /// One concern, for those named for its area; every reading is audited.
  ///
  /// - Throws: `Refusal.notFound` for everybody else, whatever their role.
  package func concern(_ id: ID<Concern>) throws -> ConcernRead {
    let concern = try namedConcern(id)
    try note("concern_read", "concern", id.text)
    return try read(concern)
  }

  /// Adds what one of the named people has done or learnt.
  ///
  /// - Throws: as `concern`.
  package func addNote(_ words: String, to id: ID<Concern>) throws -> ConcernNoteRead {
    let caller = try signedIn()
    try store.hold(.concern(id))
    let concern = try namedConcern(id)
    let added = ConcernNote(id: world.id(), kind: .note, words: words, by: caller.person, at: now)
    try store.concerns.add(added, to: concern)
    try note("concern_noted", "concern", id.text)
    return ConcernNoteRead(note: added, byName: caller.name)
  }

  /// Closes a concern, with the words that say how it ended.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: as `concern`; `Refusal.changedMeanwhile`, `.wrongState`.
  package func closeConcern(_ id: ID<Concern>, _ words: String, ifVersion: Int?) throws -> ConcernRead {
    let caller = try signedIn()
    try store.hold(.concern(id))
    let concern = try namedConcern(id)
    try requireVersion(ifVersion, is: concern.version)
    guard concern.state == .open else { throw Refusal.wrongState }
    let closing = ConcernNote(id: world.id(), kind: .closing, words: words, by: caller.person, at: now)
    try store.concerns.close(concern, with: closing)
    try note("concern_closed", "concern", id.text)
    guard let closed = try store.concerns.find(id) else { throw Refusal.notFound }
    return try read(closed)
  }

  /// How many open concerns the caller is named to read; nil for whoever is named for no area.
  func openConcerns(for person: ID<Person>) throws -> Int? {
    let areas = try store.safeguarding.areas(of: person)
    return areas.isEmpty ? nil : try store.concerns.countOpen(in: areas, for: person)
  }

  private func namedConcern(_ id: ID<Concern>) throws -> Concern {
    let caller = try signedIn()
    let areas = try store.safeguarding.areas(of: caller.person)
    guard !areas.isEmpty, let concern = try store.concerns.find(id), areas.contains(concern.area),
      concern.keptFrom != caller.person
    else { throw Refusal.notFound }
    return concern
  }

  private func read(_ concern: Concern) throws -> ConcernRead {
    let notes = try store.concerns.notes(of: concern.id)
    var names: [ID<Person>: String] = [:]
    for id in Set(notes.map(\.by)) { names[id] = try store.people.find(id)?.details.name }
    let carer = try concern.said.carer.flatMap { try store.carers.find($0)?.details }
    let partner = try concern.said.partner.flatMap { try store.partners.find($0)?.details }
    return ConcernRead(
      concern: concern, raisedBy: try voice(of: concern.raisedBy),
      carerName: carer.flatMap { $0.area == concern.area ? $0.name : nil },
      partnerName: partner.flatMap { $0.area == concern.area ? $0.name : nil },
      notes: notes.map { ConcernNoteRead(note: $0, byName: names[$0.by] ?? "") })
  }

  /// A carer is spoken to only by ways that are safe; a young one never through the adult, whom it may be about.
  private func voice(of id: ID<Person>) throws -> ConcernVoice {
    guard let person = try store.people.find(id)?.details else { throw Refusal.notFound }
    let carer = try store.people.carer(of: id).flatMap { try store.carers.find($0)?.details }
    let contact = carer?.contact
    let safe = Set(contact?.safeBy ?? ContactWay.allCases)
    return ConcernVoice(
      name: person.name, phone: safe.contains(.phone) ? person.phone : nil,
      email: safe.contains(.email) ? person.email : nil, callBetween: contact?.callBetween,
      leaveMessage: contact?.leaveMessage ?? false, note: contact?.note)
  }
}
