import Testing

@testable import Breaks

/// The address before the links in letters.
@Suite struct PublicAddressTests {
  @Test(arguments: [
    ("https://breaks.example.org", "https://breaks.example.org"),
    ("https://breaks.example.org/", "https://breaks.example.org"),
    ("https://example.org:8443/breaks", "https://example.org:8443/breaks"), ("http://[::1]:8080", "http://[::1]:8080"),
    ("http://localhost:1", "http://localhost:1"),
  ])
  func `an address is kept without the slash at its end`(given: String, kept: String) throws {
    #expect(try PublicAddress(text: given).link("abc") == kept + "/l/abc")
  }

  @Test(arguments: [
    "", "breaks.example.org", "ftp://a.example", "https://", "https:///l", "https://a.example?x=1",
    "https://a.example#x",
    "https://me:hush@a.example", "https://a b.example", "https://a.example:0", "https://a.example:65536",
    "https://a.example:x", "https://[::1", "https://[zz]", "https://-a.example", "https://.a", "https://ä.example",
    "https://a.example\r\nBcc: x",
  ])
  func `what is no address is refused`(given: String) {
    #expect(throws: BadValue.self) { try PublicAddress(text: given) }
  }

  @Test func `a machine's own port is an address`() throws {
    #expect(try PublicAddress(host: "127.0.0.1", port: 8080).text == "http://127.0.0.1:8080")
    #expect(try PublicAddress(host: "::1", port: 80).text == "http://[::1]:80")
  }
}
