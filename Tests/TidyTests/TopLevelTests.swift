import Foundation
import Testing

@Suite struct TopLevelTests {
  /// What stands at the top of the repository; dot-files besides.
  static let names: Set<String> = ["Package.swift", "Sources", "Tests", "Seeds", "config", "README.md"]
  /// What building and serving leave there; `.gitignore` names them.
  static let left: Set<String> = ["Package.resolved", "data"]

  static func strangers(among names: [String]) -> [String] {
    names.filter { !$0.hasPrefix(".") && !Self.names.contains($0) && !left.contains($0) }.sorted()
  }

  @Test func `the top level holds what the design names and nothing else`() throws {
    let there = try FileManager.default.contentsOfDirectory(atPath: House.root.path)
    let strangers = Self.strangers(among: there)
    #expect(strangers.isEmpty, "\(strangers) stand at the top level: move them under Sources, Tests, Seeds or config")
    let missing = Self.names.subtracting(there)
    #expect(missing.isEmpty, "\(missing.sorted()) are missing at the top level: the design and the README promise them")
  }

  @Test func `a stranger at the top level is caught`() {
    #expect(Self.strangers(among: ["Sources", ".ci", "docs", "data", "Makefile"]) == ["Makefile", "docs"])
  }
}
