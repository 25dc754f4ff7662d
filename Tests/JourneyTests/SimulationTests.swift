import TestTown
import Testing

@Suite(.onEveryEngine) struct SimulationTests {
  @Test func `whatever everybody does, places, shares, lines and states hold after every step`() async throws {
    var simulation = try await Simulation(seed: Simulation.seed)
    try await simulation.play(Simulation.steps)
    let told = simulation.done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("simulation: seed \(Simulation.seed), \(simulation.number) steps: \(told.joined(separator: ", "))")
    // A story in which nothing happens proves nothing.
    var expected = ["book", "hold", "change", "cancel", "join", "lapse_holds", "resize", "enter", "draw_rounds"]
    if Simulation.steps >= 2000 {
      expected += [
        "book-with-care", "accept", "decline", "waiting/accept", "waiting/turn-down", "pause", "resume",
        "quiet", "lift", "care", "entries/withdraw", "entries/ask-a-person",
      ]
    }
    for what in expected {
      #expect(simulation.done[what] ?? 0 > 0, "\(what) never had an effect")
    }
  }
}
