import Testing

@testable import Wire

@Suite struct CursorTests {
  @Test func `bytes go there and back`() {
    let cases: [([UInt8], String)] = [
      ([], ""), ([0], "AA"), ([0xFB, 0xFF], "-_8"), ([0xFF, 0xFF, 0xFF], "____"), (Array("foobar".utf8), "Zm9vYmFy"),
      (Array("fooba".utf8), "Zm9vYmE"), (Array("foob".utf8), "Zm9vYg"),
    ]
    for (bytes, text) in cases {
      #expect(Base64URL.encode(bytes) == text)
      #expect(Base64URL.decode(text) == bytes)
    }
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(($0 * 37) & 0xFF) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }

  @Test(arguments: ["A", "AAAAA", "AB", "AA==", "AA=", "+/8", "A A", "é", "A*", "Zm9vYh", "="])
  func `what was not written by us is not read`(text: String) {
    #expect(Base64URL.decode(text) == nil)
    #expect(Base64URL.decode(text + "\n") == nil)
  }

  @Test func `a cursor carries its parts`() {
    for parts in [[], [""], ["a"], ["2027-01-01T00:00:00Z", "0195f2d0"], ["\"\\\n\u{2028}é\u{1F600}", ","]] {
      #expect(Cursor.decode(Cursor.encode(parts)) == parts)
    }
  }

  @Test func `a cursor that somebody made up is nil`() {
    let made = ["", "x", "bnVsbA", "WzFd", "e30", "WyJhIl0=", "WyAiYSJd", String(repeating: "A", count: 3_000)]
    for text in made { #expect(Cursor.decode(text) == nil, "\(text)") }
    #expect(Cursor.decode("WyJhIl0") == ["a"])
  }
}
