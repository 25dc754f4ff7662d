import Breaks
import UseCases
import Wire

extension PrescriptionShape {
  init(_ seen: PrescriptionSeen) {
    let prescription = seen.prescription
    let details = prescription.details
    self.init(
      code: prescription.code.shown, state: seen.state.rawValue, area: prescription.area.text,
      carer: CarerNamed(details.carer, showsHealth: seen.showsHealth), needs: details.needs,
      urgency: details.urgency.rawValue, consent: Consent(details.consent),
      prescriber: PrescriberNamed(
        name: details.prescriber.name, profession: details.prescriber.profession.rawValue,
        registration: details.prescriber.registration?.text),
      issuedAt: prescription.issuedAt.text, issuedBy: seen.issuedBy, contactBy: prescription.contactBy.text,
      expiresOn: prescription.expiresOn.text, version: prescription.version)
    reason = seen.showsHealth ? details.reason : nil
    budgetPence = details.budgetPence?.value
    redeemedAt = prescription.redeemedAt?.text
    practice = prescription.practice.map { PracticeNamed(odsCode: $0.odsCode.text, name: $0.name) }
  }
}

extension PrescriptionShape.CarerNamed {
  fileprivate init(_ carer: PrescribedCarer, showsHealth: Bool) {
    self.init(
      name: carer.name, postcode: carer.postcode.text, birthDate: carer.birthDate.text,
      languages: carer.languages.map { LanguageSkillShape($0) }, formats: carer.formats.map(\.rawValue),
      contact: SafeContactShape(carer.contact))
    email = carer.email?.text
    phone = carer.phone?.typed
    address = carer.address
    nhsNumber = showsHealth ? carer.nhsNumber?.shown : nil
    responsibleAdult = carer.responsibleAdult.map { ResponsibleAdultShape($0) }
  }
}

extension PrescriptionShape.Consent {
  fileprivate init(_ consent: PrescriptionConsent) {
    self.init(
      given: consent.given, recordedAt: consent.recordedAt.text, by: consent.by.rawValue,
      messageBack: consent.messageBack)
  }
}
