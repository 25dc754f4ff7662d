import ArgumentParser
import Wire

/// `breather concerns`: what worries somebody.
struct Concerns: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Raise a concern about somebody's safety; read those you are named for.",
    subcommands: [Raise.self, List.self, Read.self, Note.self, Close.self, People.self])

  /// `breather concerns raise`.
  struct Raise: Verb {
    static let configuration = CommandConfiguration.desk(
      "Tell the people who look after safety of something that worries you. In danger ring 999 first.")

    @Option(help: "child, adult, partner-conduct or other.") var about: String
    @OptionGroup var words: WordsOption
    @Flag(inversion: .prefixedNo, help: "Whether somebody is in danger now.") var dangerNow: Bool?
    @Option(help: "The area. Left out: yours, when it is only one.") var area: String?
    @Option(help: "The reference of the booking it has to do with.") var booking: String?
    @Option(help: "The id of the partner it has to do with.") var partner: String?
    @Option(help: "The carer it has to do with: the row in the last list, the reference, or the id.") var carer: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let danger = try danger(at: desk)
      // Before anything that may take time or fail.
      if danger { desk.terminal.sayAside(desk.terminal.loud(ConcernPages.danger)) }
      let words = try words.said(at: desk, asking: "What worries you?")
      let who = try await desk.carer(ifSaid: carer)
      try await desk.make(.post("concerns", body: body(words: words, danger: danger, carer: who)), ConcernPages.raised)
    }

    /// Whether somebody is in danger must be said: nothing is taken for granted.
    private func danger(at desk: Desk) throws -> Bool {
      if let dangerNow { return dangerNow }
      guard desk.terminal.isInteractive else {
        throw DeskFault(.usage, "Say whether somebody is in danger now: --danger-now or --no-danger-now")
      }
      return desk.terminal.agrees("Is somebody in danger now?")
    }

    /// The body of the request.
    func body(words: String, danger: Bool, carer: String?) -> JSON {
      .made([
        "about": .string(Typed.word(about)), "words": .string(words), "dangerNow": .bool(danger), "area": .text(area),
        "bookingReference": .text(booking), "partnerId": .text(partner), "carerId": .text(carer),
      ])
    }
  }

  /// `breather concerns list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List the concerns you are named for, the newest first.")

    @Option(help: "One of your areas.") var area: String?
    @Option(help: "open or closed.") var state: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.list(.get("concerns", query: query), as: .concerns, ConcernPages.list)
    }

    var query: Ask.Query {
      Typed.query([("area", area), ("state", state.map(Typed.word))]) + page.query
    }
  }

  /// `breather concerns read`.
  struct Read: Verb {
    static let configuration = CommandConfiguration.desk("Read a concern; that you did is written down.")

    @Argument(help: .row) var concern: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("concerns", try desk.id(concern, .concerns))) {
        ConcernPages.page($0, row: concern, on: $1)
      }
    }
  }

  /// `breather concerns note`.
  struct Note: Verb {
    static let configuration = CommandConfiguration.desk("Add to a concern what was done or learnt.")

    @Argument(help: .row) var concern: String
    @OptionGroup var words: WordsOption
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(concern, .concerns)
      let words = try words.said(at: desk, asking: "What was done or learnt?")
      try await desk.make(.post("concerns", id, "notes", body: ["words": .string(words)])) { _, _ in ["Noted."] }
    }
  }

  /// `breather concerns close`.
  struct Close: Verb {
    static let configuration = CommandConfiguration.desk("Close a concern, with the words that say how it ended.")

    @Argument(help: .row) var concern: String
    @OptionGroup var words: WordsOption
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(concern, .concerns)
      let words = try words.said(at: desk, asking: "How did it end?")
      try desk.confirm("Close this concern?")
      try await desk.tell(.post("concerns", id, "close", body: ["words": .string(words)]), saying: "Closed.") {
        ConcernPages.page($0, row: concern, on: $1)
      }
    }
  }

  /// `breather concerns people`.
  struct People: Verb {
    static let configuration = CommandConfiguration.desk(
      "Show who is named to read an area's concerns, or name them anew; for administrators.")

    @Argument(help: .theArea) var area: String
    @Option(help: "The id of somebody to be named in place of those who are. May be repeated.") var name: [String] = []
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let ask =
        name.isEmpty
        ? Ask.get("areas", area, "safeguarding") : Ask.post("areas", area, "safeguarding", body: body)
      if !name.isEmpty { try desk.confirm("Name these \(name.count) in place of those who are named now?") }
      try await desk.tell(ask, ConcernPages.people)
    }

    var body: JSON { ["people": .array(name.map(JSON.string))] }
  }
}
