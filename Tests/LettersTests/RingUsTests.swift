import Breaks
import Testing

@testable import Letters

@Suite struct RingUsTests {
  private func letter(_ languages: [String], discreet: Bool = false) throws -> WrittenLetter {
    let specimen = try Specimen.named("booking_confirmed-full")
    let reader = ReaderFacts(name: "Mary Okafor", languages: languages)
    return try TestDesk.writer().write(
      specimen.facts, to: reader, from: specimen.area, style: LetterStyle(discreet: discreet))
  }

  private static let lines = [
    (["cy"], "cy", "ltr", "yn Gymraeg"), (["pa"], "pa", "ltr", "ਪੰਜਾਬੀ"), (["pa-Guru-IN"], "pa", "ltr", "ਪੰਜਾਬੀ"),
    (["ur"], "ur", "rtl", "اردو"), (["UR-PK"], "ur", "rtl", "اردو"), (["pl-PL"], "pl", "ltr", "po polsku"),
    (["ar"], "ar", "rtl", "العربية"), (["so", "ar", "pl"], "ar", "rtl", "العربية"),
  ]

  @Test(arguments: lines)
  func `a reader of another language is told in it to ring us`(
    languages: [String], language: String, direction: String, words: String
  ) throws {
    for discreet in [false, true] {
      let letter = try letter(languages, discreet: discreet)
      let line = try #require(letter.text.split(separator: "\n").first { $0.contains(words) })
      #expect(line.contains("0151 496 0123"))
      #expect(letter.html.contains("<p lang=\"\(language)\" dir=\"\(direction)\">\(line)</p>"))
      #expect(line.contains("\u{200E}0151 496 0123\u{200E}") == (direction == "rtl"))
    }
  }

  @Test(arguments: [[], ["en"], ["en-GB"], ["ur", "en"], ["so"], ["pa-Arab"], ["pap"], [""]])
  func `a reader of English, or of a language without a line, gets none`(languages: [String]) throws {
    let letter = try letter(languages)
    #expect(!letter.html.contains("dir="))
    #expect(letter.text.unicodeScalars.allSatisfy { $0.value < 0x370 })
  }

  @Test func `large print makes the page's type larger`() throws {
    let specimen = try Specimen.named("booking_confirmed-full")
    #expect(try specimen.written().html.contains("font-size: 22px"))
    #expect(try Specimen.named("booking_confirmed-bare").written().html.contains("font-size: 16px"))
  }
}
