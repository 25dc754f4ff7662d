import Breaks
import UseCases
import Wire

extension SafeguardingPeopleShape {
  /// Those who are named for an area.
  init(_ people: [SafeguardingPerson]) {
    self.init(
      people: people.map {
        Named(id: $0.id.text, name: $0.name, namedAt: $0.namedAt.text, disabled: $0.disabled ? true : nil)
      })
  }
}

extension ConcernRaisedShape {
  /// Where help is.
  init(_ raised: ConcernRaised) {
    self.init(
      id: raised.id.text, area: raised.area.text, call: raised.dangerNow ? ConcernRules.emergency : nil,
      areaPhone: raised.areaPhone.typed,
      message: ConcernRules.answer(
        dangerNow: raised.dangerNow, phone: raised.areaPhone, isRead: raised.isRead))
  }
}

extension ConcernListedShape {
  /// A concern in a list: nothing of what it says.
  init(_ concern: Concern) {
    self.init(
      id: concern.id.text, area: concern.area.text, about: concern.about.rawValue, dangerNow: concern.dangerNow,
      state: concern.state.rawValue, raisedAt: concern.raisedAt.text, version: concern.version)
  }
}

extension ConcernShape {
  /// A concern as one of the named people reads it.
  init(_ read: ConcernRead) {
    let (concern, voice) = (read.concern, read.raisedBy)
    self.init(
      id: concern.id.text, area: concern.area.text, about: concern.about.rawValue, dangerNow: concern.dangerNow,
      words: concern.said.words, bookingReference: concern.said.booking?.shown,
      partner: concern.said.partner.map { Named(id: $0.text, name: read.partnerName) },
      carer: concern.said.carer.map { Named(id: $0.text, name: read.carerName) },
      raisedBy: Voice(
        name: voice.name, phone: voice.phone?.typed, email: voice.email?.text, callBetween: voice.callBetween,
        leaveMessage: voice.leaveMessage ? true : nil, note: voice.note),
      raisedAt: concern.raisedAt.text, state: concern.state.rawValue, closedAt: concern.closedAt?.text,
      notes: read.notes.map { Note($0) }, version: concern.version)
  }
}

extension ConcernShape.Note {
  /// A note with the name of who wrote it.
  init(_ read: ConcernNoteRead) {
    self.init(
      id: read.note.id.text, kind: read.note.kind.rawValue, words: read.note.words, by: read.byName,
      at: read.note.at.text)
  }
}
