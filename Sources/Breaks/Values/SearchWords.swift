import Foundation

/// What people type for a thing, and what a partner may have called it.
///
/// A list of data: a volunteer who hears a word in vain adds it here.
package enum SearchWords {
  /// The other words for one that was typed, in small letters; each finds what begins with it.
  ///
  /// A plural counts as its word, and so does a longer word with one slip: `swiming`.
  package static func also(_ typed: String) -> [String] {
    if let others = others[typed] { return others }
    if typed.hasSuffix("s"), typed.count > 3, let others = others[String(typed.dropLast())] { return others }
    guard typed.count >= slipLeast else { return [] }
    return others.filter { $0.key.count >= slipLeast && isOneSlip(typed, $0.key) }.min { $0.key < $1.key }?.value ?? []
  }

  /// A shorter word with a slip may well be another word.
  private static let slipLeast = 5

  /// Whether one letter too many, too few or another, or two neighbours swapped, is all the difference.
  private static func isOneSlip(_ typed: String, _ meant: String) -> Bool {
    let (typed, meant) = (Array(typed), Array(meant))
    guard abs(typed.count - meant.count) <= 1 else { return false }
    let alike = zip(typed, meant).prefix { $0 == $1 }.count
    let (rest, wanted) = (typed[alike...], meant[alike...])
    if rest.count != wanted.count {
      return rest.count > wanted.count ? rest.dropFirst() == wanted : rest == wanted.dropFirst()
    }
    return rest.dropFirst() == wanted.dropFirst()
      || (rest.count >= 2 && rest.dropFirst(2) == wanted.dropFirst(2)
        && rest.prefix(2) == wanted.prefix(2).reversed()[...])
  }

  /// A text with short forms written out, so that their letters are not lost.
  package static func spelled(_ text: String) -> String {
    shortForms.reduce(" \(text.lowercased()) ") { $0.replacingOccurrences(of: " \($1.short) ", with: " \($1.long) ") }
  }

  private static let shortForms: [(short: String, long: String)] = [
    ("b & b", "bed breakfast"), ("b&b", "bed breakfast"), ("b and b", "bed breakfast"), ("bnb", "bed breakfast"),
    ("t'ai chi", "taichi"), ("tai chi", "taichi"),
  ]

  private static let others: [String: [String]] = [
    "art": ["painting", "drawing", "pottery", "craft"],
    "bingo": ["games"],
    "boat": ["sailing", "canoe", "rowing", "cruise", "ferry"],
    "cafe": ["coffee", "tearoom", "scones"],
    "chinese": ["cantonese", "mandarin"],
    "choir": ["sing", "songs"],
    "cinema": ["film", "screening"],
    "coffee": ["cafe"],
    "college": ["course", "class", "learning"],
    "course": ["class", "learning", "workshop"],
    "craft": ["pottery", "knitting", "sewing", "weaving", "painting"],
    "dance": ["dancing", "ballroom"],
    "dinner": ["supper", "meal", "restaurant"],
    "exercise": ["gym", "fitness", "class"],
    "fitness": ["gym", "exercise"],
    "football": ["match", "soccer", "stadium"],
    "gallery": ["museum", "exhibition", "painting"],
    "garden": ["gardening", "allotment", "greenhouse"],
    "gym": ["fitness", "exercise"],
    "guesthouse": ["hotel", "breakfast"],
    "holiday": ["hotel", "overnight", "cottage"],
    "horse": ["riding", "stable", "racing"],
    "hotel": ["guesthouse"],
    "knitting": ["wool", "crochet"],
    "lunch": ["meal", "dinner"],
    "massage": ["spa", "treatment"],
    "meal": ["lunch", "supper", "dinner", "restaurant"],
    "meditation": ["mindful", "breathing"],
    "movie": ["film", "cinema"],
    "museum": ["gallery", "exhibition"],
    "music": ["concert", "orchestra", "songs", "sing"],
    "painting": ["watercolour", "drawing"],
    "pampering": ["spa", "massage", "facial"],
    "panto": ["pantomime"],
    "pictures": ["film", "cinema"],
    "pool": ["swim"],
    "pottery": ["clay", "kiln"],
    "race": ["racing", "racecourse"],
    "respite": ["sitting", "sitter", "care"],
    "sauna": ["steam", "spa"],
    "show": ["theatre", "matinee", "musical"],
    "singing": ["sing", "choir", "songs"],
    "sitter": ["sitting", "respite"],
    "soccer": ["football"],
    "spa": ["massage", "sauna", "steam", "facial"],
    "swim": ["pool", "aqua"],
    "swimming": ["swim", "pool", "aqua"],
    "tea": ["scones", "cake"],
    "theatre": ["matinee", "musical", "pantomime", "stage"],
    "walk": ["ramble", "stroll"],
    "watersports": ["canoe", "kayak", "paddle", "sailing", "rowing"],
    "yoga": ["pilates", "stretch"],
  ]
}
