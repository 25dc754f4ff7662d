import TestTown
import Testing
import Wire

/// The promise of the telephone: no field is missing. What is typed goes over a line that writes down what was asked and
/// answers with every field that openapi.yaml knows.
@Suite struct DeskFieldTests {
  @Test func `every field that a request may have can be typed`() async throws {
    let contract = try DeskContract()
    let booth = try Booth(contract)
    defer { booth.close() }
    for words in DeskWords.all { _ = try await booth.say(words) }
    let asked = booth.line.asked
    for operation in contract.operations where DeskWords.elsewhere[operation.id] == nil {
      let said = try #require(asked[operation.id], "No verb reaches \(operation.id).")
      let unsaid = operation.fields.subtracting(said).subtracting(DeskWords.unsaid[operation.id] ?? [])
      #expect(unsaid.sorted() == [], "\(operation.id)")
    }
  }

  @Test func `survey of what is shown`() async throws {
    let contract = try DeskContract()
    let booth = try Booth(contract)
    defer { booth.close() }
    var unseen: [String: Set<String>] = [:]
    for words in DeskWords.all {
      booth.line.alter(nil)
      for variant in 0..<8 {
        booth.line.choose(variant)
        booth.line.alter(nil)
        let base = try await booth.say(words)
        let asked = booth.line.lastAsked
        for id in asked {
          guard let operation = contract.operations.first(where: { $0.id == id }) else { continue }
          let all = contract.sample(of: operation, variant: variant).leaves
          let open = unseen[id] ?? all
          var left = open
          for leaf in open where all.contains(leaf) {
            booth.line.alter((id, leaf))
            if let now = try? await booth.say(words), now != base { left.remove(leaf) }
          }
          unseen[id] = left
        }
      }
    }
    for (id, leaves) in unseen.sorted(by: { $0.key < $1.key }) where !leaves.isEmpty {
      print("UNSEEN", id, leaves.sorted().joined(separator: " "))
    }
  }
}
