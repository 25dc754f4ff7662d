import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct OfferTests {
  @Test func `an offer is drafted, changed, published and withdrawn, and its version rises each time`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    let draft = try await fair.change { errand in
      try errand.makeOffer(partner: heron.id, OfferDraft(title: "A night", stay: .overnight))
    }
    #expect(draft.state == .draft && draft.version == 1 && draft.area == OfferFair.wigan)
    let invalid = await #expect(throws: Invalid.self) {
      try await fair.change { errand in try errand.publishOffer(draft.id, ifVersion: 1) }
    }
    #expect(invalid?.problems.map(\.pointer) == ["/summary", "/description"])
    let changed = try await fair.change { errand in
      try errand.changeOffer(
        draft.id, OfferChange { ($0.summary, $0.description) = ("Bed and breakfast.", "Quiet.") }, ifVersion: 1)
    }
    #expect(changed.version == 2 && changed.details.summary == "Bed and breakfast.")
    let published = try await fair.change { errand in try errand.publishOffer(draft.id, ifVersion: 2) }
    #expect(published.state == .published && published.version == 3)
    let again = try await fair.change { errand in try errand.publishOffer(draft.id, ifVersion: nil) }
    #expect(again == published)
    let withdrawn = try await fair.change { errand in try errand.withdrawOffer(draft.id, ifVersion: 3) }
    #expect(withdrawn.state == .withdrawn && withdrawn.version == 4)
  }

  @Test func `what was read too long ago is not written over`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A night", of: try await fair.partner())
    for work: @Sendable (Errand) throws -> Void in [
      { _ = try $0.changeOffer(offer.id, OfferChange { $0.title = "x" }, ifVersion: 1) },
      { _ = try $0.publishOffer(offer.id, ifVersion: 1) },
      { _ = try $0.withdrawOffer(offer.id, ifVersion: 1) },
      { _ = try $0.addSlots(offer: offer.id, [], ifVersion: 1) },
    ] {
      await #expect(throws: Refusal.changedMeanwhile) { try await fair.change(work) }
    }
  }

  @Test func `a published offer stays complete`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A night", of: try await fair.partner())
    let invalid = await #expect(throws: Invalid.self) {
      try await fair.change { errand in
        try errand.changeOffer(
          offer.id,
          OfferChange {
            $0.town = nil
            $0.provides.allergensAvoided = [.milk]
          }, ifVersion: nil)
      }
    }
    #expect(invalid?.problems.map(\.pointer) == ["/town", "/provides/allergensStatedOn"])
  }

  @Test func `only its partner and its coordinators see a draft or change it`() async throws {
    let fair = try await OfferFair()
    let (heron, other) = (try await fair.partner(), try await fair.partner("Other"))
    let draft = try await fair.change { errand in
      try errand.makeOffer(partner: heron.id, OfferDraft(title: "A night", stay: .overnight))
    }
    func caller(_ role: Role, _ area: AreaSlug = OfferFair.wigan, of partner: Partner? = nil) -> Caller {
      Caller(person: ID(UUID()), name: "x", grants: [RoleGrant(role: role, area: area, partner: partner?.id)])
    }
    let table: [(Caller?, sees: Bool, change: Refusal?)] = [
      (caller(.partner, of: heron), true, nil), (caller(.coordinator), true, nil),
      (caller(.coordinator, OfferFair.liverpool), false, .notFound),
      (caller(.partner, of: other), false, .notFound), (caller(.carer), false, .notAllowed),
      (caller(.volunteer), false, .notAllowed), (nil, false, .notSignedIn),
    ]
    for (who, sees, refusal) in table {
      let shown = try await answer { try await fair.market.look(as: who) { try $0.showOffer(draft.id).id } }
      #expect(shown == (sees ? nil : .notFound))
      let dates = try await answer {
        try await fair.market.look(as: who) {
          try $0.listSlots(of: draft.id, on: DaySpan(), after: nil, limit: 1).items.count
        }
      }
      #expect(dates == shown)
      let changed = try await answer {
        try await fair.market.carryOut(as: who) { errand in
          try errand.changeOffer(draft.id, OfferChange { $0.valuePence = Pence(1) }, ifVersion: nil).id
        }
      }
      #expect(changed == refusal)
      let made = try await answer {
        try await fair.market.carryOut(as: who) { errand in
          try errand.makeOffer(partner: heron.id, OfferDraft(title: "x", stay: .daytime)).id
        }
      }
      #expect(made == refusal)
    }
  }

  @Test func `a partner's offers are listed latest first, page by page`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    for number in 0..<5 { _ = try await fair.offer("Offer \(number)", of: heron) }
    _ = try await fair.change { errand in
      try errand.makeOffer(partner: heron.id, OfferDraft(title: "Draft", stay: .daytime))
    }
    let first = try await fair.change { errand in try errand.listOffers(of: heron.id, in: nil, after: nil, limit: 4) }
    let rest = try await fair.change { errand in
      try errand.listOffers(of: heron.id, in: nil, after: first.next, limit: 4)
    }
    #expect(first.items.map(\.details.title) == ["Draft", "Offer 4", "Offer 3", "Offer 2"])
    #expect(rest.items.map(\.details.title) == ["Offer 1", "Offer 0"])
    #expect(rest.next == nil)
    let drafts = try await fair.change { errand in try errand.listOffers(of: heron.id, in: .draft, after: nil, limit: 4)
    }
    #expect(drafts.items.map(\.details.title) == ["Draft"])
  }

  /// The refusal that some work ends in; nil when it does not.
  private func answer(_ work: () async throws -> some Sendable) async throws -> Refusal? {
    do {
      _ = try await work()
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }
}
