import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

/// A prescription from the practice to the carer, on a real database.
@Suite(.onEveryEngine) struct CarerPrescriptionTests {
  @Test func `a prescription is issued, redeemed once, and makes the carer verified`() async throws {
    let town = try await CarerTown()
    let practice = try await practice(in: town)
    let prescriber = try await town.caller(.prescriber, practice: practice, profession: .socialPrescriber)
    let request = try asked(town, .urgent)
    let seen = try await town.market.carryOut(as: prescriber) { try $0.issuePrescription(request) }
    #expect(seen.prescription.details.prescriber.name == "Dr Jo Lane" && seen.issuedBy == "Dr Jo Lane")
    #expect(seen.prescription.expiresOn.text == "2027-11-22" && seen.prescription.practice?.id == practice)
    #expect(
      try await town.dump("letter", "kind").split(separator: "\n").sorted() == [
        "prescription_issued", "urgent_prescription",
      ])
    let carer = try await town.register()
    let me = try await town.signIn(carer.person)
    let code = seen.prescription.code
    let redeemed = try await town.market.carryOut(as: me) {
      try $0.redeemPrescription(code, RedeemRequest(), ifVersion: 1)
    }
    #expect(redeemed.state == .redeemed && redeemed.showsHealth && redeemed.prescription.version == 2)
    let again = try await town.market.carryOut(as: me) {
      try $0.redeemPrescription(code, RedeemRequest(), ifVersion: nil)
    }
    #expect(again == redeemed)
    #expect(try await town.market.look(as: me) { try $0.ownRegistration() }.state == .verified)
    let twin = try await town.signIn(try await town.register().person)
    await #expect(throws: Refusal.prescriptionUsed) {
      try await town.market.carryOut(as: twin) { try $0.redeemPrescription(code, RedeemRequest(), ifVersion: nil) }
    }
    let nobodys = Reference(stored: "AAAAAAAAAA")
    await #expect(throws: Refusal.prescriptionNotYours) {
      try await town.market.carryOut(as: me) { try $0.redeemPrescription(nobodys, RedeemRequest(), ifVersion: nil) }
    }
  }

  @Test func `the practice that may not hear sees it as issued; a worker sees how it went`() async throws {
    let town = try await CarerTown()
    let practice = try await practice(in: town)
    let staff = try await town.caller(.practiceStaff, practice: practice)
    let worker = try await town.caller(.worker)
    let me = try await town.signIn(try await town.register().person)
    let request = try asked(town, .soon)
    let code = try await town.market.carryOut(as: staff) { try $0.issuePrescription(request) }.prescription.code
    _ = try await town.market.carryOut(as: me) { try $0.redeemPrescription(code, RedeemRequest(), ifVersion: nil) }
    func states(_ caller: Caller, _ state: PrescriptionState?) async throws -> [PrescriptionState] {
      try await town.market.carryOut(as: caller) {
        try $0.prescriptions(state: state, dueBefore: nil, after: nil, limit: 20).map(\.state)
      }
    }
    #expect(try await states(staff, nil) == [.issued])
    #expect(try await states(staff, .redeemed) == [])
    #expect(try await states(worker, .redeemed) == [.redeemed])
    await #expect(throws: Refusal.wrongState) {
      try await town.market.carryOut(as: staff) { try $0.withdrawPrescription(code, reason: nil, ifVersion: nil) }
    }
    let volunteer = try await town.caller(.volunteer)
    await #expect(throws: Refusal.notAllowed) { try await states(volunteer, nil) }
    await #expect(throws: Refusal.notAllowed) {
      try await town.market.carryOut(as: volunteer) { try $0.prescription(code) }
    }
  }

  @Test func `a volunteer redeems on the phone after checking two facts, and reads no reason`() async throws {
    let town = try await CarerTown()
    let worker = try await town.caller(.worker)
    let request = try asked(town, .routine)
    let code = try await town.market.carryOut(as: worker) { try $0.issuePrescription(request) }.prescription.code
    let carer = try await town.register()
    let volunteer = try await town.caller(.volunteer)
    func redeem(_ checked: [IdentityCheck]) async throws -> PrescriptionSeen {
      let said = RedeemRequest(onBehalf: OnBehalf(carer: carer.id, identityChecked: checked))
      return try await town.market.carryOut(as: volunteer) { try $0.redeemPrescription(code, said, ifVersion: nil) }
    }
    await #expect(throws: Invalid.self) { try await redeem([.name]) }
    #expect(try await redeem([.name, .birthDate]).showsHealth == false)
  }

  @Test func `only one booking is paid for, until it is given back`() async throws {
    let town = try await CarerTown()
    let worker = try await town.caller(.worker)
    let request = try asked(town, .routine)
    let issued = try await town.market.carryOut(as: worker) { try $0.issuePrescription(request) }.prescription
    let me = try await town.signIn(try await town.register().person)
    let (one, two) = (ID<Booking>(id(901)), ID<Booking>(id(902)))
    await #expect(throws: Refusal.prescriptionUsed) {
      try await town.market.carryOut(as: nil) { try $0.store.prescriptions.spend(issued, on: one) }
    }
    _ = try await town.market.carryOut(as: me) {
      try $0.redeemPrescription(issued.code, RedeemRequest(), ifVersion: nil)
    }
    try await town.market.carryOut(as: nil) { try $0.store.prescriptions.spend(issued, on: one) }
    await #expect(throws: Refusal.prescriptionUsed) {
      try await town.market.carryOut(as: nil) { try $0.store.prescriptions.spend(issued, on: two) }
    }
    try await town.market.carryOut(as: nil) { try $0.store.prescriptions.giveBack(from: one) }
    try await town.market.carryOut(as: nil) { try $0.store.prescriptions.spend(issued, on: two) }
  }

  @Test func `reason and NHS number are sealed, and a withdrawn one cannot be redeemed`() async throws {
    let town = try await CarerTown()
    let practice = try await practice(in: town)
    let staff = try await town.caller(.practiceStaff, practice: practice)
    let request = try asked(town, .routine)
    let code = try await town.market.carryOut(as: staff) { try $0.issuePrescription(request) }.prescription.code
    let sealed = try await town.market.database.read { tx in
      Data(try tx.query("SELECT details FROM prescription").map { try $0.bytes("details") }.first ?? [])
    }
    #expect(!sealed.contains(Data("Exhausted".utf8)) && !sealed.contains(Data("9990000018".utf8)))
    let withdrawn = try await town.market.carryOut(as: staff) {
      try $0.withdrawPrescription(code, reason: "Wrong patient.", ifVersion: 1)
    }
    #expect(withdrawn.state == .withdrawn && withdrawn.prescription.details.withdrawnBecause == "Wrong patient.")
    let me = try await town.signIn(try await town.register().person)
    await #expect(throws: Refusal.wrongState) {
      try await town.market.carryOut(as: me) { try $0.redeemPrescription(code, RedeemRequest(), ifVersion: nil) }
    }
  }

  @Test func `who prescribes must be named by staff, and a practice be one's own`() async throws {
    let town = try await CarerTown()
    let practice = try await practice(in: town)
    let staff = try await town.caller(.practiceStaff, practice: practice)
    var request = try asked(town, .routine)
    request.prescriber = nil
    request.practice = ID(id(903))
    let wrong = request
    do {
      _ = try await town.market.carryOut(as: staff) { try $0.issuePrescription(wrong) }
      Issue.record("it was issued")
    } catch let invalid as Invalid {
      #expect(
        invalid.problems.map { "\($0.pointer) \($0.code)" } == ["/practiceId not_found", "/prescriber required"])
    }
    let carer = try await town.signIn(try await town.register().person)
    await #expect(throws: Refusal.notAllowed) {
      try await town.market.carryOut(as: carer) { try $0.issuePrescription(wrong) }
    }
  }

  private func practice(in town: CarerTown) async throws -> ID<Practice> {
    let details = PracticeDetails(
      odsCode: try ODSCode(text: "Y9L01"), name: "Harbour Surgery", area: town.area,
      email: try EmailAddress(text: "surgery@example.org"), phone: nil, carersLead: nil)
    return try await town.market.carryOut(as: nil) { errand in
      let practice = Practice(id: errand.world.id(), details: details, version: 1)
      _ = try errand.store.practices.insert(practice, now: errand.now)
      return practice.id
    }
  }

  private func asked(_ town: CarerTown, _ urgency: Urgency) throws -> PrescriptionRequest {
    PrescriptionRequest(
      carer: PrescribedCarer(
        name: "Moira Ashcroft", email: try EmailAddress(text: "moira@example.org"), phone: nil, address: nil,
        postcode: try Postcode(text: "L8 3SB"), birthDate: try Day(text: "1968-04-17"),
        nhsNumber: try NHSNumber(text: "999 000 0018"), languages: [], formats: [],
        contact: SafeContact(safeBy: [.email]), responsibleAdult: nil),
      reason: "Exhausted.", urgency: urgency,
      consent: PrescriptionConsent(given: true, recordedAt: town.now, by: .own, messageBack: false),
      prescriber: urgency == .urgent
        ? nil : Prescriber(name: "Sam Okoro", profession: .socialPrescriber, registration: nil))
  }
}
