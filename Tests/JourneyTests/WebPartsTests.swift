import CoreMetrics
import Testing

@testable import Web

/// The small parts that read and write headers and metrics.
struct WebPartsTests {
  @Test(
    arguments: [
      ("abc", "abc"), (#""abc""#, "abc"), (#""a\"b\\c""#, #"a"b\c"#), ("a key with blanks", "a key with blanks"),
      (#"mid"quote"#, #"mid"quote"#),
      ("", nil), ("   ", nil), (#""""#, nil), (#"""#, nil), (#""abc"#, nil), (#""a"b""#, nil), (#""a\b""#, nil),
      (#""abc\""#, nil), ("é", nil), ("tab\t", nil),
    ] as [(String, String?)])
  func `an idempotency key may stand in quotes`(field: String, key: String?) {
    #expect(IdempotencyKey.read(field) == key)
  }

  @Test func `an idempotency key has at most 255 characters, quotes not counted`() {
    let longest = String(repeating: "k", count: 255)
    #expect(IdempotencyKey.read(longest) == longest)
    #expect(IdempotencyKey.read("\"\(longest)\"") == longest)
    #expect(IdempotencyKey.read(longest + "k") == nil)
  }

  @Test func `a tag hashes the body as FNV-1a does`() {
    #expect(EntityTag.text(version: 12, body: Array("a".utf8)) == #""v12-af63dc4c8601ec8c""#)
    #expect(EntityTag.text(version: 1, body: Array("foobar".utf8)) == #""v1-85944171f73967e8""#)
  }

  @Test func `lists of tags are read with their commas`() {
    #expect(EntityTag.list([#""a,b" , W/"c""#, "*"]) == [.strong("a,b"), .weak("c"), .any])
    #expect(EntityTag.list(["a, \"b"]) == [.unreadable, .unreadable])
    #expect(EntityTag.list(["", " , "]) == [])
    #expect(EntityTag.strong("v12-x").version == 12)
    for none in ["v-x", "v12", "12-x", "v1a-x", "v-1-x", "v99999999999999999999-x"] {
      #expect(EntityTag.strong(none).version == nil, "\(none)")
    }
    #expect(EntityTag.weak("v12-x").version == nil)
  }

  @Test func `JSON is a media type with parameters`() {
    for good in ["application/json", "Application/JSON;charset=utf-8", "application/json; charset=\"UTF-8\"; a=b"] {
      #expect(MediaType.isJSON([good]), "\(good)")
    }
    for bad in ["application/jsonx", "text/json", "application/json; charset=utf-16", ""] {
      #expect(!MediaType.isJSON([bad]), "\(bad)")
    }
    #expect(!MediaType.isJSON([]))
    #expect(!MediaType.isJSON(["application/json", "application/json"]))
  }

  @Test func `metrics are written as Prometheus reads them`() {
    let page = PrometheusPage()
    Counter(label: "letters.sent", dimensions: [("kind", "a\"b\\c\nd")], factory: page).increment(by: 3)
    Counter(label: "letters.sent", dimensions: [("kind", "a\"b\\c\nd")], factory: page).increment()
    Gauge(label: "wal_bytes", factory: page).record(2.5)
    let timer = Timer(label: "took_seconds", factory: page)
    timer.recordMilliseconds(4)
    timer.recordMilliseconds(40_000)
    let lines = page.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("# TYPE letters_sent counter"))
    #expect(lines.contains(#"letters_sent{kind="a\"b\\c\nd"} 4"#))
    #expect(lines.contains("wal_bytes 2.5"))
    #expect(lines.contains("# TYPE took_seconds histogram"))
    #expect(lines.contains(#"took_seconds_bucket{le="0.0025"} 0"#))
    #expect(lines.contains(#"took_seconds_bucket{le="0.005"} 1"#))
    #expect(lines.contains(#"took_seconds_bucket{le="10"} 1"#))
    #expect(lines.contains(#"took_seconds_bucket{le="+Inf"} 2"#))
    #expect(lines.contains("took_seconds_sum 40.004"))
    #expect(lines.contains("took_seconds_count 2"))
    #expect(page.text.hasSuffix("\n"))
  }

  @Test func `a name measured as two kinds is kept as the first`() {
    let page = PrometheusPage()
    Counter(label: "x", factory: page).increment()
    Gauge(label: "x", factory: page).record(9)
    #expect(page.text == "# TYPE x counter\nx 1\n")
  }
}
