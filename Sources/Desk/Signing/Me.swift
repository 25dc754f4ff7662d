import ArgumentParser
import Wire

/// `breather me`.
struct Me: Verb {
  static let configuration = CommandConfiguration.desk("Show who you are signed in as, and for whom you may act.")

  @OptionGroup var desk: DeskOptions

  func work(at desk: Desk) async throws {
    try await desk.tell(.get("me")) { Self.page($0, server: desk.client.server.base).lines(on: $1) }
  }

  static func page(_ me: JSON, server: String) -> Facts {
    var facts = Facts()
    facts.add("name", me.said("name"))
    facts.add("server", server)
    facts.add("roles", (me["roles"]?.items ?? []).map(role).joined(separator: "\n"))
    facts.add("acts for", (me["actsFor"]?.items ?? []).compactMap { $0.said("name") }.joined(separator: "\n"))
    facts.add("areas", me.saidList("areas").joined(separator: ", "))
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
