import ArgumentParser
import Wire

/// `breather me`.
struct Me: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show who you are signed in as, and for whom you may act.", discussion: DeskExit.help)

  @OptionGroup var desk: DeskOptions

  func run() async throws {
    try await desk.run { desk in
      let answer = try await desk.client.send(.get("me"))
      try desk.show(answer) { Self.page($0, server: desk.client.server.base).lines(on: desk.terminal) }
    }
  }

  static func page(_ me: JSON, server: String) -> Facts {
    var facts = Facts()
    facts.add("name", me.said("name"))
    facts.add("server", server)
    facts.add("roles", (me["roles"]?.items ?? []).map(role).joined(separator: "\n"))
    facts.add("acts for", (me["actsFor"]?.items ?? []).compactMap { $0.said("name") }.joined(separator: "\n"))
    facts.add("concerns", me["concernsOpen"]?.int.map { "\($0) open, see breather concerns list" })
    facts.add("id", me.said("id"))
    facts.add("carer id", me.said("carerId"))
    return facts
  }

  /// Such as `volunteer in liverpool`.
  static func role(_ held: JSON) -> String {
    "\(FieldWords.camel(held.said("role") ?? "")) in \(held.said("area") ?? "")"
  }
}
