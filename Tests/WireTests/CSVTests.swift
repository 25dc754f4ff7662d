import Testing

@testable import Wire

@Suite struct CSVTests {
  @Test func `rows are read as RFC 4180 has them`() throws {
    let cases: [(String, [[String]])] = [
      ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2\n3,4\r\n", [["a", "b"], ["1", "2"], ["3", "4"]]),
      ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("\u{FEFF}\"a\",b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\n,\n", [["a", "b"], ["", ""]]),
      ("a\n\n", [["a"], [""]]),
      ("a\n\"\"\n", [["a"], [""]]),
      ("a,b\n\"1,1\",\"say \"\"hi\"\"\"\n", [["a", "b"], ["1,1", "say \"hi\""]]),
      ("a,b\n\"\"\"\",\"\"\n", [["a", "b"], ["\"", ""]]),
      ("a,b\n\"x\r\ny\nz\",\"\r\"\n", [["a", "b"], ["x\r\ny\nz", "\r"]]),
      ("a,b\n \"\u{E9}\u{1F600}".replacing("\"", with: "") + ", 2 \n", [["a", "b"], [" \u{E9}\u{1F600}", " 2 "]]),
      ("a", [["a"]]),
      ("a,b\n\"1\",\"2\"", [["a", "b"], ["1", "2"]]),
    ]
    for (text, expected) in cases {
      let table = try CSV.parse(text.utf8)
      #expect([table.header] + table.rows.map(\.fields) == expected, "\(text.debugDescription)")
    }
  }

  @Test func `a row knows the line on which it begins`() throws {
    let table = try CSV.parse("a,b\r\n1,\"x\ny\r\nz\"\r\n3,4\n".utf8)
    #expect(table.rows.map(\.line) == [2, 5])
  }

  @Test func `what is broken is refused with its line and column`() {
    let cases: [(String, CSVFault.Kind, Int, Int)] = [
      ("", .noHeader, 1, 1),
      ("\u{FEFF}", .noHeader, 1, 1),
      ("a,b\n1,x\"y\n", .strayQuote, 2, 2),
      ("a,b\n1,\"x\"y\n", .strayQuote, 2, 2),
      ("a,b\n\"x\" ,1\n", .strayQuote, 2, 1),
      ("a,b\n1, \"x\"\n", .strayQuote, 2, 2),
      ("a,b\n1,2\n3,\"x\n\n", .unclosedQuote, 3, 2),
      ("a,b\n1,\"x\"\"\n", .unclosedQuote, 2, 2),
      ("a,b\n1\n", .ragged, 2, 1),
      ("a,b\n\"x\ny\"\n", .ragged, 2, 1),
      ("a,b\n1,2,3\n", .ragged, 2, 3),
      ("a,b\n1,2\n\n", .ragged, 3, 1),
      ("a,b\r1,2\r", .bareReturn, 1, 2),
      ("a,b\n1,2\r", .bareReturn, 2, 2),
      ("a,b\n1,x\u{0}\n", .nulCharacter, 2, 2),
      ("a,b\n1,\"x\u{0}\"\n", .nulCharacter, 2, 2),
      ("a,,c\n1,2,3\n", .badHeader, 1, 2),
      ("a,b,a\n1,2,3\n", .badHeader, 1, 3),
    ]
    for (text, kind, line, column) in cases {
      let fault = Self.fault(Array(text.utf8))
      #expect(fault?.kind == kind, "\(text.debugDescription)")
      #expect(fault?.line == line && fault?.column == column, "\(text.debugDescription): \(fault?.sentence ?? "taken")")
    }
    #expect(Self.fault(Array("a,b\n1,caf".utf8) + [0xE9, 0x0A])?.kind == .invalidUTF8)
    #expect(Self.fault(Array("a,b\n1,\"caf".utf8) + [0xE9, 0x22, 0x0A])?.kind == .invalidUTF8)
  }

  @Test func `every row with too few or too many fields is told, and what comes behind it is read`() {
    let reading = CSV.read("a,b\n1\n\"x\ny\",2\n\n3,4,5\n6,7\n".utf8)
    #expect(reading.rows.map(\.number) == [3, 6] && reading.rows.map(\.line) == [3, 7])
    #expect(reading.faults.map(\.number) == [2, 4, 5])
    #expect(reading.faults.allSatisfy { $0.fault.kind == .ragged })
    // Where the next row begins is in doubt behind a quote that is never closed.
    let open = CSV.read("a,b\n1\n2,3\n4,\"5\n6\n7,8\n".utf8)
    #expect(open.rows.map(\.number) == [3])
    #expect(open.faults.map(\.number) == [2, 4] && open.faults.map(\.fault.kind) == [.ragged, .unclosedQuote])
    let none = CSV.read("a,a\n1,2\n".utf8)
    #expect(none.header.isEmpty && none.rows.isEmpty && none.faults.map(\.number) == [1])
  }

  @Test func `a file that is too large is refused`() {
    let limits = CSVLimits(bytes: 20, rows: 2, columns: 2, fieldBytes: 4)
    func fault(_ text: String) -> CSVFault? { Self.fault(Array(text.utf8), limits) }
    #expect(fault("a,b\n1,2\n3,4\n") == nil)
    #expect(fault("a,b\n1,2\n3,4\n5,6\n")?.kind == .tooLarge)
    #expect(fault("a,b\n1,abcd\n") == nil)
    #expect(fault("a,b\n1,abcde\n")?.kind == .tooLarge)
    #expect(fault("a,b\n1,\"abcde\"\n")?.kind == .tooLarge)
    #expect(fault("a,b,c\n")?.kind == .ragged)
    #expect(fault("a\n111\n222\n\n\n\n\n\n\n\n\n\n\n")?.kind == .tooLarge)
  }

  @Test func `cells are quoted where needed and never become formulas`() {
    let cases = [
      ("", ""), ("a", "a"), ("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
      ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"), ("+44", "'+44"), ("-5", "'-5"), ("@a", "'@a"), ("\ta", "'\ta"),
      ("\ra", "\"'\ra\""), ("=\"a\",1", "\"'=\"\"a\"\",1\""), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"),
      ("＠1", "'＠1"),
      ("a=1", "a=1"), ("'a", "'a"), ("\"\u{301}", "\"\"\"\u{301}\""), (",\u{301}", "\",\u{301}\""),
      ("=\u{301}1", "'=\u{301}1"), ("é", "é"),
    ]
    for (text, expected) in cases { #expect(CSV.cell(text) == expected, "\(text.debugDescription)") }
    #expect(
      Bytes.text(CSV.write(header: ["a", "b"], rows: [["1", ""], ["x,y", "=z"]])) == "a,b\r\n1,\r\n\"x,y\",'=z\r\n")
    #expect(CSV.line([""]) == "\"\"\r\n")
  }

  @Test func `what is written is read back`() throws {
    var dice = Dice(seed: 4180)
    let pieces = ["a", "\"", ",", "\r\n", "\n", "\r", " ", "é", "\u{301}", "=", ";", "'", "\u{1F600}"]
    for _ in 0..<300 {
      let rows = (0..<3).map { _ in
        (0..<3).map { _ in (0..<dice.below(5)).map { _ in pieces[dice.below(pieces.count)] }.joined() }
      }
      let bytes = CSV.write(header: ["a", "b", "c"], rows: rows)
      let back = try CSV.parse(bytes).rows.map { row in row.fields.map { Array($0.utf8) } }
      let expected = rows.map { row in
        row.map { text in
          let first = text.unicodeScalars.first
          return Array(((first == "=" || first == "\r") ? "'" + text : text).utf8)
        }
      }
      #expect(back == expected)
    }
  }

  @Test func `the check protocol answers a line with a line`() {
    #expect(CSVCheck.run(lines: ["YQox", "YQoiMQ==", "?"]) == ["ok W1siYSJdLFsiMSJdXQ== YQ0KMQ0K", "no", "no"])
  }

  @Test func `damaged files never crash the reader`() {
    var dice = Dice(seed: 20_261_123)
    let seeds = ["a,b\r\n1,\"x\"\"\ny\"\r\n", "a\n\n", "name,age#,diet[]\nJo,3,a;b\n", "\u{FEFF}a,\"b\"\n\u{E9},2"]
    var taken = 0
    for _ in 0..<10_000 where Self.fault(dice.damaged(seeds.map { Array($0.utf8) })) == nil { taken += 1 }
    #expect(taken > 1_000)
  }

  static func fault(_ bytes: [UInt8], _ limits: CSVLimits = .usual) -> CSVFault? {
    do {
      _ = try CSV.parse(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}
