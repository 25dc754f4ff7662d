import Breaks
import UseCases
import Wire

/// What somebody sent from a link's page.
enum LinkForm {
  /// An answer that can be given.
  case answer(LinkAnswer)
  /// No answer was chosen, or one that is not on the page.
  case nothingChosen
  /// More was written than fits, or something that cannot be kept.
  case messageUnfit

  /// Reads a form's fields; blank ones count as left out.
  init(_ fields: [String: String], of act: LinkAct) {
    var object = JSONObject()
    for (name, value) in fields where !value.allSatisfy(\.isWhitespace) { object[name] = .string(value) }
    do throws(InvalidInput) {
      self = .answer(
        try Reader.read(.object(object)) {
          act.takesStars ? LinkForm.stars($0, of: act) : LinkForm.answer($0, of: act)
        })
    } catch {
      self = error.problems.contains { $0.pointer == "/message" } ? .messageUnfit : .nothingChosen
    }
  }

  private static func answer(_ r: Reader, of act: LinkAct) -> LinkAnswer? {
    let (choice, why) = (r.text("answer"), r.textIfAny("why"))
    let message = message(r, of: act)
    let seen = seen(r)
    guard let choice else { return nil }
    if !act.answers.contains(choice) { r.problem(at: "answer", code: "unknown_value", detail: "No such answer.") }
    if let why, !act.reasons.contains(why) {
      r.problem(at: "why", code: "unknown_value", detail: "No such reason.")
    }
    return LinkAnswer(choice: choice, why: why, message: message, seen: seen)
  }

  /// The stars that a form gives; what is no number of stars gives none.
  static func stars(_ fields: [String: String]) -> Stars {
    func given(_ name: String) -> Int? {
      fields[name].flatMap { text in ["1", "2", "3", "4", "5"].firstIndex(of: text).map { $0 + 1 } }
    }
    return Stars(
      welcome: given("welcome"), food: given("food"), access: given("access"), wouldRecommend: given("wouldRecommend"))
  }

  private static func stars(_ r: Reader, of act: LinkAct) -> LinkAnswer? {
    var fields: [String: String] = [:]
    for name in ["welcome", "food", "access", "wouldRecommend"] { fields[name] = r.textIfAny(name) }
    let stars = stars(fields)
    if stars.count < fields.count {
      r.problem(at: "welcome", code: "unknown_value", detail: "There are one to five stars.")
    }
    if stars.isEmpty { r.problem(at: "welcome", code: "required", detail: "No star was given.") }
    return LinkAnswer(
      choice: act.answers[0], message: message(r, of: act), stars: stars,
      messagePrivate: r.textIfAny("private") != nil, seen: seen(r))
  }

  /// Which state of the booking the page showed; what is no number is none that there ever was.
  private static func seen(_ r: Reader) -> Int? { r.textIfAny("seen", 1...19).map { Int($0) ?? 0 } }

  private static func message(_ r: Reader, of act: LinkAct) -> String? {
    act.takesMessage ? r.textIfAny("message", 1...1000, lines: true) : nil
  }
}
