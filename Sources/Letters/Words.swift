import Foundation

/// How the program's own words are said to people: read from `words.json`, which a volunteer may correct.
struct Words: Codable, Sendable {
  let diets: [String: String]
  let allergens: [String: String]
  let access: [String: String]
  let languages: [String: String]
  let contributionPer: [String: String]
  /// What follows where more than one is paid for; `{pounds}` is filled in.
  let contributionInAll: String
  let rooms: [String: RoomWords]
  let careRatios: [String: String]
  let needs: NeedLabels
  let calendar: CalendarWords

  /// What stands before each sort of need.
  struct NeedLabels: Codable, Sendable {
    let severe: String
    let avoids: String
    let diets: String
    let notes: String
    let access: String
  }

  /// How one room of a kind is called, and how several are.
  struct RoomWords: Codable, Sendable {
    let one: String
    let many: String
  }

  /// The sentences of a calendar entry; `{title}`, `{reference}`, `{phone}` and `{hours}` are filled in.
  struct CalendarWords: Codable, Sendable {
    let carerSummary: String
    let partnerSummary: String
    let description: String
  }

  /// Reads the words of one language.
  ///
  /// - Throws: `LetterFault`, which names the file.
  static func load(folder: String) throws -> Words {
    try decode(Words.self, file: "words.json", folder: folder)
  }

  /// A code in words for people; a code that the table lacks is said with spaces.
  static func say(_ code: String, by table: [String: String]) -> String {
    table[code] ?? code.replacingOccurrences(of: "_", with: " ")
  }

  /// A language for people, from its BCP 47 tag.
  func language(_ tag: String) -> String {
    let primary = tag.prefix { $0 != "-" }.lowercased()
    return languages[primary] ?? Locale(identifier: "en_GB").localizedString(forLanguageCode: primary) ?? tag
  }

  /// `£10 for each person`, `£20 for each room, £40 in all`; nil when there is nothing to pay.
  func contribution(_ facts: ContributionFacts) -> String? {
    guard facts.pence > 0 else { return nil }
    let each = "\(Words.pounds(facts.pence)) \(Words.say(facts.per, by: contributionPer))"
    guard facts.times > 1 else { return each }
    return each + fill(contributionInAll, ["pounds": Words.pounds(facts.pence * facts.times)])
  }

  /// `2 twin rooms`.
  func rooms(_ facts: RoomFacts) -> String {
    let words = rooms[facts.kind]
    let kind = facts.count == 1 ? words?.one : words?.many
    return "\(facts.count) \(kind ?? Words.say(facts.kind, by: [:]))"
  }

  /// `£10` or `£10.50`.
  static func pounds(_ pence: Int) -> String {
    let (pounds, rest) = (pence / 100, pence % 100)
    return rest == 0 ? "£\(pounds)" : "£\(pounds).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// `a, b and c`.
func spokenList(_ parts: [String]) -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}

/// `2 adults and 1 child aged 6`.
func spokenParty(_ guests: [GuestFacts]) -> String {
  let ages = guests.compactMap(\.childAge)
  let adults = guests.count - ages.count
  var parts: [String] = []
  if adults > 0 { parts.append(adults == 1 ? "1 adult" : "\(adults) adults") }
  if let age = ages.first, ages.count == 1 { parts.append("1 child aged \(age)") }
  if ages.count > 1 { parts.append("\(ages.count) children aged \(spokenList(ages.map(String.init)))") }
  return spokenList(parts)
}

/// A sentence with its `{names}` filled in.
func fill(_ sentence: String, _ values: [String: String]) -> String {
  var filled = ""
  var rest = Substring(sentence)
  while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
    filled += rest[..<open]
    let name = String(rest[rest.index(after: open)..<close])
    filled += values[name] ?? "{\(name)}"
    rest = rest[rest.index(after: close)...]
  }
  return filled + rest
}

/// A JSON file of ours.
func decode<Shape: Decodable>(_ shape: Shape.Type, file: String, folder: String) throws -> Shape {
  let text = try readText(file: file, in: folder)
  do {
    return try JSONDecoder().decode(shape, from: Data(text.utf8))
  } catch {
    throw LetterFault.fileBroken(file, "\(error)")
  }
}
