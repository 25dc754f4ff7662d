import Testing

@Suite struct DocCommentTests {
  @Test func `everything another room may use says what it is`() {
    let found = House.sources.flatMap(DocComments.untidy)
    #expect(found.isEmpty, "\(found.told)")
  }

  @Test(arguments: [
    "package struct A {", "package func a() {", "@discardableResult\npackage func a() {", "package static func a() {",
    "/// Said.\n\npackage enum A {", "/// Said.\npackage func a() {\n}\npackage func b() {", "package final class A {",
    "// Not said.\npackage protocol A {", "public let a = 1", "public struct A {", "package indirect enum A {",
  ])
  func `a bare declaration is caught`(text: String) {
    #expect(DocComments.untidy(SourceFile(path: "Sources/A/A.swift", text: text)).count == 1)
  }

  @Test(arguments: [
    "/// Said.\npackage struct A {", "/// Said.\n@MainActor\npackage func a() {", "package let a = 1", "struct A {",
    "package typealias A = B",
    "package func encode(to encoder: any Encoder) throws {",
    "package static func < (a: A, b: A) -> Bool {", "package init() {", "\"\"\"\npublic func a()\n\"\"\"",
  ])
  func `a declaration that says what it is, or need not, is not caught`(text: String) {
    #expect(DocComments.untidy(SourceFile(path: "Sources/A/A.swift", text: text)).isEmpty)
  }
}
