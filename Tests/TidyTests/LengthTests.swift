import Testing

@Suite struct LengthTests {
  @Test func `no file is longer than 400 lines`() {
    let scripts = House.under(".ci") { $0.hasSuffix(".py") || $0 == ".ci/run" }
    let long = (House.swift + scripts).flatMap(Lengths.file)
    #expect(long.isEmpty, "\(long.told)")
  }

  @Test func `no function is longer than 60 lines`() {
    let long = House.swift.flatMap(Lengths.functions)
    #expect(long.isEmpty, "\(long.told)")
  }

  @Test func `a file of 401 lines is caught and one of 400 is not`() {
    let line = "let a = 1\n"
    #expect(Lengths.file(SourceFile(path: "a.swift", text: String(repeating: line, count: 400))).isEmpty)
    #expect(Lengths.file(SourceFile(path: "a.swift", text: String(repeating: line, count: 401))).count == 1)
  }

  @Test(arguments: [
    "func a() {", "init(a: Int = 1) {", "deinit {", "subscript(a: Int) -> Int {", "var a: Int {",
    "func a(\n  b: () -> Void = { }\n) async throws -> [Int] {", "func `a { b`() {",
    "static func < (a: Int, b: Int) -> Bool {",
  ])
  func `a function of 61 lines is caught and one of 60 is not`(opening: String) {
    let head = opening.split(separator: "\n").count
    for (count, caught) in [(60, 0), (61, 1)] {
      let body = String(repeating: "  print(\"}\") // }\n", count: count - head - 1)
      let text = "struct A {\n  var b = 1\n\(opening)\n\(body)}\n}\n"
      let found = Lengths.functions(of: SourceFile(path: "a.swift", text: text))
      #expect(found.map(\.line) == Array(repeating: 3, count: caught), "\(text)")
    }
  }

  @Test func `a call, a requirement and a stored property are no functions`() {
    let text = """
      protocol A { var a: Int { get }; func b() }
      struct C {
        let d: Int
        var e = 1
        struct F {
          \(String(repeating: "let a = 1\n", count: 70))
        }
        let g = C.init(d: 1)
      }
      """
    #expect(Lengths.functions(of: SourceFile(path: "a.swift", text: text)).isEmpty)
  }
}
