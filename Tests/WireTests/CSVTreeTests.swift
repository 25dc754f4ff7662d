import Testing

@testable import Wire

@Suite struct CSVTreeTests {
  @Test func `a row becomes a tree by its header`() throws {
    let table = try CSV.parse(
      """
      name,contact/discreet?,contact/note,audience/partyMax#,food/diets[],languages/0/tag,languages/0/reads?,languages/1/tag
      Jo,yes,,4,vegan; halal;,en,No,cy
      Al,,,,,,,

      """.utf8)
    #expect(
      try table.json(row: 0) == [
        "name": "Jo", "contact": ["discreet": true], "audience": ["partyMax": 4],
        "food": ["diets": ["vegan", "halal"]], "languages": [["tag": "en", "reads": false], ["tag": "cy"]],
      ])
    #expect(try table.json(row: table.rows[1]) == ["name": "Al"])
  }

  @Test func `texts stay as they are, and blank cells are empty`() throws {
    let table = try CSV.parse("a,b,c[],d#\n\" x \",\"  \",\" ; ;\", -7 \n".utf8)
    #expect(try table.json(row: 0) == ["a": " x ", "d": -7])
  }

  @Test func `escapes in a header are undone`() throws {
    #expect(try CSV.parse("a~1b,m~0n\n1,2\n".utf8).json(row: 0) == ["a/b": "1", "m~n": "2"])
  }

  @Test func `a cell that is not what its header asks for names line and column`() throws {
    let table = try CSV.parse("name,n#,ok?\nJo,1,yes\nJo,x,yes\nJo,1.0,no\nJo,,maybe\nJo,99999999999999999999,\n".utf8)
    let expected = [
      nil, "line 3, column 2: “n#” must be a whole number.", "line 4, column 2: “n#” must be a whole number.",
      "line 5, column 3: “ok?” must be yes or no.", "line 6, column 2: “n#” must be a whole number.",
    ]
    #expect(table.rows.indices.map { Self.fault(table, $0)?.sentence } == expected)
  }

  @Test(arguments: ["a,a/b", "a/b,a", "a#,a", "a,a/0", "a/0,a/b", "a/b,a/0", "a/1", "a/0,a/2", "a/00", "a/1,a/0"])
  func `headers that fit no tree are refused`(header: String) throws {
    let cells = header.split(separator: ",").map { _ in "1" }.joined(separator: ",")
    #expect(Self.fault(try CSV.parse("\(header)\n\(cells)\n".utf8), 0)?.kind == .badHeader)
  }

  @Test func `a gap in a list is refused, as it would move the rest`() throws {
    let table = try CSV.parse("l/0/tag,l/1/tag\n,cy\n".utf8)
    #expect(Self.fault(table, 0)?.column == 2)
  }

  @Test func `a problem is led back to its column`() throws {
    let table = try CSV.parse("name,contact/discreet?,contact/note,food/diets[],languages/0/tag,n#\n".utf8)
    let cases: [(String, String?)] = [
      ("/name", "name"), ("/contact/note", "contact/note"), ("/contact/discreet", "contact/discreet?"),
      ("/food/diets/1", "food/diets[]"), ("/food", "food/diets[]"), ("/languages/0", "languages/0/tag"),
      ("/languages/0/tag", "languages/0/tag"), ("/languages/1", nil), ("/n", "n#"), ("/other", nil), ("/nam", nil),
      ("/contact", "contact/discreet?"), ("", nil),
    ]
    for (pointer, header) in cases {
      let problem = Problem(pointer: pointer, code: "x", detail: "x")
      #expect(table.header(of: problem) == header, "\(pointer)")
    }
  }

  static func fault(_ table: CSVTable, _ row: Int) -> CSVFault? {
    do {
      _ = try table.json(row: row)
      return nil
    } catch {
      return error
    }
  }
}
