import Breaks
import SQL

/// What carers say of the breaks they have had.
package struct FeedbackStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  private static let stars = "stars_welcome, stars_food, stars_access, stars_recommend"

  /// What was said of a booking, or nil.
  package func find(of booking: Booking) throws -> Feedback? {
    try tx.sql.first(
      """
      SELECT booking_id, partner_id, offer_id, month, \(FeedbackStore.stars), words, words_private, channel, given_at,
        version
      FROM feedback WHERE booking_id = $1
      """, [.id(booking.id)]
    ).map { row in
      Feedback(
        booking: try row.id("booking_id"), reference: booking.reference, partner: try row.id("partner_id"),
        offer: try row.id("offer_id"), month: try row.text("month"),
        said: FeedbackSaid(
          stars: try Stars(row: row), words: try words(row), wordsPrivate: try row.bool("words_private")),
        channel: try row.word("channel"), givenAt: try row.at("given_at"), version: try row.number("version"))
    }
  }

  /// Keeps what is said of a booking for the first time.
  ///
  /// - Parameters:
  ///   - place: drawn by chance; where it stands among those of its month.
  ///   - person: who gave it; nil when it came by a letter's link.
  /// - Throws: `Refusal.changedMeanwhile` when something was said meanwhile.
  package func insert(_ feedback: Feedback, place: String, by person: ID<Person>?) throws {
    let (said, stars) = (feedback.said, feedback.said.stars)
    let kept = try tx.sql.execute(
      """
      INSERT INTO feedback (booking_id, partner_id, offer_id, month, place, \(FeedbackStore.stars), words,
        words_private, channel, given_by, given_at, changed_at, version)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, 1)
      ON CONFLICT (booking_id) DO NOTHING
      """,
      [
        .id(feedback.booking), .id(feedback.partner), .id(feedback.offer), .text(feedback.month), .text(place),
        .numberIfAny(stars.welcome), .numberIfAny(stars.food), .numberIfAny(stars.access),
        .numberIfAny(stars.wouldRecommend),
        try tx.keys.sealedIfAny(said.words, place: FeedbackStore.place(feedback.booking)), .bool(said.wordsPrivate),
        .text(feedback.channel.rawValue), .idIfAny(person), .at(feedback.givenAt),
      ])
    guard kept == 1 else { throw Refusal.changedMeanwhile }
  }

  /// Puts what is said now in place of what was said before.
  ///
  /// - Throws: `Refusal.changedMeanwhile` when something was said meanwhile.
  package func replace(_ earlier: Feedback, with said: FeedbackSaid, by person: ID<Person>, now: Instant) throws {
    let stars = said.stars
    let moved = try tx.sql.execute(
      """
      UPDATE feedback
      SET stars_welcome = $1, stars_food = $2, stars_access = $3, stars_recommend = $4, words = $5, words_private = $6,
        given_by = $7, changed_at = $8, version = version + 1
      WHERE booking_id = $9 AND version = $10
      """,
      [
        .numberIfAny(stars.welcome), .numberIfAny(stars.food), .numberIfAny(stars.access),
        .numberIfAny(stars.wouldRecommend),
        try tx.keys.sealedIfAny(said.words, place: FeedbackStore.place(earlier.booking)), .bool(said.wordsPrivate),
        .id(person), .at(now), .id(earlier.booking), .number(earlier.version),
      ])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
  }

  /// What a partner's guests say, the latest month first, in an order of chance within each.
  package func list(of partner: ID<Partner>, after: (month: String, place: String)?, limit: Int) throws
    -> [GuestFeedback]
  {
    var arguments = SQLArguments()
    var condition = "feedback.partner_id = \(arguments.add(.id(partner)))"
    if let after {
      let last = "(\(arguments.add(.text(after.month))), \(arguments.add(.text(after.place))))"
      condition += " AND (feedback.month, feedback.place) < \(last)"
    }
    return try tx.sql.query(
      """
      SELECT feedback.booking_id, feedback.offer_id, feedback.month, feedback.place, \(FeedbackStore.stars),
        feedback.words, feedback.words_private, offer.details AS offer_details
      FROM feedback JOIN offer ON offer.id = feedback.offer_id
      WHERE \(condition)
      ORDER BY feedback.month DESC, feedback.place DESC
      LIMIT \(limit)
      """, arguments.values
    ).map { row in
      let details: OfferDetails = try row.json("offer_details", known: OfferStore.known)
      return GuestFeedback(
        place: try row.text("place"), month: try row.text("month"), offer: try row.id("offer_id"),
        title: details.title, stars: try Stars(row: row),
        words: try row.bool("words_private") ? nil : try words(row))
    }
  }

  /// The stars that a partner's guests gave, all together.
  package func counts(of partner: ID<Partner>) throws -> StarCounts {
    let row = try tx.sql.first(
      """
      SELECT COUNT(stars_welcome) AS welcomes, CAST(COALESCE(SUM(stars_welcome), 0) AS BIGINT) AS welcome,
        COUNT(stars_food) AS foods, CAST(COALESCE(SUM(stars_food), 0) AS BIGINT) AS food,
        COUNT(stars_access) AS accesses, CAST(COALESCE(SUM(stars_access), 0) AS BIGINT) AS access,
        COUNT(stars_recommend) AS recommends, CAST(COALESCE(SUM(stars_recommend), 0) AS BIGINT) AS recommend
      FROM feedback WHERE partner_id = $1
      """, [.id(partner)])
    func count(_ count: String, _ sum: String) throws -> StarCount {
      StarCount(count: try row?.number(count) ?? 0, sum: try row?.number(sum) ?? 0)
    }
    return StarCounts(
      welcome: try count("welcomes", "welcome"), food: try count("foods", "food"),
      access: try count("accesses", "access"), wouldRecommend: try count("recommends", "recommend"))
  }

  /// How many would recommend each of some offers, and with how many stars; offers nobody spoke of are missing.
  package func recommendations(of offers: [ID<Offer>]) throws -> [ID<Offer>: StarCount] {
    guard !offers.isEmpty else { return [:] }
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT offer_id, COUNT(stars_recommend) AS recommends,
        CAST(COALESCE(SUM(stars_recommend), 0) AS BIGINT) AS recommend
      FROM feedback WHERE offer_id IN (\(arguments.list(offers.map { .id($0) })))
      GROUP BY offer_id
      """, arguments.values)
    return try rows.reduce(into: [:]) { counts, row in
      counts[try row.id("offer_id")] = StarCount(count: try row.number("recommends"), sum: try row.number("recommend"))
    }
  }

  private func words(_ row: SQLRow) throws -> String? {
    let booking: ID<Booking> = try row.id("booking_id")
    return try tx.keys.openedIfAny(row.bytesIfAny("words"), place: FeedbackStore.place(booking))
  }

  private static func place(_ booking: ID<Booking>) -> String { "feedback.words.\(booking)" }
}

// Whom to ask.
extension FeedbackStore {
  /// Bookings that ended between two instants, of which nobody has said how they were, and whose carers were never asked;
  /// the first to end first.
  ///
  /// - Parameters:
  ///   - since: nobody is asked about a break that ended before.
  ///   - before: a day ago, so that everybody is home again.
  ///   - limit: most bookings to give.
  package func due(since: Instant, before: Instant, limit: Int) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT booking.id FROM booking
      WHERE booking.state IN ('confirmed', 'attended') AND booking.ends_at >= $1 AND booking.ends_at <= $2
        AND NOT EXISTS (SELECT 1 FROM feedback_ask WHERE feedback_ask.booking_id = booking.id)
        AND NOT EXISTS (SELECT 1 FROM feedback WHERE feedback.booking_id = booking.id)
      ORDER BY booking.ends_at, booking.id
      LIMIT \(limit)
      """, [.at(since), .at(before)]
    ).map { try $0.id("id") }
  }

  /// Notes that a carer was asked how a break was, or that it was settled that they are not.
  ///
  /// - Returns: false when that had been noted before.
  package func markAsked(_ booking: ID<Booking>, now: Instant) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO feedback_ask (booking_id, asked_at) VALUES ($1, $2)
      ON CONFLICT (booking_id) DO NOTHING
      """, [.id(booking), .at(now)]) == 1
  }
}

extension Stars {
  fileprivate init(row: SQLRow) throws {
    self.init(
      welcome: try row.numberIfAny("stars_welcome"), food: try row.numberIfAny("stars_food"),
      access: try row.numberIfAny("stars_access"), wouldRecommend: try row.numberIfAny("stars_recommend"))
  }
}

extension StoreTransaction {
  /// What carers say of the breaks they have had.
  package var feedback: FeedbackStore { FeedbackStore(self) }
}
