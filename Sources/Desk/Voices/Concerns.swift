import ArgumentParser
import Wire

/// `breather concerns`: what worries somebody.
struct Concerns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Raise a concern about somebody's safety; read those you are named for.", discussion: DeskExit.help,
    subcommands: [Raise.self, List.self, Read.self, Note.self, Close.self, People.self])

  /// `breather concerns raise`.
  struct Raise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell the people who look after safety of something that worries you. In danger ring 999 first.",
      discussion: DeskExit.help)

    @Option(help: "child, adult, partner-conduct or other.") var about: String
    @OptionGroup var words: WordsOption
    @Flag(inversion: .prefixedNo, help: "Whether somebody is in danger now.") var dangerNow: Bool?
    @Option(help: "The area. Left out: yours, when it is only one.") var area: String?
    @Option(help: "The reference of the booking it has to do with.") var booking: String?
    @Option(help: "The id of the partner it has to do with.") var partner: String?
    @Option(help: "The carer it has to do with: the row in the last list, the reference, or the id.") var carer: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let danger = try danger(at: desk)
        // Before anything that may take time or fail.
        if danger { desk.terminal.sayAside(desk.terminal.loud(ConcernPages.danger)) }
        let words = try words.said(at: desk, asking: "What worries you?")
        var who: String?
        if let carer { who = try await desk.carer(carer) }
        var ask = Ask.post("concerns", body: body(words: words, danger: danger, carer: who))
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        try desk.show(answer) { ConcernPages.raised($0, on: desk.terminal) }
      }
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
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the concerns you are named for, the newest first.", discussion: DeskExit.help)

    @Option(help: "One of your areas.") var area: String?
    @Option(help: "open or closed.") var state: String?
    @Option(help: "How many to list, at most 100.") var limit: Int?
    @Option(help: "The place where the last list ended.") var cursor: String?
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("concerns", query: query))
        desk.remember(.concerns, (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text })
        try desk.show(answer) { ConcernPages.list($0, on: desk.terminal) }
      }
    }

    var query: [(name: String, value: String)] {
      Typed.query([
        ("area", area), ("state", state.map(Typed.word)), ("limit", limit.map(String.init)), ("cursor", cursor),
      ])
    }
  }

  /// `breather concerns read`.
  struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a concern; that you did is written down.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var concern: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let answer = try await desk.client.send(.get("concerns", try desk.id(concern, .concerns)))
        try desk.show(answer) { ConcernPages.page($0, row: concern, on: desk.terminal) }
      }
    }
  }

  /// `breather concerns note`.
  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add to a concern what was done or learnt.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var concern: String
    @OptionGroup var words: WordsOption
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(concern, .concerns)
        let words = try words.said(at: desk, asking: "What was done or learnt?")
        var ask = Ask.post("concerns", id, "notes", body: ["words": .string(words)])
        ask.idempotencyKey = Ask.freshKey()
        let answer = try await desk.client.sendOnce(ask, note: desk.terminal.sayAside)
        try desk.show(answer) { _ in ["Noted."] }
      }
    }
  }

  /// `breather concerns close`.
  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close a concern, with the words that say how it ended.", discussion: DeskExit.help)

    @Argument(help: "The row in the last list, or the id.") var concern: String
    @OptionGroup var words: WordsOption
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let id = try desk.id(concern, .concerns)
        let words = try words.said(at: desk, asking: "How did it end?")
        try desk.confirm("Close this concern?")
        let answer = try await desk.client.send(.post("concerns", id, "close", body: ["words": .string(words)]))
        try desk.show(answer) { ["Closed."] + ConcernPages.page($0, row: concern, on: desk.terminal) }
      }
    }
  }

  /// `breather concerns people`.
  struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show who is named to read an area's concerns, or name them anew; for administrators.",
      discussion: DeskExit.help)

    @Argument(help: "The area, such as liverpool.") var area: String
    @Option(help: "The id of somebody to be named in place of those who are. May be repeated.") var name: [String] = []
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let ask =
          name.isEmpty
          ? Ask.get("areas", area, "safeguarding") : Ask.post("areas", area, "safeguarding", body: body)
        if !name.isEmpty { try desk.confirm("Name these \(name.count) in place of those who are named now?") }
        let answer = try await desk.client.send(ask)
        try desk.show(answer) { ConcernPages.people($0, on: desk.terminal) }
      }
    }

    var body: JSON { ["people": .array(name.map(JSON.string))] }
  }
}
