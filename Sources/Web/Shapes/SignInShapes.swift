import Breaks
import UseCases
import Wire

extension SessionShape {
  /// A session as its owner sees it, once.
  init(_ session: Session) {
    self.init(
      token: session.token, expiresAt: session.expiresAt.text, roles: session.roles.map(RoleShape.init))
  }
}

extension PeopleToChooseShape {
  /// The people who share an address.
  init(_ people: [PersonLabel]) {
    self.init(people: people.map { PersonLabelShape(id: $0.id.text, label: $0.label) })
  }
}

extension MeShape {
  /// Whoever asks.
  init(_ me: Me) {
    self.init(
      id: me.id.text, name: me.name, roles: me.roles.map(RoleShape.init), areas: me.areas.map(\.text),
      carerId: me.carer?.text, actsFor: me.actsFor.map { ActedForShape(id: $0.carer.text, name: $0.name) },
      concernsOpen: me.concernsOpen)
  }
}
