/// What people type at the desk, turned into the words of the API.
enum Typed {
  /// Words of the API from options that may be repeated or hold commas: `Gluten-free, halal` is `gluten_free` and `halal`.
  static func words(_ options: [String]) -> [String] {
    var words: [String] = []
    for option in options {
      for part in option.split(whereSeparator: { $0 == "," || $0 == "+" }) {
        let word = Self.word(String(part))
        if !word.isEmpty, !words.contains(word) { words.append(word) }
      }
    }
    return words
  }

  /// One word of the API: `Birth-Date` is `birth_date`.
  static func word(_ typed: String) -> String {
    String(trimmed(typed).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }

  /// A word and its number: `twin:3`.
  ///
  /// - Parameter example: how it is typed, for who typed it otherwise.
  /// - Throws: `DeskFault` with `.usage`.
  static func counted(_ typed: String, such example: String) throws -> (word: String, count: Int) {
    let parts = typed.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(trimmed(parts[1])) else {
      throw DeskFault(.usage, "Say a kind with its number, such as \(example).")
    }
    return (word(String(parts[0])), count)
  }

  /// The parameters of a query that were said, in their order.
  static func query(_ all: [(name: String, value: String?)]) -> Ask.Query {
    all.compactMap { item in item.value.map { (item.name, $0) } }
  }

  /// Without white space at the ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank = { (character: Character) in character.isWhitespace }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else {
      return ""
    }
    return String(text[first...last])
  }

  /// Whether it is a full id.
  static func isID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
