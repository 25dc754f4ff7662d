import Breaks
import UseCases
import Wire

extension FeedbackShape {
  /// What was said of a booking, as its carer and the desk see it.
  init(_ feedback: Feedback) {
    let (said, stars) = (feedback.said, feedback.said.stars)
    self.init(
      reference: feedback.reference.shown, welcome: stars.welcome, food: stars.food, access: stars.access,
      wouldRecommend: stars.wouldRecommend, words: said.words, wordsPrivate: said.wordsPrivate,
      channel: feedback.channel.rawValue, givenAt: feedback.givenAt.text, changeUntil: feedback.changeUntil.text,
      version: feedback.version)
  }
}

extension GuestFeedbackShape {
  /// What a guest said, as the partner sees it.
  init(_ feedback: GuestFeedback) {
    let stars = feedback.stars
    self.init(
      month: feedback.month, offerId: feedback.offer.text, title: feedback.title, welcome: stars.welcome,
      food: stars.food, access: stars.access, wouldRecommend: stars.wouldRecommend, words: feedback.words)
  }
}

extension PartnerFeedbackShape.Averages {
  /// The stars of all guests.
  init(_ counts: StarCounts) {
    self.init(
      welcome: StarsShape(counts.welcome), food: StarsShape(counts.food), access: StarsShape(counts.access),
      wouldRecommend: StarsShape(counts.wouldRecommend))
  }
}

extension StarsShape {
  /// How many answered, and the mean once they are enough.
  init(_ count: StarCount) { self.init(count: count.count, average: count.average) }
}
