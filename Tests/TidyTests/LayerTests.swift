import Foundation
import Testing

@Suite struct LayerTests {
  @Test func `every room imports only what the design lets it`() {
    let wrong = House.sources.flatMap(Layers.untidy)
    #expect(wrong.isEmpty, "\(wrong.told)")
  }

  @Test(arguments: [
    ("Breaks", "import Store"), ("Breaks", "import Synchronization"), ("Store", "import GRDB"), ("Web", "import Store"),
    ("Web", "import SQL"), ("UseCases", "import Crypto"), ("Letters", "import Post"), ("Desk", "import UseCases"),
    ("Desk", "import SQLiteEngine"), ("UseCases", "import Hummingbird"), ("Letters", "import CCurl"),
    ("Wire", "import Breaks"), ("Store", "@preconcurrency import NIOCore"), ("Store", "import struct Web.Reply"),
    ("Store", "import Unheard"), ("Attic", "import Foundation"), ("Web", "package import Store"),
  ])
  func `an import that points the other way is caught`(room: String, line: String) {
    let file = SourceFile(path: "Sources/\(room)/A.swift", text: "// import SQL\n\(line)\n")
    #expect(Layers.untidy(file).map(\.line) == [2])
  }

  @Test(arguments: [("Web", "import UseCases"), ("Post", "import CCurl"), ("Store", "import Crypto")])
  func `an import the design lets a room make is not caught`(room: String, line: String) {
    #expect(Layers.untidy(SourceFile(path: "Sources/\(room)/A.swift", text: line)).isEmpty)
  }

  @Test func `the package gives each room what the design lets it import`() {
    let package = House.file("Package.swift").lines.joined(separator: "\n")
    for (room, allowed) in Layers.rooms where !["CCurl", "CPostgres"].contains(room) {
      let given = PackageFile.rooms(givenTo: room, in: package)
      #expect(given == allowed, "Package.swift and Layers.rooms differ about \(room): make them the same as the design")
    }
  }

  @Test func `every library is pinned to one version`() {
    let loose = PackageFile.loose(House.file("Package.swift"))
    #expect(loose.isEmpty, "\(loose.told)")
  }

  @Test func `a library that is not pinned is caught`() {
    let text =
      "  .package(url: \"https://a.example/a.git\", exact: \"1.0.0\"),\n  .package(url: \"b\", from: \"1.0.0\"),"
    #expect(PackageFile.loose(SourceFile(path: "Package.swift", text: text)).map(\.line) == [2])
  }

  @Test func `what a room is given is read from the package`() {
    let text = """
      .target(name: "A", dependencies: ["Breaks", .product(name: "SQL", package: "x")], swiftSettings: house),
      .target(name: "B", swiftSettings: house),
      .target(
        name: "C",
        dependencies: [
          "SQL", "Store",
        ]
      ),
      """
    #expect(PackageFile.rooms(givenTo: "A", in: text) == ["Breaks"])
    #expect(PackageFile.rooms(givenTo: "B", in: text) == [])
    #expect(PackageFile.rooms(givenTo: "C", in: text) == ["SQL", "Store"])
  }
}
