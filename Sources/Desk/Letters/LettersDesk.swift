import ArgumentParser
import Wire

/// `breather letters`: what hands must deliver.
struct LettersDesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Letters that somebody must read out or post.", named: "letters", subcommands: [List.self, Read.self, Done.self])

  /// `breather letters list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List letters that wait for hands, the oldest first.")

    @Option(help: "phone, post or withheld.") var by: String?
    @Option(help: "to-do, done, withheld or failed. Left out: to-do.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.list(.get("letters", query: query), as: .letters, LetterPages.list)
    }

    /// The query, in the words of the API; withheld letters are in the state `withheld`.
    var query: Ask.Query {
      let by = by.map(Typed.word)
      let state = state.map(Typed.word) ?? (by == "withheld" ? "withheld" : nil)
      return Typed.query([("by", by), ("state", state)]) + page.query
    }
  }

  /// `breather letters read`.
  struct Read: Verb {
    static let configuration = CommandConfiguration.desk("Show whom to ring or write to, and the words.")

    @Argument(help: .row) var letter: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("letters", try desk.id(letter, .letters))) { LetterPages.page($0, row: letter, on: $1) }
    }
  }

  /// `breather letters done`.
  struct Done: Verb {
    static let configuration = CommandConfiguration.desk("Say how a letter was delivered.")

    @Argument(help: .row) var letter: String
    @Option(help: "spoke, left-message, posted, could-not-reach or other.") var how: String
    @Option(help: "A few words for the next volunteer.") var note: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(letter, .letters)
      let answer = try await desk.client.send(.post("letters", id, "done", body: body))
      try desk.show(answer) { json in
        [json.said("state") == "done" ? "Done. Thank you." : "Noted. The letter stays on the list."]
      }
    }

    var body: JSON { .made(["how": .string(Typed.word(how)), "note": .text(note)]) }
  }
}

/// How letters look at the desk.
enum LetterPages {
  private static let readingWidth = 72

  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let letters = found["items"]?.items ?? []
    guard !letters.isEmpty else { return ["No letter waits. Put the kettle on."] }
    var table = Table(
      .firm("row"), .soft("way", least: 8), .soft("about", least: 12), .soft("to", least: 12),
      .soft("since", least: 11),
      .firm("booking"), .firm("id"))
    for (row, letter) in letters.enumerated() {
      table.rows.append([
        String(row + 1), Words.way(letter.said("by") ?? ""), about(letter),
        letter.said("to", "name") ?? "", letter.said("createdAt").flatMap(LondonTime.init(instant:))?.short ?? "",
        letter.said("reference") ?? "", LastList.short(letter.said("id") ?? ""),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["Read one: breather letters read ROW"]
  }

  /// What a letter is about; an offer that runs out says when.
  private static func about(_ letter: JSON) -> String {
    let kind = FieldWords.camel(letter.said("kind") ?? "")
    guard let until = letter.said("until").flatMap(LondonTime.init(instant:)) else { return kind }
    return "\(kind), until \(until.short)"
  }

  static func page(_ letter: JSON, row: String, on terminal: Terminal) -> [String] {
    let by = letter.said("by") ?? ""
    var facts = Facts()
    facts.add(by == "phone" ? "ring" : "to", letter.said("to", "name"))
    facts.add("number", letter.said("to", "phone"))
    facts.add("address", letter.said("to", "address"))
    facts.add("when", letter.said("to", "callBetween"))
    facts.add("heed", letter.said("to", "note"))
    if by == "phone" { facts.add("message", message(letter)) }
    facts.add("booking", letter.said("reference").map { "\($0)   (say: \(Words.aloud($0)))" })
    facts.add("kept until", letter.said("until").flatMap(LondonTime.init(instant:))?.long)
    facts.add("about", FieldWords.camel(letter.said("kind") ?? ""))
    facts.add("area", letter.said("area"))
    facts.add("since", letter.said("createdAt").flatMap(LondonTime.init(instant:))?.long)
    facts.add("state", letter.said("state").flatMap { $0 == "to_do" ? nil : FieldWords.camel($0) })
    let words = TextWidth.wrapped(Typed.trimmed(letter.said("text") ?? ""), to: min(readingWidth, terminal.width))
    let warning =
      by == "withheld"
      ? [
        terminal.loud("Nothing may go to this person as things stand. Do not ring and do not write because of it."), "",
      ] : []
    let subject = letter.said("subject").map { [terminal.bold($0), ""] } ?? []
    let how = by == "post" ? "posted" : "spoke"
    return warning + facts.lines(on: terminal) + [""] + subject + words
      + ["", "When it is done: breather letters done \(row) --how \(how)"]
  }

  /// Whether a message may be left; when it is not said, none may.
  static func message(_ letter: JSON) -> String {
    letter["to"]?["leaveMessage"]?.bool == true
      ? "you may leave one, without saying what it is about" : "leave none; try again later"
  }
}
