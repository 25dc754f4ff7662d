/// What a carer says of a break they have had.
package struct Feedback: Sendable, Equatable {
  package let booking: ID<Booking>
  package let reference: Reference
  package let partner: ID<Partner>
  package let offer: ID<Offer>
  /// The month in which the break began, `2027-03`: all that the partner learns of when.
  package let month: String
  package let said: FeedbackSaid
  package let channel: BookingChannel
  /// When it was first given.
  package let givenAt: Instant
  /// Raised by one each time it is said anew.
  package let version: Int

  /// Puts feedback together.
  package init(
    booking: ID<Booking>, reference: Reference, partner: ID<Partner>, offer: ID<Offer>, month: String,
    said: FeedbackSaid, channel: BookingChannel, givenAt: Instant, version: Int
  ) {
    self.booking = booking
    self.reference = reference
    self.partner = partner
    self.offer = offer
    self.month = month
    self.said = said
    self.channel = channel
    self.givenAt = givenAt
    self.version = version
  }

  /// Until when it may be said anew.
  package var changeUntil: Instant { givenAt.adding(hours: 24 * FeedbackRules.changeableDays) }
}

/// The words and stars of feedback.
package struct FeedbackSaid: Sendable, Equatable {
  package var stars: Stars
  /// 1...1000 characters; kept sealed.
  package var words: String?
  /// Whether the words are for the desk only.
  package var wordsPrivate: Bool

  /// Puts together what is said.
  package init(stars: Stars, words: String?, wordsPrivate: Bool) {
    self.stars = stars
    self.words = words
    self.wordsPrivate = wordsPrivate
  }
}

/// Stars, 1...5 each; nil where nothing was said.
package struct Stars: Sendable, Equatable {
  package var welcome: Int?
  package var food: Int?
  package var access: Int?
  package var wouldRecommend: Int?

  /// Gives stars.
  package init(welcome: Int? = nil, food: Int? = nil, access: Int? = nil, wouldRecommend: Int? = nil) {
    self.welcome = welcome
    self.food = food
    self.access = access
    self.wouldRecommend = wouldRecommend
  }

  /// Of how many things something was said.
  package var count: Int { [welcome, food, access, wouldRecommend].count { $0 != nil } }
  /// Whether nothing was said at all.
  package var isEmpty: Bool { count == 0 }
}

/// Feedback as the partner sees it: no name, no reference, and no day.
package struct GuestFeedback: Sendable, Equatable {
  /// Its place within its month, drawn by chance, so that the order tells nothing.
  package let place: String
  package let month: String
  package let offer: ID<Offer>
  package let title: String
  package let stars: Stars
  /// Nil also where the carer keeps them from the partner.
  package let words: String?

  /// Puts feedback together.
  package init(place: String, month: String, offer: ID<Offer>, title: String, stars: Stars, words: String?) {
    self.place = place
    self.month = month
    self.offer = offer
    self.title = title
    self.stars = stars
    self.words = words
  }
}

/// How many gave stars for one thing, and how many stars in all.
package struct StarCount: Sendable, Equatable {
  package let count: Int
  package let sum: Int

  /// Counts stars.
  package init(count: Int, sum: Int) {
    self.count = count
    self.sum = sum
  }

  /// The mean to one decimal; nil below as many answers as would let one guest be guessed.
  package var average: Double? {
    guard count >= FeedbackRules.averagesFrom else { return nil }
    return Double((sum * 20 + count) / (2 * count)) / 10
  }
}

/// The stars of many, each thing by itself.
package struct StarCounts: Sendable, Equatable {
  package let welcome: StarCount
  package let food: StarCount
  package let access: StarCount
  package let wouldRecommend: StarCount

  /// Puts the counts together.
  package init(welcome: StarCount, food: StarCount, access: StarCount, wouldRecommend: StarCount) {
    self.welcome = welcome
    self.food = food
    self.access = access
    self.wouldRecommend = wouldRecommend
  }
}
