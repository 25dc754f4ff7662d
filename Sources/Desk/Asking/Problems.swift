import Wire

/// The server's problem documents (RFC 9457) in words for the person at the desk.
enum Problems {
  static let signInFirst = DeskFault(.notSignedIn, "You are not signed in.", "Sign in with: breather login")

  /// What a refusal of the server says; never anything that was sent.
  static func fault(_ answer: Answer) -> DeskFault {
    let exit = DeskExit(status: answer.status)
    let code = answer.json.said("code")
    var lines: [String] = []
    if let detail = answer.json.said("detail") ?? answer.json.said("title") {
      lines.append(detail)
    } else {
      lines.append("The server answered \(answer.status) without saying why.")
    }
    let errors = answer.json["errors"]?.items ?? []
    // With one problem the server's sentence is that problem's; once is enough.
    if errors.count == 1, errors[0].said("detail") == lines[0] { lines.removeAll() }
    lines += errors.map { (errors.count == 1 && lines.isEmpty ? "" : "  ") + line($0) }
    if let day = answer.json.said("capResetsOn") {
      lines.append("From \(LondonTime.dayWords(day)) on it is possible again.")
    }
    if let retry = answer.json.said("retryAt").flatMap(LondonTime.init(instant:)) {
      lines.append("Try again after \(retry.long).")
    }
    if exit == .notSignedIn, code != "code_wrong" { lines.append("Sign in with: breather login") }
    if exit == .serverFault {
      lines.append(answer.status == 500 ? "The fault is the server's, not yours." : "Wait a little and try again.")
      if let instance = answer.json.said("instance") { lines.append("For whoever runs it: \(instance)") }
    }
    if let hint = hints[code ?? ""] { lines.append(hint) }
    return DeskFault(exit, sentences: lines, document: answer.bytes, code: code)
  }

  /// One problem: the field in words and the sentence.
  static func line(_ error: JSON) -> String {
    let sentence = error.said("detail") ?? "This is not right."
    if let row = error["line"]?.int {
      return "row \(row)\(error.said("column").map { ", \($0)" } ?? ""): \(sentence)"
    }
    if let parameter = error.said("parameter") { return "\(FieldWords.camel(parameter)): \(sentence)" }
    let pointer = error.said("pointer") ?? ""
    return pointer.isEmpty ? sentence : "\(FieldWords.pointer(pointer)): \(sentence)"
  }

  /// What to type next, by the server's code.
  private static let hints: [String: String] = [
    "identity_not_checked": "Ask the caller for two facts and say which: --checked birth-date --checked postcode",
    "cover_not_said": "Say who looks after the person at home: --cover arranged, needed, not-needed or comes-along",
    "adult_needed_in_party": "Say which adult is in charge, such as: --party carer:in-charge",
    "consent_needed": "Read the privacy notice to the carer, then say: --privacy-read",
    "unit_kind_needed": "Ask whether the party shares a bed. If they do, say: --unit-kind double",
    "capacity_taken": "See what is taken with: breather offers show",
    "slot_used": "Take no more bookings for it with: breather offers pause",
    "sharing_needed": "Ask the carer whether the partner may know the needs, then say: --share-needs",
    "responsible_adult_needed":
      "Under 16 an adult must agree: --adult-name, --adult-relation, --adult-contact and so on",
    "not_verified": "See: breather carers verify --help, or redeem a prescription.",
    "change_waiting": "See what is asked with: breather bookings show REFERENCE",
    "already_thanked": "See what was told with: breather partners thanks",
    "ask_in_window": "See when with: breather rounds list BREAK. Then ask: breather entries make --round ROW",
    "full": "See other dates with: breather offers show. Or wait in line: breather waiting join",
    "room_now": "Book it: breather bookings make",
    "wrong_state": "Look at it again: it may have been answered, cancelled or over by now.",
    "stale": "It has changed since you saw it. Look again, then try again.",
  ]
}

/// Names of fields, as one would say them.
enum FieldWords {
  /// A JSON pointer (RFC 6901) in words: `/party/1/age` is "party, person 2, age".
  static func pointer(_ pointer: String) -> String {
    if let known = known[pointer] { return known }
    var words: [String] = []
    for part in pointer.split(separator: "/") {
      let name = String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
      if let index = Int(name) {
        words.append(words.last == "party" ? "person \(index + 1)" : "no. \(index + 1)")
      } else {
        words.append(camel(name))
      }
    }
    return words.isEmpty ? "all of it" : words.joined(separator: ", ")
  }

  /// `birthDate` is "birth date", `birth_date` too.
  static func camel(_ name: String) -> String {
    var words = ""
    for character in name {
      if character == "_" {
        words.append(" ")
      } else if character.isUppercase {
        words += " " + character.lowercased()
      } else {
        words.append(character)
      }
    }
    return words
  }

  private static let known = [
    "/consents/privacy": "consent to the privacy notice (--privacy-read)",
    "/area": "the area (--area)",
    "/identity": "what you checked (--checked)",
    "/identity/checked": "what you checked (--checked)",
    "/onBehalfOf": "the carer you act for (--for)",
    "/cover": "cover at home (--cover)",
    "/spokeTo": "whom you spoke to (--spoke-to)",
  ]
}
