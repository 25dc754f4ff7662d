import Breaks
import Foundation

/// Words cut into runs of three letters, by which a word with a typing slip still finds what was meant.
///
/// A gram stands in the table as `run:word`, such as `res:restaurant`, so that a search counts within one word, and long
/// texts do not match by chance. A word is cut with a mark at both ends: `^re`, `res`, … `nt$`. Beside its runs stands
/// each longer word with its letters sorted, such as `=aeehrtt`, which swapped letters leave as it is.
enum Grams {
  /// One word of a search: at least `need` of its runs stand in one word of the offer, or `swapped` stands there.
  struct Wanted: Equatable {
    let runs: [String]
    let need: Int
    /// The gram of the same letters in any order; nil for a short word.
    let swapped: String?
    /// The most letters that a word of the offer may have; nil for any number.
    var longest: Int?
  }

  /// A word's first letters that count.
  private static let lettersMax = 40

  /// Words that every text has, so that they tell nothing.
  private static let empty: Set<String> = [
    "a", "an", "and", "are", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our", "the", "to", "we",
    "with", "you", "your",
  ]

  /// The grams of texts, none twice, sorted.
  static func index(_ texts: [String]) -> [String] {
    let vocabulary = Set(texts.flatMap { words(of: $0) })
    return Set(
      vocabulary.flatMap { word in
        runs(of: word).map { "\($0):\(word)" } + (swapped(word).map { [$0] } ?? [])
      }
    ).sorted()
  }

  /// What a search wants, word by word, each in all its meanings; empty when it has no word that tells anything.
  ///
  /// Of a longer word about 60 % of the runs must be found. A word of two or three letters has too few to allow a slip:
  /// it finds the words that begin with it, and so does its plural. One of four is not looked for in the middle of long
  /// words: a pool is not in Liverpool. What people also call a thing must begin a word, letter by letter.
  static func search(_ text: String) -> [[Wanted]] {
    var seen: Set<String> = []
    return words(of: SearchWords.spelled(text)).filter { seen.insert($0).inserted }.compactMap { word in
      guard let typed = wanted(word) else { return nil }
      return [typed] + SearchWords.also(word).map(beginning)
    }
  }

  private static func wanted(_ word: String) -> Wanted? {
    let letters = Array(word.unicodeScalars)
    let isShort = letters.count < 4 || (letters.count == 4 && letters.last == "s")
    if letters.count < 2 { return nil }
    if isShort { return beginning(String(String.UnicodeScalarView(letters.prefix(3)))) }
    let found = runs(of: word)
    return Wanted(
      runs: found, need: (found.count * 55 + 99) / 100, swapped: swapped(word),
      longest: letters.count == 4 ? 8 : nil)
  }

  /// The words that begin with a word.
  private static func beginning(_ word: String) -> Wanted {
    let found = runs(in: Array("^\(word)".unicodeScalars))
    return Wanted(runs: found, need: found.count, swapped: nil)
  }

  /// The words of a text in small letters without accents, in their order.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func end() {
      let whole = String(word)
      if !whole.isEmpty, !empty.contains(whole) { words.append(whole) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: continue
      case _ where scalar == "'" || scalar == "\u{2019}": continue
      case _ where scalar.properties.isAlphabetic || scalar.properties.numericType != nil:
        if word.count < lettersMax { word.append(scalar) }
      default: end()
      }
    }
    end()
    return words
  }

  /// The letters of a word of five or more, sorted.
  private static func swapped(_ word: String) -> String? {
    let letters = word.unicodeScalars.sorted()
    return letters.count < 5 ? nil : "=" + String(String.UnicodeScalarView(letters))
  }

  private static func runs(of word: String) -> [String] { runs(in: Array("^\(word)$".unicodeScalars)) }

  /// Every three neighbours, none twice, in their order.
  private static func runs(in letters: [Unicode.Scalar]) -> [String] {
    guard letters.count >= 3 else { return [] }
    var seen: Set<String> = []
    return (0...(letters.count - 3)).compactMap { place in
      let run = String(String.UnicodeScalarView(letters[place..<(place + 3)]))
      return seen.insert(run).inserted ? run : nil
    }
  }
}
