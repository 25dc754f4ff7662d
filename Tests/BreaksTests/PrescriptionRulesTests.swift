import Foundation
import Testing

@testable import Breaks

/// What a prescription is refused for, and who may redeem it.
@Suite struct PrescriptionRulesTests {
  private let now: Instant
  private let today: Day
  private let me = ID<Carer>(UUID.v7(at: Instant(millis: 1), chance: Array(repeating: 7, count: 10)))
  private let other = ID<Carer>(UUID.v7(at: Instant(millis: 2), chance: Array(repeating: 8, count: 10)))

  init() throws {
    now = try Instant(text: "2026-11-22T12:00:00Z")
    today = London.day(of: now)
  }

  @Test(arguments: [
    (Profession.gp, true), (.nurse, true), (.pharmacist, true), (.alliedHealth, true), (.socialPrescriber, false),
    (.socialWorker, false), (.other, false),
  ])
  func `those with a register name their number`(profession: Profession, isNeeded: Bool) throws {
    var request = try asked()
    request.prescriber = Prescriber(name: "Dr Bronagh Keane", profession: profession, registration: nil)
    #expect(codes(request) == (isNeeded ? ["/prescriber/registration registration_needed"] : []))
  }

  @Test func `no consent, no way and no adult are told at once`() throws {
    var request = try asked()
    request.consent.given = false
    request.consent.recordedAt = now.adding(hours: 1)
    request.carer.birthDate = try Day(text: "2010-11-23")
    request.carer.email = nil
    request.carer.contact.safeBy = []
    #expect(
      codes(request) == [
        "/carer/responsibleAdult responsible_adult_needed", "/carer no_way_to_reach", "/consent/given consent_needed",
        "/consent/recordedAt in_the_future",
      ])
  }

  @Test(arguments: [(Urgency.routine, "2026-12-20"), (.soon, "2026-12-06"), (.urgent, "2026-11-24")])
  func `somebody speaks with the carer in time`(urgency: Urgency, day: String) {
    #expect(PrescriptionRules.contactBy(urgency, issuedOn: today).text == day)
  }

  @Test func `urgent days are working days`() throws {
    let thursday = try Day(text: "2026-12-24")
    #expect(PrescriptionRules.contactBy(.urgent, issuedOn: thursday).text == "2026-12-30")
  }

  @Test(arguments: [
    (RedeemSaid(), "new"),
    (RedeemSaid(birth: "1968-04-17", postcode: "L8 3SB", number: "999 000 0018"), "new"),
    (RedeemSaid(home: "M1 1AE"), "prescription_not_yours"),
    (RedeemSaid(home: "M1 1AE", postcode: "L8 3SB"), "new"),
    (RedeemSaid(home: "M1 1AE", number: "9990000018"), "new"),
    (RedeemSaid(home: "M1 1AE", number: "9990000026"), "prescription_not_yours"),
    (RedeemSaid(birth: "1968-04-18"), "prescription_not_yours"),
    (RedeemSaid(postcode: "L8 3SA"), "prescription_not_yours"),
    (RedeemSaid(number: "9990000026"), "prescription_not_yours"),
    (RedeemSaid(born: "1968-04-18"), "prescription_not_yours"),
    (RedeemSaid(born: "1968-04-18", birth: "1968-04-17"), "prescription_not_yours"),
  ])
  fileprivate func `birth date and postcode or NHS number match`(said: RedeemSaid, expected: String) throws {
    #expect(try redeem(try issued(), said) == expected)
  }

  @Test(arguments: [("2026-11-22", "new"), ("2026-11-21", "prescription_expired")])
  func `it can be redeemed until its last day`(expiresOn: String, expected: String) throws {
    #expect(try redeem(try issued(expiresOn: expiresOn), RedeemSaid()) == expected)
  }

  @Test func `only to whom it belongs is said where it stands`() throws {
    var withdrawn = try issued()
    withdrawn.state = .withdrawn
    #expect(try redeem(withdrawn, RedeemSaid()) == "wrong_state")
    #expect(try redeem(withdrawn, RedeemSaid(born: "1990-01-01")) == "prescription_not_yours")
    var redeemed = try issued(expiresOn: "2020-01-01")
    (redeemed.state, redeemed.carer) = (.redeemed, me)
    #expect(try redeem(redeemed, RedeemSaid()) == "same")
    redeemed.carer = other
    #expect(try redeem(redeemed, RedeemSaid()) == "prescription_used")
  }

  @Test func `without consent its practice does not learn what came of it`() throws {
    var redeemed = try issued()
    (redeemed.state, redeemed.carer, redeemed.redeemedAt, redeemed.version) = (.redeemed, me, now, 3)
    let shown = PrescriptionRules.withoutOutcome(redeemed)
    #expect(shown == (try issued()))
    redeemed.details.consent.messageBack = true
    #expect(PrescriptionRules.withoutOutcome(redeemed) == redeemed)
  }

  private func codes(_ request: PrescriptionRequest) -> [String] {
    PrescriptionRules.problems(in: request, prescriber: request.prescriber, now: now)
      .map { "\($0.pointer) \($0.code)" }
  }

  private func redeem(_ prescription: Prescription, _ said: RedeemSaid) throws -> String {
    let details = CarerDetails(
      name: "Moira Ashcroft", postcode: try Postcode(text: said.home), birthDate: try Day(text: said.born),
      area: AreaSlug(stored: "liverpool"), contact: SafeContact(safeBy: []))
    let carer = Carer(
      id: me, person: ID(me.uuid), reference: Reference(stored: "AAAAAAA"), details: details, state: .registered,
      verifiedAt: nil, emailProvenAt: nil, consents: [], createdAt: now, version: 1)
    let request = RedeemRequest(
      birthDate: try said.birth.map { try Day(text: $0) }, postcode: try said.postcode.map { try Postcode(text: $0) },
      nhsNumber: try said.number.map { try NHSNumber(text: $0) })
    do {
      return try PrescriptionRules.redeem(prescription, by: carer, request, today: today) ? "new" : "same"
    } catch {
      return error.code
    }
  }

  private func asked() throws -> PrescriptionRequest {
    PrescriptionRequest(
      carer: PrescribedCarer(
        name: "Moira Ashcroft", email: try EmailAddress(text: "moira@example.org"), phone: nil, address: nil,
        postcode: try Postcode(text: "L8 3SB"), birthDate: try Day(text: "1968-04-17"),
        nhsNumber: try NHSNumber(text: "999 000 0018"), languages: [], formats: [],
        contact: SafeContact(safeBy: [.email]), responsibleAdult: nil),
      reason: "Exhausted.", consent: PrescriptionConsent(given: true, recordedAt: now, by: .own, messageBack: false),
      prescriber: Prescriber(name: "Sam Okoro", profession: .socialPrescriber, registration: nil))
  }

  private func issued(expiresOn: String = "2027-11-22") throws -> Prescription {
    let request = try asked()
    return Prescription(
      id: ID(other.uuid), code: Reference(stored: "AAAAAAAAAA"),
      details: PrescriptionDetails(
        carer: request.carer, reason: request.reason, needs: [], urgency: .routine, budgetPence: nil,
        consent: request.consent, prescriber: Prescriber(name: "Sam Okoro", profession: .other, registration: nil)),
      state: .issued, area: AreaSlug(stored: "liverpool"), issuedAt: now, issuedBy: ID(me.uuid), contactBy: today,
      expiresOn: try Day(text: expiresOn), practice: nil, carer: nil, booking: nil, version: 1)
  }
}

/// What stands in a registration, and what is said beside it.
private struct RedeemSaid: Sendable {
  var born = "1968-04-17"
  var home = "L8 3SB"
  var birth: String?
  var postcode: String?
  var number: String?
}
