import Breaks

/// One page behind a link of a letter, as typed facts.
package enum LinkPage: Sendable {
  /// What the reader is asked.
  case asks(LinkPageFacts, LinkPageTrouble? = nil)
  /// What was chosen, and what happens now; the flag is true when it was chosen before and nothing was done now.
  case answered(LinkPageFacts, String, isAgain: Bool)
  /// The link's time is over.
  case over(AreaFacts)
  /// Nothing is left to decide.
  case settled(AreaFacts)
  /// No link of ours.
  case unknown
}

/// What a page that asks, or tells of an answer, shows.
package struct LinkPageFacts: Equatable, Sendable {
  package let purpose: LinkPurpose
  package let area: AreaFacts
  /// The reference to say on the telephone.
  package let reference: String
  /// Until when the link can be used.
  package let until: Instant
  /// Every word that can be chosen.
  package let answers: [String]
  /// What it is about; nil when the page may show neither place nor date.
  package let booking: PartnerBookingFacts?
  /// The booking that it is a change of, as that one stands; nil when it is none.
  package let was: PartnerBookingFacts?
  /// The partner's name, for the carer.
  package let placeName: String?
  /// What the reader had written, when the page is shown again.
  package var written: String?

  /// Gathers a page's facts.
  package init(
    purpose: LinkPurpose, area: AreaFacts, reference: String, until: Instant, answers: [String],
    booking: PartnerBookingFacts?, was: PartnerBookingFacts? = nil, placeName: String?, written: String? = nil
  ) {
    self.purpose = purpose
    self.area = area
    self.reference = reference
    self.until = until
    self.answers = answers
    self.booking = booking
    self.was = was
    self.placeName = placeName
    self.written = written
  }
}

/// Why a page is shown again.
package enum LinkPageTrouble: Equatable, Sendable {
  /// Nothing was chosen.
  case nothingChosen
  /// More was written than fits, or something that cannot be shown.
  case messageUnfit
  /// The trade said no, in this sentence.
  case refused(String)
}
