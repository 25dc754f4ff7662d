import ArgumentParser
import Foundation
import Wire

/// `breather import`.
struct Imports: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Bring in a list as CSV. Without --really it is only looked at, and every problem is shown by its row.",
    named: "import", subcommands: [OfferList.self, SlotList.self, PartnerList.self, CarerList.self])

  /// What every import takes.
  struct Wish: ParsableArguments {
    @Argument(help: "The CSV file, in UTF-8; - reads the standard input.") var file: String
    @Flag(help: "Really bring it in: all of it, or nothing when anything is wrong.") var really = false
  }

  /// `breather import offers`.
  struct OfferList: Verb {
    static let configuration = CommandConfiguration.desk(
      "A partner's breaks: title, stay, summary, description and so on; publish? shows them to carers.", named: "offers"
    )

    @OptionGroup var wish: Wish
    @Option(help: .partner) var partner: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await Imports.bring(wish, to: ["partners", try desk.id(partner, .partners), "import", "offers"], desk)
    }
  }

  /// `breather import slots`.
  struct SlotList: Verb {
    static let configuration = CommandConfiguration.desk(
      "Dates of a partner's breaks: offer, day, starts, ends, nights#, places#.", named: "slots")

    @OptionGroup var wish: Wish
    @Option(help: .partner) var partner: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await Imports.bring(wish, to: ["partners", try desk.id(partner, .partners), "import", "slots"], desk)
    }
  }

  /// `breather import partners`.
  struct PartnerList: Verb {
    static let configuration = CommandConfiguration.desk(
      "Partners of an area: name, kind, email, postcode and so on.", named: "partners")

    @OptionGroup var wish: Wish
    @Option(help: .theArea) var area: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await Imports.bring(wish, to: ["areas", area, "import", "partners"], desk)
    }
  }

  /// `breather import carers`.
  struct CarerList: Verb {
    static let configuration = CommandConfiguration.desk(
      "Carers of an area. No letter goes to them before each has had the privacy notice.", named: "carers")

    @OptionGroup var wish: Wish
    @Option(help: .theArea) var area: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await Imports.bring(wish, to: ["areas", area, "import", "carers"], desk)
    }
  }

  private static func bring(_ wish: Wish, to path: [String], _ desk: Desk) async throws {
    let csv = try read(wish.file)
    if wish.really { try desk.confirm("Really bring in \(wish.file)?") }
    var ask = Ask(method: "POST", path: path, body: ["csv": .string(csv), "dryRun": .bool(!wish.really)])
    if wish.really { ask.idempotencyKey = Ask.freshKey() }
    let answer: Answer
    do {
      answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
    } catch let fault as DeskFault where fault.exit == .wrongInput && !fault.document.isEmpty {
      throw DeskFault(
        .wrongInput, sentences: ImportPages.refused(fault, on: desk.terminal), document: fault.document,
        code: fault.code)
    }
    try desk.show(answer) { ImportPages.page($0, on: desk.terminal) }
    if answer.json["problems"]?.items?.isEmpty == false { throw DeskFault(.wrongInput, sentences: []) }
  }

  private static func read(_ file: String) throws -> String {
    let bytes =
      file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
    guard let bytes else { throw DeskFault(.troubleHere, "The file \(file) cannot be read.") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DeskFault(.wrongInput, "The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")
    }
    return text
  }
}

/// How imports look at the desk.
enum ImportPages {
  static func page(_ told: JSON, on terminal: Terminal) -> [String] {
    let (rows, new, there) = (told["rows"]?.int ?? 0, told["new"]?.int ?? 0, told["alreadyThere"]?.int ?? 0)
    let problems = told["problems"]?.items ?? []
    let isDry = told["dryRun"]?.bool ?? true
    var lines = [
      "\(rows) \(rows == 1 ? "row" : "rows"): \(new) \(isDry ? "new" : "brought in"), \(there) there already, as they were."
    ]
    let known = (told["notes"]?.items ?? []).compactMap { $0["line"]?.int }.map(String.init)
    if !known.isEmpty {
      lines += TextWidth.wrapped("There already: rows \(known.joined(separator: ", ")).", to: terminal.width)
    }
    lines += table(problems, more: told["moreProblems"]?.int ?? 0, on: terminal)
    if isDry {
      lines.append(
        problems.isEmpty ? "Nothing was made yet. Bring it in with the same words and --really" : "Nothing was made.")
    }
    return lines
  }

  /// What a refusal says: its sentence, and the problems by row.
  static func refused(_ fault: DeskFault, on terminal: Terminal) -> [String] {
    guard let document = try? JSON.parse(fault.document, limits: .answer), let errors = document["errors"]?.items,
      errors.contains(where: { $0["line"] != nil })
    else { return fault.sentences }
    return [document.said("detail") ?? ""] + table(errors, more: document["moreErrors"]?.int ?? 0, on: terminal)
  }

  private static func table(_ problems: [JSON], more: Int, on terminal: Terminal) -> [String] {
    guard !problems.isEmpty else { return [] }
    var table = Table(.firm("row"), .soft("column", least: 10), .soft("what is wrong", least: 24))
    for problem in problems {
      table.rows.append([
        problem["line"]?.int.map(String.init) ?? "", problem.said("column") ?? "", problem.said("detail") ?? "",
      ])
    }
    return [""] + table.lines(on: terminal) + (more > 0 ? ["and \(more) more."] : []) + [""]
  }
}
