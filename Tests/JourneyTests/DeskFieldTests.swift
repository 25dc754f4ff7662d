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

  @Test(arguments: DeskWords.pages.keys.sorted())
  func `every fact that a page could tell is on it`(operation id: String) async throws {
    let contract = try DeskContract()
    let booth = try Booth(contract)
    defer { booth.close() }
    let operation = try #require(contract.operations.first { $0.id == id })
    let words = try #require(DeskWords.pages[id])
    var unseen = contract.sample(of: operation, variant: 0).leaves.filter { !DeskWords.isForMachines($0) }
    for variant in 0..<8 {
      booth.line.answer(variant, altered: nil)
      let page = try await booth.say(words)
      for leaf in unseen {
        booth.line.answer(variant, altered: (id, leaf))
        if try await booth.say(words) != page { unseen.remove(leaf) }
      }
    }
    #expect(unseen.subtracting(DeskWords.unshown[id] ?? []).sorted() == [])
  }
}
