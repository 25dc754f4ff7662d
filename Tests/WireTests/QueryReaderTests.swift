import Testing

@testable import Wire

@Suite struct QueryReaderTests {
  @Test func `a query is read, and what is left out is nil`() throws {
    let found = try QueryReader.read([
      ("q", " tea "), ("limit", "20"), ("free", "true"), ("diet", "vegan"), ("diet", "halal"),
    ]) {
      query in
      #expect(query.text("area") == nil)
      #expect(query.values("avoid") { $0 }.isEmpty)
      #expect(query.has("q") && !query.has("area"))
      #expect(query.words("diet", 0...9, ReaderTests.Diet.self) == [.vegan, .halal])
      #expect(query.int("limit", 1...100) == 20)
      #expect(query.bool("free") == true)
      return query.text("q")
    }
    #expect(found == "tea")
  }

  @Test func `every problem is found at once, each with its parameter`() {
    let problems = Self.problems([
      ("q", ""), ("limit", "101"), ("free", "yes"), ("kind", "castle"), ("code", "8"), ("diet", "meat"), ("from", "1"),
      ("from", "2"), ("limitt", "3"), ("limitt", "4"), ("", "5"),
    ])
    #expect(
      problems == [
        "q too_short", "limit out_of_range", "free wrong_type", "kind not_one_of", "code not_seven", "diet not_one_of",
        "from given_twice", "limitt unknown_parameter", " unknown_parameter",
      ])
  }

  @Test(arguments: ["", " 1", "+1", "1.0", "1e1", "0x1", "--1", "-", "9223372036854775808", "\u{FF11}"])
  func `a number is plain digits`(text: String) {
    #expect(Self.problems([("limit", text)]) == ["limit wrong_type"])
  }

  @Test func `too many of a repeatable parameter are refused`() {
    #expect(Self.problems(Array(repeating: ("diet", "vegan"), count: 4)) == ["diet too_many"])
  }

  @Test func `a word given twice counts once`() throws {
    let words = try QueryReader.read([("diet", "vegan"), ("diet", "vegan")]) {
      $0.words("diet", 0...3, ReaderTests.Diet.self)
    }
    #expect(words == [.vegan])
  }

  static func problems(_ pairs: [(String, String)]) -> [String] {
    do {
      _ = try QueryReader.read(pairs.map { (name: $0.0, value: $0.1) }) { query in
        _ = query.text("q")
        _ = query.int("limit", 1...100)
        _ = query.bool("free")
        _ = query.oneOf("kind", ReaderTests.Kind.self)
        _ = query.value("code", ReaderTests.seven)
        _ = query.words("diet", 0...3, ReaderTests.Diet.self)
        _ = query.text("from")
        return 1
      }
      return []
    } catch {
      #expect(error.problems.allSatisfy { $0.pointer == nil })
      return error.problems.map { "\($0.parameter ?? "?") \($0.code)" }
    }
  }
}
