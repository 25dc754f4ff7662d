import Testing
import Wire

@testable import Desk

@Suite struct `what fits, at the phone desk` {
  @Test func `filters go into a body as they go into an address`() throws {
    let filters = try Offers.Filters.parse([
      "--stay", "at-home", "--diet", "halal", "--diet", "gluten-free", "--words", "tea & cake", "--within-km", "8",
      "--near", "L15 4LE", "--free", "--party", "2", "--limit", "5", "--cursor", "abc",
    ])
    let body = try FitOptions.parse(["--fits", "1", "--checked", "birth-date,postcode"]).body(filters, carer: "c")
    #expect(
      body == [
        "stay": "at_home", "party": 2, "diet": ["halal", "gluten_free"], "q": "tea & cake", "near": "L15 4LE",
        "withinKm": 8, "free": true, "limit": 5, "cursor": "abc", "onBehalfOf": "c",
        "identity": ["checked": ["birth_date", "postcode"]],
      ])
    let bare = try FitOptions.parse(["--fits", "1"]).body(try Offers.Filters.parse([]), carer: "c")
    #expect(bare == ["onBehalfOf": "c"])
  }

  private static let terminal = Terminal(environment: ["COLUMNS": "120", "NO_COLOR": "1"])

  @Test func `a list says what fits and what to ask`() {
    let found: JSON = [
      "items": [
        [
          "id": "019394c2-7a10-7c1e-8f00-2b6d1c5e9b03", "title": "A night by the beach", "town": "Crosby",
          "partner": ["name": "Bluebell"],
          "fit": [
            "answer": "does_not", "words": "",
            "says": [
              ["what": "halal", "answer": "ask"], ["what": "step_free", "answer": "yes"],
              ["what": "overnight", "answer": "no"],
            ],
          ],
        ]
      ], "next": .null,
    ]
    let text = FitPages.list(found, on: Self.terminal).joined(separator: "\n")
    #expect(text.contains("overnight: no; halal: ask"), "\(text)")
    #expect(!text.contains("step free"))
    #expect(FitPages.list(["items": [], "next": .null], on: Self.terminal).count == 1)
  }

  @Test func `counts and caps are said in words`() {
    let counted: JSON = [
      "total": 41, "category": [["value": "hotel", "count": 23]], "diet": [],
      "avoid": [["value": "tree_nuts", "count": 2]],
      "free": [["value": "true", "count": 15]],
    ]
    let text = FitPages.facets(counted, on: Self.terminal).joined(separator: "\n")
    #expect(text.contains("41 breaks are found"))
    #expect(text.contains("hotel 23") && text.contains("tree nuts 2") && text.contains("free of cost  15"), "\(text)")
    let caps: JSON = [
      "caps": [
        [
          "stay": "overnight", "count": 1, "per": "half_year", "used": 1, "left": 0, "from": "2026-07-01",
          "resetsOn": "2027-01-01", "next": ["used": 0, "left": 1, "from": "2027-01-01", "resetsOn": "2027-07-01"],
        ]
      ]
    ]
    let shown = CapPages.list(caps, on: Self.terminal).joined(separator: "\n")
    #expect(shown.contains("1 a half-year") && shown.contains("1 January 2027"), "\(shown)")
    #expect(CapPages.left(caps, of: "overnight") == "0 until 1 January 2027, 1 after that (1 a half-year)")
    #expect(CapPages.left(caps, of: "daytime") == nil)
    #expect(CapPages.list(["caps": []], on: Self.terminal) == ["The area sets no limit to anybody's breaks."])
  }
}
