/// What a carer said of a break.
package struct FeedbackShape: Codable, Sendable, Equatable {
  package var reference: String
  /// 1...5; so are the other stars.
  package var welcome: Int?
  package var food: Int?
  package var access: Int?
  package var wouldRecommend: Int?
  package var words: String?
  package var wordsPrivate: Bool
  package var channel: String
  package var givenAt: String
  package var changeUntil: String
  package var version: Int

  /// Puts an answer together.
  package init(
    reference: String, welcome: Int?, food: Int?, access: Int?, wouldRecommend: Int?, words: String?,
    wordsPrivate: Bool, channel: String, givenAt: String, changeUntil: String, version: Int
  ) {
    self.reference = reference
    self.welcome = welcome
    self.food = food
    self.access = access
    self.wouldRecommend = wouldRecommend
    self.words = words
    self.wordsPrivate = wordsPrivate
    self.channel = channel
    self.givenAt = givenAt
    self.changeUntil = changeUntil
    self.version = version
  }
}

/// What a guest said, as the partner sees it: no name, no reference, no day.
package struct GuestFeedbackShape: Codable, Sendable, Equatable {
  /// `2027-03`.
  package var month: String
  package var offerId: String
  package var title: String
  package var welcome: Int?
  package var food: Int?
  package var access: Int?
  package var wouldRecommend: Int?
  package var words: String?

  /// Puts an answer together.
  package init(
    month: String, offerId: String, title: String, welcome: Int?, food: Int?, access: Int?, wouldRecommend: Int?,
    words: String?
  ) {
    self.month = month
    self.offerId = offerId
    self.title = title
    self.welcome = welcome
    self.food = food
    self.access = access
    self.wouldRecommend = wouldRecommend
    self.words = words
  }
}

/// How many gave stars, and their mean.
package struct StarsShape: Codable, Sendable, Equatable {
  package var count: Int
  /// To one decimal; only once there are enough.
  package var average: Double?

  /// Counts stars.
  package init(count: Int, average: Double?) {
    self.count = count
    self.average = average
  }
}

/// A page of what a partner's guests said, with the stars of all.
package struct PartnerFeedbackShape: Codable, Sendable, Equatable {
  package var items: [GuestFeedbackShape]
  package var next: String?
  package var averages: Averages
  /// The fewest answers of which an average is told.
  package var averagesFrom: Int

  /// The stars of all guests, each thing by itself.
  package struct Averages: Codable, Sendable, Equatable {
    package var welcome: StarsShape
    package var food: StarsShape
    package var access: StarsShape
    package var wouldRecommend: StarsShape

    /// Puts the stars together.
    package init(welcome: StarsShape, food: StarsShape, access: StarsShape, wouldRecommend: StarsShape) {
      self.welcome = welcome
      self.food = food
      self.access = access
      self.wouldRecommend = wouldRecommend
    }
  }

  private enum CodingKeys: String, CodingKey {
    case items, next, averages, averagesFrom
  }

  /// Puts a page together.
  package init(items: [GuestFeedbackShape], next: String?, averages: Averages, averagesFrom: Int) {
    self.items = items
    self.next = next
    self.averages = averages
    self.averagesFrom = averagesFrom
  }

  /// Writes `next` also when it is nil, as every list does.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(items, forKey: .items)
    try container.encode(next, forKey: .next)
    try container.encode(averages, forKey: .averages)
    try container.encode(averagesFrom, forKey: .averagesFrom)
  }
}
