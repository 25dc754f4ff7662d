import Testing

@Suite struct BanTests {
  @Test(arguments: Ban.all.indices) func `no banned call stands in our code`(place: Int) {
    let found = (House.swift + [House.file("Package.swift")]).flatMap(Ban.all[place].untidy)
    #expect(found.isEmpty, "\(found.told)")
  }

  @Test func `every file that is allowed a banned call is there`() {
    let paths = Set(House.swift.map(\.path))
    let gone = Set(Ban.all.flatMap(\.allowed.keys)).subtracting(paths)
    #expect(gone.isEmpty, "take \(gone.sorted()) off the list of those who may, in Bans.swift")
  }

  @Test(arguments: [
    "let a = Date()", "f(UUID(), b)", "let a = try! f()", "\"\\(Date())\"", "print(a)", "  dump(a)",
    "Int.random(in: 0..<9)",
    "let a = b as! C", "fatalError()", "Bundle.module.path", "// TO" + "DO later", "/* FIX" + "ME */", "Date.now",
  ])
  func `a banned call is caught`(line: String) {
    let file = SourceFile(path: "Sources/Store/A.swift", text: "let a = 1\n\(line)\n")
    #expect(Ban.all.flatMap { $0.untidy(file) }.map(\.line) == [2])
  }

  @Test(arguments: [
    "// Date() is banned", "\"try! this\"", "let myDate = aDate()", "fingerprint(a)", "UUID(uuid: bytes)", "footprint(",
    "try? f()",
    "fatalError(\"said\")", "\"\"\"\n  print(a)\n  \"\"\"",
  ])
  func `what only looks like a banned call is not caught`(line: String) {
    #expect(Ban.all.flatMap { $0.untidy(SourceFile(path: "Sources/Store/A.swift", text: line)) }.isEmpty)
  }

  @Test func `the command line may print and the live world may read the clock`() {
    let desk = SourceFile(path: "Sources/Desk/A.swift", text: "print(a)")
    let world = SourceFile(path: "Sources/breather/LiveWorld.swift", text: "Date()")
    #expect(Ban.all.flatMap { $0.untidy(desk) + $0.untidy(world) }.isEmpty)
  }

  @Test func `every fact in a letter is escaped`() {
    let templates = House.under("Sources/Letters/Templates") { $0.hasSuffix(".mustache") }
    let found = templates.flatMap(TemplateBans.untidy)
    #expect(found.isEmpty, "\(found.told)")
    #expect(templates.count > 10, "the letters' templates are not where this test looks")
  }

  @Test(arguments: ["Dear {{{name}}}", "Dear {{&name}}", "Dear {{& name}}"])
  func `a fact that is not escaped is caught`(line: String) {
    #expect(TemplateBans.untidy(SourceFile(path: "a.mustache", text: line)).count == 1)
  }
}
