import Breaks
import Foundation
import Mustache

/// All templates of one language, loaded, checked and ready to render.
struct TemplateShelf: Sendable {
  /// The template pair that stands in for others when the reader asked for discreet letters.
  static let discreet = "discreet"

  private let library: MustacheLibrary

  /// The folder of the pages behind links; a page is named after it, such as `pages/over.html`.
  private static let pages = "pages/"

  /// Loads every `.mustache` file of a folder, and of its folder `pages`.
  ///
  /// - Throws: `LetterFault.fileMissing` or `.fileBroken`, which name the file.
  init(folder: String) throws {
    var texts: [String: String] = [:]
    let pages = try Self.files(in: (folder as NSString).appendingPathComponent(Self.pages)).map { Self.pages + $0 }
    for file in try Self.files(in: folder) + pages {
      texts[String(file.dropLast(".mustache".count))] = try readText(file: file, in: folder)
    }
    var library = MustacheLibrary()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      try Self.check(name, text, among: texts)
      do {
        try library.register(text, named: name)
      } catch let error as MustacheTemplate.ParserError {
        let place = "line \(error.context.lineNumber): \(error.error)"
        throw LetterFault.fileBroken(name + ".mustache", place)
      }
    }
    for kind in LetterKind.allCases.map(\.rawValue) + [Self.discreet] {
      for form in ["text", "html"] where texts["\(kind).\(form)"] == nil {
        throw LetterFault.fileMissing("\(kind).\(form).mustache")
      }
      try Self.checkSubject(of: kind, in: texts)
    }
    self.library = library
  }

  /// Fills a template in.
  ///
  /// - Throws: `LetterFault.factsMissing` when the template names what the sheet lacks, or prints what is absent.
  func render(_ name: String, _ sheet: FactSheet) throws -> String {
    let misses = FactMisses()
    let root = FactNode(sheet, isRoot: true, misses: misses)
    guard let text = library.render(root, withTemplate: name) else {
      throw LetterFault.fileMissing(name + ".mustache")
    }
    guard misses.names.isEmpty else { throw LetterFault.factsMissing(template: name, names: misses.names) }
    return text
  }

  private static func files(in folder: String) throws -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw LetterFault.fileMissing(folder)
    }
    return names.filter { $0.hasSuffix(".mustache") }
  }

  private static func check(_ name: String, _ text: String, among all: [String: String]) throws {
    let file = name + ".mustache"
    let isText = name.hasSuffix(".text")
    guard isText || name.hasSuffix(".html") else {
      throw LetterFault.fileBroken(file, "its name must end in .text.mustache or .html.mustache")
    }
    let pragma = "{{% CONTENT_TYPE:TEXT}}\n"
    if isText, !text.hasPrefix(pragma) {
      throw LetterFault.fileBroken(file, "its first line must be {{% CONTENT_TYPE:TEXT}}")
    }
    if !isText, text.contains("CONTENT_TYPE") {
      throw LetterFault.fileBroken(file, "an HTML template must not set a content type")
    }
    do {
      for partial in try TemplateTags(text).partials
      where !all.keys.contains(partial) || partial.hasSuffix(".text") != isText {
        throw LetterFault.fileBroken(file, "it includes \"\(partial)\", which is not there or not of its sort")
      }
    } catch let refused as RefusedTag {
      throw LetterFault.fileBroken(file, refused.why)
    }
  }

  private static func checkSubject(of kind: String, in texts: [String: String]) throws {
    let lines = (texts["\(kind).text"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 3, lines[1].hasPrefix("Subject: "), lines[2].isEmpty else {
      let why = "its second line must be \"Subject: …\", and the third must be empty"
      throw LetterFault.fileBroken("\(kind).text.mustache", why)
    }
  }
}

/// The text of a file that a person may have saved on any machine: without a byte order mark, lines ending in LF.
func readText(file: String, in folder: String) throws -> String {
  guard let data = FileManager.default.contents(atPath: (folder as NSString).appendingPathComponent(file)) else {
    throw LetterFault.fileMissing(file)
  }
  guard let text = String(validating: data, as: UTF8.self) else {
    throw LetterFault.fileBroken(file, "it is not saved as UTF-8")
  }
  let unmarked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  return unmarked.replacingOccurrences(of: "\r\n", with: "\n")
}
