import Breaks
import Foundation
import Testing

@testable import Letters

@Suite struct TemplateTests {
  @Test func `every kind of letter has a full and a bare specimen, so its templates are tried at the start`() {
    let names = Set(Specimen.all.map(\.name))
    for kind in LetterKind.allCases {
      #expect(names.contains("\(kind.rawValue)-full") && names.contains("\(kind.rawValue)-bare"))
    }
  }

  @Test(arguments: LetterKind.allCases.flatMap { ["\($0.rawValue).text", "\($0.rawValue).html"] } + ["footer.text"])
  func `a missing template stops the start and is named`(name: String) throws {
    let file = name + ".mustache"
    let fault = #expect(throws: LetterFault.self) { try TestDesk.writer(changing: "en/" + file) { _ in nil } }
    #expect(fault?.description.contains(name) == true)
  }

  @Test(arguments: [
    ("sign_in_code.text", "{{typo}}", "typo"),
    ("sign_in_code.html", "{{typo}}", "typo"),
    ("booking_confirmed.text", "{{#message}}{{typo}}{{/message}}", "typo"),
    ("booking_confirmed.text", "{{#guests}}{{typo}}{{/guests}}", "typo"),
    ("booking_confirmed.text", "{{#typo}}x{{/typo}}", "typo"),
    ("booking_confirmed.text", "{{^typo}}x{{/typo}}", "typo"),
    ("booking_confirmed.text", "{{#hasTypo}}x{{/hasTypo}}", "hasTypo"),
    ("footer.text", "{{typo}}", "typo"),
    ("guests.html", "{{#guests}}{{#needs}}{{typo}}{{/needs}}{{/guests}}", "typo"),
    ("booking_confirmed.text", "{{message}}", "message (it can be absent: put it into a section)"),
    ("booking_confirmed.text", "{{slots}}", "slots (a list)"),
    ("booking_confirmed.text", "{{#guests}}{{.}}{{/guests}}", ". (a group of facts)"),
    ("discreet.text", "{{schemeName}}", "schemeName"),
    ("discreet.html", "{{offerTitle}}", "offerTitle"),
    ("partner_booking_requested.text", "{{#leadName}}{{.}}{{/leadName}}", "leadName"),
    ("partner_booking_cancelled.text", "{{#guests}}x{{/guests}}", "guests"),
  ])
  func `a template that asks for a fact its letter lacks stops the start`(
    name: String, slip: String, missed: String
  ) throws {
    let fault = #expect(throws: LetterFault.self) {
      try TestDesk.writer(changing: "en/\(name).mustache") { $0 + slip }
    }
    guard case .factsMissing(_, let names) = fault else {
      Issue.record("not a missing fact: \(String(describing: fault))")
      return
    }
    #expect(names == [missed])
  }

  @Test(arguments: [
    "{{{code}}}", "{{& code}}", "{{&code}}", "{{{ code }}}", "{{=<% %>=}}", "{{<footer.text}}{{/footer.text}}",
    "{{$block}}{{/block}}", "{{>*code}}", "{{uppercased(code)}}", "{{area.phone}}", "{{> nowhere.text}}",
    "{{> footer.html}}", "{{code", "{{#code}}", "{{/code}}", "{{}}",
  ])
  func `a tag that letters must not have is refused with the file's name`(slip: String) throws {
    let fault = #expect(throws: LetterFault.self) {
      try TestDesk.writer(changing: "en/sign_in_code.text.mustache") { $0 + slip }
    }
    guard case .fileBroken(let file, _) = fault else {
      Issue.record("not a broken file: \(String(describing: fault))")
      return
    }
    #expect(file == "sign_in_code.text.mustache")
  }

  @Test(arguments: [
    ("en/sign_in_code.text.mustache", "{{% CONTENT_TYPE:TEXT}}\n", ""),
    ("en/footer.text.mustache", "{{% CONTENT_TYPE:TEXT}}\n", ""),
    ("en/sign_in_code.text.mustache", "Subject: ", "Betreff: "),
    ("en/sign_in_code.html.mustache", "<h1", "{{% CONTENT_TYPE:TEXT}}<h1"),
    ("en/words.json", "{", "["),
    ("ring-us.json", "{phone}", "the telephone"),
    ("ring-us.json", "\"rtl\"", "\"right\""),
  ])
  func `a file without what it needs is refused with its name`(file: String, sought: String, put: String) throws {
    let fault = #expect(throws: LetterFault.self) {
      try TestDesk.writer(changing: file) { $0.replacingOccurrences(of: sought, with: put) }
    }
    #expect(fault?.description.contains((file as NSString).lastPathComponent) == true)
  }

  @Test func `templates saved on Windows work`() throws {
    let specimen = try Specimen.named("sign_in_code-full")
    let writer = try TestDesk.writer(changing: "en/sign_in_code.text.mustache") {
      "\u{FEFF}" + $0.replacingOccurrences(of: "\n", with: "\r\n")
    }
    let letter = try writer.write(specimen.facts, to: specimen.reader, from: specimen.area, style: TestDesk.plain)
    #expect(try letter == specimen.written())
  }

  @Test func `every fact that any template names is known, in branches that no specimen takes too`() throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    var known: Set = ["name", "behalfOf", "schemeName", "areaEmail", "phone", "phoneHours", "ringUs", "typeSize"]
    known.formUnion(["language", "direction", "line", "subject", "reference", "."])
    for specimen in Specimen.all { known.formUnion(names(in: SheetMaker(words: words).sheet(specimen.facts))) }
    for file in try templateFiles() {
      let text = try readText(file: file, in: TestDesk.templates() + "/en")
      for tag in text.components(separatedBy: "{{").dropFirst() {
        let body = tag.components(separatedBy: "}}")[0].trimmingCharacters(in: .whitespaces)
        guard let first = body.first, !"!%>".contains(first) else { continue }
        #expect(known.contains(body.trimmingCharacters(in: CharacterSet(charactersIn: "#^/ "))), "\(file): \(body)")
      }
    }
  }

  @Test func `no template prints a fact without making it safe`() throws {
    for file in try templateFiles() {
      let text = try readText(file: file, in: TestDesk.templates() + "/en")
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(file)")
    }
  }

  @Test func `pages load nothing from elsewhere and run nothing`() throws {
    for file in try templateFiles() where file.hasSuffix(".html.mustache") {
      let text = try readText(file: file, in: TestDesk.templates() + "/en").lowercased()
      for banned in ["<script", "<img", "<table", "<link", "http:", "https:", "url(", "<iframe", "onclick"] {
        #expect(!text.contains(banned), "\(file): \(banned)")
      }
    }
  }

  @Test(arguments: Specimen.all.map(\.name))
  func `every page closes what it opens`(name: String) throws {
    for style in [TestDesk.plain, TestDesk.discreet] {
      var open: [Substring] = []
      for tag in try Specimen.named(name).written(style).html.split(separator: "<").dropFirst() {
        let word = tag.prefix { $0 != ">" && $0 != " " }
        if ["!DOCTYPE", "meta", "br", "hr"].contains(word) { continue }
        if word.hasPrefix("/") {
          #expect(open.popLast() == word.dropFirst())
        } else {
          open.append(word)
        }
      }
      #expect(open.isEmpty)
    }
  }

  private func templateFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: TestDesk.templates() + "/en").filter {
      $0.hasSuffix(".mustache")
    }
  }

  private func names(in sheet: FactSheet) -> Set<String> {
    sheet.reduce(into: []) { names, entry in
      names.insert(entry.key)
      if case .list(let facts) = entry.value {
        names.insert("has" + entry.key.prefix(1).uppercased() + entry.key.dropFirst())
        for case .sheet(let inner) in facts { names.formUnion(self.names(in: inner)) }
      }
    }
  }
}
