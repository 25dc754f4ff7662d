import TestTown
import Testing

@Suite(.onEveryEngine) struct SimulationTests {
  @Test func `whatever everybody does, places, shares, lines and states hold after every step`() async throws {
    var simulation = try await Simulation(seed: Simulation.seed)
    try await simulation.play(Simulation.steps)
    let told = simulation.done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    print("simulation: seed \(Simulation.seed), \(simulation.number) steps: \(told.joined(separator: ", "))")
    // A story in which nothing happens proves nothing.
    for what in ["book", "hold", "cancel", "join", "lapse_holds", "waiting/accept", "waiting/turn-down", "resize"] {
      #expect(simulation.done[what] ?? 0 > 0, "\(what) never had an effect")
    }
  }
}
