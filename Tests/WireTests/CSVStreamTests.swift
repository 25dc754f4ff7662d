import Testing

@testable import Wire

@Suite struct CSVStreamTests {
  /// What is told of a file that comes in pieces of so many bytes: `2: a|b` for a row, `2! …` for a bad line.
  private static func told(_ text: String, pieces: Int, rowBytesMax: Int = 65_536) -> [String] {
    var (stream, told) = (CSVStream(rowBytesMax: rowBytesMax), [String]())
    func tell(_ found: CSVStream.Found) {
      switch found {
      case .row(let row): told.append("\(row.line): " + (0..<row.count).map { row[$0] }.joined(separator: "|"))
      case .bad(let line, let sentence): told.append("\(line)! \(sentence.prefix(7))")
      }
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      stream.take(rest.prefix(pieces), tell)
      rest = rest.dropFirst(pieces)
    }
    stream.finish(tell)
    return told
  }

  @Test func `rows come out alike however the file is cut`() throws {
    let cases: [(String, [String])] = [
      ("a,b\r\n1,2\r\n", ["1: a|b", "2: 1|2"]),
      ("a,b\n1,2", ["1: a|b", "2: 1|2"]),
      ("\u{FEFF}\"a\",b\n,\n", ["1: a|b", "2: |"]),
      ("\"1,1\",\"say \"\"hi\"\"\"\n\"\",x", ["1: 1,1|say \"hi\"", "2: |x"]),
      ("\"two\nlines\",1\nz,2\n", ["1: two\nlines|1", "3: z|2"]),
      ("a\n\nb\n", ["1: a", "2: ", "3: b"]),
      ("", []),
    ]
    for (text, expected) in cases {
      for pieces in [1, 2, 3, 7, 1000] {
        #expect(Self.told(text, pieces: pieces) == expected, "\(text.debugDescription) in \(pieces)")
      }
    }
  }

  @Test func `a bad line is told, and the next begins afresh`() {
    let cases: [(String, [String])] = [
      ("a\"b,1\nc,2\n", ["1! A field", "2: c|2"]),
      ("\"a\"b,1\nc,2\n", ["1! Behind ", "2: c|2"]),
      ("a\rb,1\nc,2\n", ["1! A carri", "2: c|2"]),
      ("c,2\n\"never closed\n", ["1: c|2", "2! A quote"]),
      ("\"never closed, and very long indeed\nx\ny\n", ["1! This ro", "2: x", "3: y"]),
    ]
    for (text, expected) in cases {
      for pieces in [1, 5, 1000] {
        #expect(Self.told(text, pieces: pieces, rowBytesMax: 20) == expected, "\(text.debugDescription)")
      }
    }
  }

  @Test func `it reads what the whole reader reads`() throws {
    let text = "h,i\r\n\"x\r\ny\",\"\"\"\"\r\n caf\u{E9} ,\"1,5\"\n"
    let whole = try CSV.parse(text.utf8)
    let rows = ([whole.header] + whole.rows.map(\.fields)).map { $0.joined(separator: "|") }
    #expect(Self.told(text, pieces: 4).map { String($0.drop { $0 != " " }.dropFirst()) } == rows)
  }
}
