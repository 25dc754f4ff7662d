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
  /// Nothing could be done with what was sent, or not now.
  case problem(LinkPageProblem)
}

/// Why nothing could be done with what came for a page.
package enum LinkPageProblem: Equatable, Sendable {
  /// It was not what the page's form sends.
  case unreadable
  /// It was longer than any form of ours.
  case tooLong
  /// There is too much to do; the seconds to wait, if they are known.
  case busy(seconds: Int?)
  /// It may have been done, or not.
  case unsure
  /// A fault of ours; the number by which it is found.
  case fault(String)
}

/// What a page that asks, or tells of an answer, shows.
package struct LinkPageFacts: Equatable, Sendable {
  package let purpose: LinkPurpose
  package let area: AreaFacts
  /// The reference to say on the telephone.
  package let reference: String
  /// Which state of the booking the page shows, so that an answer is never given to another.
  package let version: Int
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
  /// Whether cancelling now costs a break, unless something happened at home.
  package var costs = false
  /// Whether what was said yes to still waits for somebody else's yes.
  package var waits = false
  /// What the reader had written, when the page is shown again.
  package var written: String?
  /// The stars that the reader had chosen.
  package var stars = Stars()
  /// Whether the reader had asked that the words stay with us.
  package var isPrivate = false

  /// Gathers a page's facts.
  package init(
    purpose: LinkPurpose, area: AreaFacts, reference: String, version: Int = 1, until: Instant, answers: [String],
    booking: PartnerBookingFacts?, was: PartnerBookingFacts? = nil, placeName: String?, written: String? = nil
  ) {
    self.purpose = purpose
    self.area = area
    self.reference = reference
    self.version = version
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
  /// The booking is another than the page showed.
  case changed
  /// The trade said no, in this sentence.
  case refused(String)
}
