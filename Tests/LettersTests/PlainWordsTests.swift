import Letters
import Testing

/// Letters are for a reader of eleven: the Flesch-Kincaid grade stays at 8 or below.
@Suite struct PlainWordsTests {
  @Test(arguments: Specimen.all.map(\.name))
  func `every letter can be read at eleven`(name: String) throws {
    let grade = grade(try Specimen.named(name).written().text)
    #expect(grade <= 8, "Shorter sentences and shorter words, please: grade \(grade).")
  }

  @Test func `the measure itself can say no`() {
    let official = """
      Notwithstanding the aforementioned considerations, applicants demonstrating eligibility are additionally \
      required to substantiate their circumstances by furnishing appropriate documentary evidence.
      """
    #expect(grade(official) > 16)
    #expect(grade("The cat sat on the mat. It was glad.") < 2)
  }

  @Test(arguments: Specimen.all.map(\.name))
  func `nobody is shouted at`(name: String) throws {
    let letter = try Specimen.named(name).written()
    #expect(!letter.text.contains("!") && !letter.subject.contains("!"))
    #expect(letter.text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
    #expect(!letter.text.contains("\n\n\n") && letter.text.hasSuffix("\n") && !letter.text.hasSuffix("\n\n"))
  }

  @Test(arguments: Specimen.all.map(\.name))
  func `every letter gives the area's telephone and its hours`(name: String) throws {
    let specimen = try Specimen.named(name)
    let letter = try specimen.written()
    for form in [letter.text, letter.html] {
      #expect(form.contains(specimen.area.phone) && form.contains(specimen.area.phoneHours))
    }
  }

  /// Kincaid and others, 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59. A line ends a sentence too.
  private func grade(_ text: String) -> Double {
    let ascii = text.split(separator: "\n").filter { $0.utf8.allSatisfy { $0 < 0x80 } }
    let sentences = ascii.flatMap { $0.replacing("e-mail", with: "email").split { ".?:".contains($0) } }
      .map { $0.split { !$0.isLetter && !$0.isNumber && $0 != "'" } }.filter { !$0.isEmpty }
    let words = sentences.flatMap { $0 }
    let syllables = words.map(syllables).reduce(0, +)
    return 0.39 * Double(words.count) / Double(sentences.count) + 11.8 * Double(syllables) / Double(words.count) - 15.59
  }

  /// Groups of vowels, without a silent e at the end; numbers count one.
  private func syllables(_ word: Substring) -> Int {
    let letters = Array(word.lowercased())
    var groups = 0
    var before = false
    for letter in letters {
      let vowel = "aeiouy".contains(letter)
      if vowel, !before { groups += 1 }
      before = vowel
    }
    if groups > 1, letters.last == "e", !letters.suffix(2).elementsEqual("le") { groups -= 1 }
    if groups > 1, letters.suffix(2).elementsEqual("ed"), !"td".contains(letters.dropLast(2).last ?? "t") {
      groups -= 1
    }
    return max(1, groups)
  }
}
