import ArgumentParser

/// A verb of the desk: one errand at one server, and how what came of it is shown.
protocol Verb: AsyncParsableCommand {
  /// What every verb takes.
  var desk: DeskOptions { get }

  /// Does the errand.
  /// - Throws: `DeskFault` in words for the person at the desk.
  func work(at desk: Desk) async throws
}

extension Verb {
  func run() async throws { try await desk.run(work) }
}

extension CommandConfiguration {
  /// A verb of the desk, or a group of verbs; its help ends with the exit codes.
  ///
  /// - Parameters:
  ///   - abstract: what it does, in a sentence.
  ///   - name: what is typed, where that is not the type's name.
  ///   - more: what else somebody should know before typing it.
  static func desk(
    _ abstract: String, named name: String? = nil, more: String? = nil, subcommands: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: [more, DeskExit.help].compactMap { $0 }.joined(separator: "\n\n"),
      subcommands: subcommands)
  }
}

/// Which part of a long list is shown.
struct PageOptions: ParsableArguments {
  @Option(help: "How many to list, at most 100.") var limit: Int?
  @Option(help: "The place where the last list ended.") var cursor: String?

  /// The query, in the words of the API.
  var query: Ask.Query { Typed.query([("limit", limit.map(String.init)), ("cursor", cursor)]) }
}

// What several verbs say of what they take, in the same words.
extension ArgumentHelp {
  static let row: ArgumentHelp = "The row in the last list, or the id."
  static let date: ArgumentHelp = "The row in the last list of dates, or the id."
  static let carer: ArgumentHelp = "The row in the last list, the reference, or the id."
  static let whom: ArgumentHelp = "The carer: the row in the last list, the reference, or the id."
  static let offer: ArgumentHelp = "The break: the row in the last list, or the id."
  static let partner: ArgumentHelp = "The partner: the row in the last list, or the id."
  static let reference: ArgumentHelp = "The reference, with or without hyphens."
  static let anArea: ArgumentHelp = "An area, such as liverpool."
  static let theArea: ArgumentHelp = "The area, such as liverpool."
  static let firstDay: ArgumentHelp = "First day, such as 2027-03-05."
  static let lastDay: ArgumentHelp = "Last day, included."
  static let slots: ArgumentHelp = "A date: the row in the last list of dates, or the id. May be repeated."
  static let cover: ArgumentHelp =
    "Who looks after the person at home: arranged, needed, not-needed or comes-along."
  static let key: ArgumentHelp =
    "The key of an earlier try that got lost on the way; the same words then have one effect only."
}
