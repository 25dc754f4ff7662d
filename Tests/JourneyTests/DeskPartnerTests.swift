import Testing
import Wire

@testable import Desk

@Suite struct `what a coordinator does for partners at the desk` {
  private static let terminal = Terminal(width: 80)

  @Test func `every field of an offer can be said, and some be taken away`() throws {
    let options = try OfferOptions.parse([
      "--title", "A night", "--stay", "at-home", "--category", "care", "--summary", "S", "--description", "D",
      "--postcode", "L1 1AA", "--town", "Crosby", "--diet", "halal,gluten-free", "--avoids", "tree-nuts",
      "--allergens-stated-on", "2026-11-01", "--language", "pa", "--access", "step-free", "--party-max", "4",
      "--children", "--no-young-carers", "--cared-for", "--minimum-age", "0", "--contribution-pence", "500",
      "--contribution-per", "party", "--value-pence", "9900", "--book-before-hours", "48", "--cancel-free-hours", "24",
      "--confirmation", "partner", "--season-from", "2026-12-01", "--season-to", "2027-01-10",
    ])
    let body = try options.body(clearing: ["value-pence"])
    #expect(
      body == [
        "title": "A night", "stay": "at_home", "category": "care", "summary": "S", "description": "D",
        "postcode": "L1 1AA", "town": "Crosby",
        "provides": [
          "diets": ["halal", "gluten_free"], "allergensAvoided": ["tree_nuts"], "allergensStatedOn": "2026-11-01",
          "languages": ["pa"], "access": ["step_free"],
        ],
        "audience": [
          "partyMax": 4, "childrenWelcome": true, "youngCarersWelcome": false, "caredForWelcome": true, "minimumAge": 0,
        ],
        "contributionPence": 500, "contributionPer": "party", "valuePence": .null, "bookBeforeHours": 48,
        "cancelFreeHours": 24, "confirmation": "partner", "season": ["from": "2026-12-01", "to": "2027-01-10"],
      ])
    #expect(throws: DeskFault.self) { try options.body(clearing: ["title"]) }
    let change: JSON = ["season": .null]
    #expect(try OfferOptions.parse([]).body(clearing: ["season"]) == change)
  }

  @Test func `the problems of a list stand in a table by row`() {
    let told: JSON = [
      "dryRun": true, "rows": 3, "new": 1, "alreadyThere": 1, "notes": [["line": 3, "code": "already_there"]],
      "problems": [
        ["line": 4, "column": "postcode", "detail": "This is not a UK postcode."], ["line": 5, "detail": "Odd."],
      ], "moreProblems": 7,
    ]
    #expect(
      ImportPages.page(told, on: Self.terminal) == [
        "3 rows: 1 new, 1 there already, as they were.", "There already: rows 3.", "", "row  column    what is wrong",
        "4    postcode  This is not a UK postcode.", "5              Odd.", "and 7 more.", "", "Nothing was made.",
      ])
    let document: JSON = [
      "code": "invalid_input", "detail": "2 problems in the file; nothing of it was brought in.",
      "errors": told["problems"] ?? .null,
    ]
    let bytes = (try? WireEncoder().encode(document)) ?? []
    let fault = Problems.fault(Answer(status: 422, bytes: bytes, json: document))
    #expect(fault.sentences.last == "  row 5: Odd.")
    #expect(ImportPages.refused(fault, on: Self.terminal).contains("4    postcode  This is not a UK postcode."))
  }

  @Test func `the week's guests are read from the top of a kitchen's list`() {
    let told: JSON = [
      "from": "2027-03-05", "to": "2027-03-11",
      "days": [
        [
          "day": "2027-03-05",
          "offers": [
            [
              "title": "A night above the river", "adults": 2, "children": 1,
              "parties": [
                [
                  "reference": "MR7N-WDJ", "leadName": "Moira Ashcroft", "here": "arriving",
                  "arrivesAt": "2027-03-05T15:00:00Z", "leavesAt": "2027-03-06T11:00:00Z", "childAges": [6],
                  "food": [["guest": 0, "diets": ["vegetarian"], "avoids": [], "severe": ["tree_nuts"]]],
                  "access": ["step_free"], "languages": ["en"], "note": "Late.",
                ]
              ],
            ]
          ],
        ]
      ],
    ]
    #expect(
      PartnerPages.guests(told, on: Self.terminal) == [
        "5 March 2027", "A night above the river: 2 adults, 1 child", "  comes     3 pm, Moira Ashcroft, MR7N-WDJ",
        "  children  aged 6", "  food      guest 1: SEVERE ALLERGY tree nuts, vegetarian", "  access    step free",
        "  speak     en", "  note      Late.", "  needs     not seen yet", "",
      ])
    let nobody: JSON = ["from": "2027-03-05", "to": "2027-03-11", "days": []]
    #expect(
      PartnerPages.guests(nobody, on: Self.terminal) == ["Nobody comes from 5 March 2027 to 11 March 2027."])
  }
}
