import Testing

@Suite struct SwiftMaskTests {
  @Test(arguments: [
    ("a // b", "a     "),
    ("a /* b /* c */ d */ e", "a                   e"),
    ("a(\"b { c\")", "a(\"     \")"),
    ("\"a\\\"b\" c", "\"    \" c"),
    ("\"// a\" // b", "\"    \"     "),
    ("#\"a\"b\"# c", "#\"   \"# c"),
    ("#\"\\(a)\"# c", "#\"    \"# c"),
    ("\"x \\(a(\"y\") + b) z\" c", "\"   (a(\" \") + b)  \" c"),
    ("\"\"\"\n  a } \"b\" // c\n  \\(d)\n\"\"\" e", "\"\"\"\n              \n   (d)\n\"\"\" e"),
    ("/*\n}*/ a", "  \n    a"),
    ("func `a { b`() {}", "func xxxxxxx() {}"),
    ("#if os(Linux)", "#if os(Linux)"),
    ("\"a\nb", "\" \nb"),
  ])
  func `comments and strings are blanked and code stays`(written: String, code: String) {
    #expect(String(decoding: SwiftMask.mask(Array(written.utf8)), as: UTF8.self) == code)
  }

  @Test func `no Swift file changes its lines or its length`() {
    for file in House.swift {
      #expect(file.lines.map(\.utf8.count) == file.code.map(\.utf8.count), "\(file.path)")
    }
    #expect(House.swift.count > 100, "the tests look in the wrong folder: \(House.root.path)")
  }

  @Test func `every brace that is opened in code is closed`() {
    for file in House.swift {
      let opened = file.masked.count { $0 == UInt8(ascii: "{") }
      let closed = file.masked.count { $0 == UInt8(ascii: "}") }
      #expect(opened == closed, "\(file.path): the scanner lost its way; teach SwiftMask what stands there")
    }
  }
}
