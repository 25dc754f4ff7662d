import Breaks
import Wire

extension CarerRegisteredShape {
  init(_ carer: Carer) {
    self.init(id: carer.id.text, reference: carer.reference.shown, state: carer.state.rawValue)
  }
}

extension CarerGlimpseShape {
  init(_ glimpse: CarerGlimpse) {
    self.init(
      id: glimpse.id.text, name: glimpse.name, outwardCode: glimpse.outwardCode, birthYear: glimpse.birthYear,
      state: glimpse.state.rawValue, flags: glimpse.flags)
  }
}

extension CarerShape {
  init(_ carer: Carer) {
    let details = carer.details
    self.init(
      id: carer.id.text, reference: carer.reference.shown, state: carer.state.rawValue, name: details.name,
      emailProven: details.email != nil && carer.emailProvenAt != nil, postcode: details.postcode.text,
      birthDate: details.birthDate.text, area: details.area.text,
      languages: details.languages.map { LanguageSkillShape($0) }, food: FoodShape(details.food),
      access: details.access.map(\.rawValue), formats: details.formats.map(\.rawValue),
      contact: SafeContactShape(details.contact), caring: Caring(details.caring), consents: ConsentsKept(carer),
      createdAt: carer.createdAt.text, version: carer.version)
    verifiedAt = carer.verifiedAt?.text
    email = details.email?.text
    phone = details.phone?.typed
    address = details.address
    responsibleAdult = details.responsibleAdult.map { ResponsibleAdultShape($0) }
    quiet = carer.quiet.map { QuietShape($0) }
  }
}

extension CarerShape.Caring {
  fileprivate init(_ caring: CaringSituation) {
    self.init(
      hoursPerWeek: caring.hoursPerWeek, since: caring.since?.text,
      caresFor: caring.caresFor.map { CaredFor(relation: $0.relation, needs: $0.needs) },
      canLeaveOvernight: caring.canLeaveOvernight, needsReplacementCare: caring.needsReplacementCare)
  }
}

extension CarerShape.ConsentsKept {
  fileprivate init(_ carer: Carer) {
    func kept(_ kind: ConsentKind) -> Kept {
      let record = carer.consents.first { $0.kind == kind }
      // What was never asked was never agreed to.
      guard let record else {
        return Kept(value: false, at: carer.createdAt.text, how: "api", by: "self", noticeVersion: "-")
      }
      let by = record.by.flatMap { $0 == carer.person ? nil : $0.text } ?? "self"
      // The contract has no word for a list that was loaded.
      let how = ["web", "phone", "read", "heard", "posted"].contains(record.how) ? record.how : "api"
      return Kept(
        value: record.value, at: record.at.text, how: how, by: by, noticeVersion: record.noticeVersion)
    }
    self.init(privacy: kept(.privacy), shareWithPartners: kept(.shareWithPartners), news: kept(.news))
  }
}

extension LanguageSkillShape {
  init(_ skill: LanguageSkill) {
    self.init(tag: skill.tag.text, speaks: skill.speaks, reads: skill.reads, interpreter: skill.interpreter)
  }
}

extension SafeContactShape {
  init(_ contact: SafeContact) {
    self.init(
      safeBy: contact.safeBy.map(\.rawValue), discreet: contact.discreet, leaveMessage: contact.leaveMessage,
      callBetween: contact.callBetween, calendar: contact.calendar, emailSignIn: contact.emailSignIn,
      note: contact.note)
  }
}

extension ResponsibleAdultShape {
  init(_ adult: ResponsibleAdult) {
    self.init(
      name: adult.name, relation: adult.relation.rawValue, contact: adult.contact.text,
      agreedAt: adult.agreedAt.text, how: adult.how, mayAct: adult.mayAct)
  }
}
