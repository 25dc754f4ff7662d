import Breaks

/// What may be done in Breather, each thing once: the rows of the permissions table.
package enum Act: String, CaseIterable, Sendable {
  case makeArea, changeArea
  case makePractice, listPractices
  case makePerson, readPerson, disablePerson
  case makePartner, listPartners, readPartner, changePartner
  case changeOffer, readDraftOffer
  case seeOffersForCarers, findForSomebody
  case registerForSomebody, searchCarers, searchCarersByState, readCarer, changeCarer, verifyCarer
  case issuePrescription, readPrescription, withdrawPrescription, redeemForSomebody
  case bookForSomebody, readBooking, cancelBooking, answerBooking, markAttendance, readPartnerBookings, markNeedsSeen
  case readGuests, importPartners, importCarers, readThanks, sendThanks, recordPrivacy
  case extendHold
  case changeBooking, settleAbsence
  case quietCarer
  case waitForSomebody, readWaiting
  case handleLetters
  case answerSecondLook
  case readRefusals
  case nameSafeguardingPeople
  case giveFeedbackForSomebody, readPartnerFeedback
  case wishForSomebody, readWishes, moveWish, readDemand
  case readCaps
}

/// The one permissions table: which roles may do what, each within their own areas.
///
/// `own` says that the thing's own carer, partner or practice may too; the use case knows whose it is.
package enum Permissions {
  /// The roles that may do something because of where they hold.
  package static func roles(for act: Act) -> Set<Role> {
    switch act {
    case .makeArea: [.administrator]
    case .changeArea: [.administrator]
    case .makePractice, .listPractices: [.administrator, .coordinator]
    case .makePerson, .readPerson, .disablePerson: [.administrator, .coordinator]
    case .makePartner, .listPartners, .readPartner, .changePartner: [.coordinator, .administrator]
    case .changeOffer, .readDraftOffer: [.coordinator]
    case .seeOffersForCarers:
      [.carer, .volunteer, .coordinator, .worker, .prescriber, .practiceStaff, .administrator]
    case .findForSomebody: [.volunteer, .coordinator]
    case .registerForSomebody, .searchCarers, .readCarer, .changeCarer, .verifyCarer: [.volunteer, .coordinator]
    case .searchCarersByState: [.coordinator]
    case .issuePrescription: [.prescriber, .practiceStaff, .worker]
    case .readPrescription: [.worker, .coordinator]
    case .withdrawPrescription: [.worker, .coordinator]
    case .redeemForSomebody, .bookForSomebody: [.volunteer, .coordinator]
    case .readBooking, .cancelBooking: [.volunteer, .coordinator]
    case .answerBooking, .markAttendance, .readPartnerBookings: [.coordinator]
    case .markNeedsSeen: []
    case .readGuests, .importPartners, .importCarers, .readThanks, .sendThanks: [.coordinator]
    case .recordPrivacy: [.volunteer, .coordinator]
    case .extendHold: [.volunteer, .coordinator]
    case .changeBooking, .settleAbsence: [.volunteer, .coordinator]
    case .quietCarer: [.volunteer, .coordinator]
    case .waitForSomebody, .readWaiting: [.volunteer, .coordinator]
    case .handleLetters: [.volunteer, .coordinator]
    case .answerSecondLook: [.coordinator]
    case .readRefusals: [.commissioner, .coordinator]
    // Who reads concerns stands in no role: it is asked of `store.safeguarding`.
    case .nameSafeguardingPeople: [.administrator]
    case .giveFeedbackForSomebody: [.volunteer, .coordinator]
    case .readPartnerFeedback: [.coordinator]
    case .wishForSomebody, .readWishes: [.volunteer, .coordinator]
    case .moveWish: [.coordinator]
    case .readDemand: [.commissioner, .coordinator]
    case .readCaps: [.volunteer, .coordinator]
    }
  }
}

extension Errand {
  /// Whoever asks, or a refusal when nobody has signed in.
  package func signedIn() throws(Refusal) -> Caller {
    guard let caller else { throw .notSignedIn }
    return caller
  }

  /// Whether the caller's roles allow an act in an area.
  package func may(_ act: Act, in area: AreaSlug) -> Bool {
    caller?.isAny(Permissions.roles(for: act), in: area) ?? false
  }

  /// Refuses an act in an area that the caller's roles do not allow.
  ///
  /// - Throws: `Refusal.notSignedIn`; `.notAllowed` (403) when the role is missing altogether; `.notFound` (404) when it
  ///   holds elsewhere, so that nobody learns what another area has.
  package func require(_ act: Act, in area: AreaSlug) throws(Refusal) {
    let caller = try signedIn()
    let roles = Permissions.roles(for: act)
    if caller.isAny(roles, in: area) { return }
    throw caller.isAny(roles) ? .notFound : .notAllowed
  }

  /// Refuses an act for which the caller has no role anywhere, and tells where they have one.
  ///
  /// - Returns: the areas; nil means all.
  package func requireSomewhere(_ act: Act) throws(Refusal) -> Set<AreaSlug>? {
    let caller = try signedIn()
    guard caller.isAny(Permissions.roles(for: act)) else { throw .notAllowed }
    return caller.areas(of: Permissions.roles(for: act))
  }

  /// Refuses unless the caller works for the partner or may do the act in the partner's area.
  package func require(_ act: Act, ofPartner partner: ID<Partner>, in area: AreaSlug) throws(Refusal) {
    let caller = try signedIn()
    if caller.works(for: partner) { return }
    if caller.isAny([.partner]), !caller.isAny(Permissions.roles(for: act)) { throw .notFound }
    try require(act, in: area)
  }
}
