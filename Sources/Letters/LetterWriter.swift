import Foundation

/// How a letter must look for this reader.
package struct LetterStyle: Equatable, Sendable {
  /// True for a reader whom a letter could hurt: no place, no date, no scheme and no calendar leave the house.
  package let discreet: Bool

  /// Makes a style.
  package init(discreet: Bool) { self.discreet = discreet }
}

/// A letter that is ready for its envelope.
package struct WrittenLetter: Equatable, Sendable {
  /// One line; the same neutral words for every reader of a kind.
  package let subject: String
  /// The letter as plain text: UTF-8, lines end in LF, one line a paragraph.
  package let text: String
  /// The letter as a whole HTML page.
  package let html: String
  /// The calendar entry; nil when the letter has none.
  package let calendar: CalendarFile?
}

/// Writes letters: the words come from the templates, the facts from the caller.
///
/// Every template is loaded, checked and tried on made-up facts when the writer is made, so a slip in a template stops
/// the start of the program and not one carer's letter.
package struct LetterWriter: Sendable {
  private let shelf: TemplateShelf
  private let words: Words
  private let ringUs: RingUs

  /// Loads the templates.
  ///
  /// - Parameter templatesFolder: the folder that holds `ring-us.json` and one folder a language, such as `en`.
  /// - Throws: `LetterFault`, which names the file that is missing or broken.
  package init(templatesFolder: String) throws {
    let english = (templatesFolder as NSString).appendingPathComponent("en")
    shelf = try TemplateShelf(folder: english)
    words = try Words.load(folder: english)
    ringUs = try RingUs.load(folder: templatesFolder)
    for specimen in Specimen.all {
      for discreet in [false, true] {
        _ = try write(
          specimen.facts, to: specimen.reader, from: specimen.area, style: LetterStyle(discreet: discreet))
      }
    }
  }

  /// Writes one letter.
  ///
  /// - Parameters:
  ///   - facts: what this letter says.
  ///   - reader: who gets it.
  ///   - area: who writes it.
  ///   - style: how it must look; a discreet carer gets "please ring us" in place of every letter but the sign-in code.
  /// - Throws: `LetterFault.factsMissing` when a template names a fact that the letter does not have.
  package func write(
    _ facts: LetterFacts, to reader: ReaderFacts, from area: AreaFacts, style: LetterStyle
  ) throws -> WrittenLetter {
    let hidden = style.discreet && facts.isHiddenWhenDiscreet
    let template = hidden ? TemplateShelf.discreet : facts.kind.rawValue
    var sheet = envelopeSheet(reader, area)
    if hidden {
      sheet["reference"] = Fact.text(facts.reference)
    } else {
      sheet.merge(greetingSheet(reader, area, showsScheme: !style.discreet)) { $1 }
      sheet.merge(SheetMaker(words: words).sheet(facts)) { $1 }
    }
    let (subject, text) = try split(shelf.render(template + ".text", sheet), of: template)
    sheet["subject"] = .words(subject)
    let html = try shelf.render(template + ".html", sheet)
    let calendar = hidden ? nil : facts.calendarEntry(words: words, area: area).map(CalendarFile.init)
    return WrittenLetter(subject: subject, text: text, html: html, calendar: calendar)
  }

  /// What even a discreet letter shows: the telephone, its hours, and the size of the type.
  private func envelopeSheet(_ reader: ReaderFacts, _ area: AreaFacts) -> FactSheet {
    [
      "phone": .text(area.phone), "phoneHours": .text(area.phoneHours),
      "ringUs": ringUs.fact(languages: reader.languages, phone: area.phone),
      "typeSize": .words(reader.formats.contains("large_print") ? "22px" : "16px"),
    ]
  }

  private func greetingSheet(_ reader: ReaderFacts, _ area: AreaFacts, showsScheme: Bool) -> FactSheet {
    [
      "name": .text(reader.name), "behalfOf": reader.name == nil ? .absent : .text(reader.behalfOf),
      "schemeName": showsScheme ? .text(area.schemeName) : .absent,
      "areaEmail": showsScheme ? .text(area.email) : .absent,
    ]
  }

  /// The subject is the first line of the text template; sections that stayed out leave no more than one empty line.
  private func split(_ rendered: String, of template: String) throws -> (subject: String, text: String) {
    var lines = rendered.split(separator: "\n", omittingEmptySubsequences: false).map(withoutTrailingSpaces)
    let subject = oneLine(String(lines.removeFirst().dropFirst("Subject:".count)))
    guard !subject.isEmpty else { throw LetterFault.fileBroken(template + ".text.mustache", "its subject is empty") }
    var text: [String] = []
    for line in lines where !(line.isEmpty && (text.last ?? "").isEmpty) { text.append(line) }
    while text.last?.isEmpty == true { text.removeLast() }
    return (subject, text.joined(separator: "\n") + "\n")
  }
}

private func withoutTrailingSpaces(_ line: Substring) -> String {
  var line = line
  while line.last == " " { line = line.dropLast() }
  return String(line)
}
