import TestTown
import TestYard
import Testing

/// Two engines, one behaviour: the same story has the same answers and the same end on each.
@Suite(.inTurn) struct ReplayTests {
  private static let seed: UInt64 = 20_261_122
  private static let commands = 2_300

  @Test func `two thousand random commands are answered alike on every engine, and leave the same rows`() async throws {
    let first = try await Self.play(.sqlite)
    #expect(first.lines.count >= Self.commands)
    // The story must be worth telling: much is granted, much refused, and much is left behind.
    for status in [200, 201, 304, 401, 403, 404, 409, 412, 422] {
      #expect(first.lines.contains { $0.contains(" \(status) [") }, "no answer \(status)")
    }
    #expect(first.rows.count { $0.hasPrefix("booking: ") } > 50)
    for words in ["\"state\":\"drawn\"", "\"state\":\"won\"", "\"state\":\"lost\""] {
      #expect(first.lines.contains { $0.contains(words) }, "nothing was ever \(words)")
    }
    // With one engine only, the story is told twice on it: chance that is not the world's would show.
    for engine in Engine.present.count > 1 ? Array(Engine.present.dropFirst()) : [.sqlite] {
      let other = try await Self.play(engine)
      Self.compare(first.lines, other.lines, on: engine)
      Self.compare(first.rows, other.rows, on: engine)
    }
  }

  private static func play(_ engine: Engine) async throws -> Replay.Played {
    try await Ground.on(engine) { try await Replay.play(seed: seed, commands: commands) }
  }

  private static func compare(_ first: [String], _ other: [String], on engine: Engine) {
    #expect(first.count == other.count, "on \(engine.rawValue), seed \(seed)")
    guard let place = zip(first, other).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return }
    Issue.record("seed \(seed)\non sqlite: \(first[place])\non \(engine.rawValue): \(other[place])")
  }
}
