import Breaks
import Wire

/// What a carer says of a break, and for whom it is said.
struct FeedbackWish: Sendable {
  let said: FeedbackSaid
  let onBehalf: OnBehalf?
}

/// Reads how a break was.
func readFeedback(_ r: Reader) -> FeedbackWish? {
  let stars = Stars(
    welcome: r.intIfAny("welcome", 1...5), food: r.intIfAny("food", 1...5), access: r.intIfAny("access", 1...5),
    wouldRecommend: r.intIfAny("wouldRecommend", 1...5))
  let said = FeedbackSaid(
    stars: stars, words: r.textIfAny("words", 1...1000, lines: true), wordsPrivate: r.boolIfAny("wordsPrivate") ?? false
  )
  return FeedbackWish(said: said, onBehalf: readOnBehalf(r))
}
