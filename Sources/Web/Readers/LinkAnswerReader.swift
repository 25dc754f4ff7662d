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
      self = .answer(try Reader.read(.object(object)) { LinkForm.answer($0, of: act) })
    } catch {
      self = error.problems.contains { $0.pointer == "/message" } ? .messageUnfit : .nothingChosen
    }
  }

  private static func answer(_ r: Reader, of act: LinkAct) -> LinkAnswer? {
    let (choice, why) = (r.text("answer"), r.textIfAny("why"))
    let message = act.takesMessage ? r.textIfAny("message", 1...1000, lines: true) : nil
    let seen = r.textIfAny("seen", 1...19).map { text in Int(text) ?? 0 }
    guard let choice else { return nil }
    if !act.answers.contains(choice) { r.problem(at: "answer", code: "unknown_value", detail: "No such answer.") }
    if let why, !act.reasons.contains(why) {
      r.problem(at: "why", code: "unknown_value", detail: "No such reason.")
    }
    return LinkAnswer(choice: choice, why: why, message: message, seen: seen)
  }
}
