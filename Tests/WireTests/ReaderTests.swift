import Testing

@testable import Wire

@Suite struct ReaderTests {
  @Test func `a good body is read whole`() throws {
    let text = """
      {"name":"  Jo\\u0065\\u0301 ","age":41,"free":true,"note":"a\\n\\tb","diet":["vegan","halal"],"tags":["x"],
       "kind":"hotel","home":{"town":"Leeds"},"party":[{"age":3},{"age":4.0}],"code":"7"}
      """
    let guest = try Reader.read(JSON.parse(text.utf8), Guest.init)
    #expect(guest.name.unicodeScalars.elementsEqual("Jo\u{E9}".unicodeScalars))
    #expect(guest.age == 41)
    #expect(guest.free)
    #expect(guest.note == "a\n\tb")
    #expect(guest.diet == [.vegan, .halal])
    #expect(guest.tags == ["x"])
    #expect(guest.kind == .hotel)
    #expect(guest.town == "Leeds")
    #expect(guest.ages == [3, 4])
    #expect(guest.code == 7)
  }

  @Test func `every problem is found at once, each with its pointer`() {
    let problems = Self.problems(
      """
      {"name":"","age":"41","free":1,"note":5,"diet":["vegan","meat","vegan",3],"tags":"x","kind":"Hotel",
       "home":{"town":null,"street":"A"},"party":[{"age":-1},7,{}],"code":"x","a/b":1,"m~n":2}
      """)
    #expect(
      problems == [
        "/name too_short", "/age wrong_type", "/free wrong_type", "/note wrong_type", "/diet/1 not_one_of",
        "/diet/2 duplicate", "/diet/3 wrong_type", "/tags wrong_type", "/kind not_one_of", "/home/town missing",
        "/home/street unknown_field", "/party/0/age out_of_range", "/party/1 wrong_type", "/party/2/age missing",
        "/code not_seven", "/a~1b unknown_field", "/m~0n unknown_field",
      ])
  }

  @Test func `an empty body lacks everything that is needed and nothing else`() {
    #expect(
      Self.problems("{}") == [
        "/name missing", "/age missing", "/free missing", "/diet missing", "/kind missing", "/home missing",
        "/party missing", "/code missing",
      ])
    #expect(Self.problems(#"{"name":null,"note":null}"#).first == "/name missing")
  }

  @Test(arguments: ["[]", "1", "null", "\"x\"", "true"]) func `a body that is no object is one problem`(text: String) {
    #expect(Self.problems(text) == [" wrong_type"])
  }

  @Test func `counts have their bounds`() {
    let cases: [(JSON, [String])] = [
      ([], ["/list too_few"]), (["a"], []), (["a", "b", "c"], []), (["a", "b", "c", "d"], ["/list too_many"]),
      (["a", 1, nil], ["/list/1 wrong_type", "/list/2 wrong_type"]), ([""], ["/list/0 too_short"]),
    ]
    for (list, expected) in cases {
      #expect(Self.problems(["list": list]) { $0.values("list", 1...3) { $0 } } == expected, "\(list)")
    }
  }

  @Test func `numbers have their bounds`() {
    let cases: [(JSON, [String])] = [
      (1, []), (9, []), (0, ["/n out_of_range"]), (10, ["/n out_of_range"]), (3.0, []), (3.5, ["/n wrong_type"]),
      ("3", ["/n wrong_type"]), (true, ["/n wrong_type"]), (1e300, ["/n wrong_type"]), (nil, ["/n missing"]),
    ]
    for (number, expected) in cases {
      #expect(Self.problems(["n": number]) { $0.int("n", 1...9) } == expected, "\(number)")
    }
  }

  @Test func `a text is as long as its characters, not its bytes`() {
    func found(_ text: String) -> [String] { Self.problems(["t": .string(text)]) { $0.text("t", 2...4) } }
    #expect(found("a") == ["/t too_short"])
    #expect(found("ab") == [])
    #expect(found("  ab  ") == [])
    #expect(found("abcd") == [])
    #expect(found("abcde") == ["/t too_long"])
    #expect(found("\u{1F600}\u{1F600}\u{1F600}\u{1F600}") == [])
    // Decomposed: eight scalars that form C makes four of.
    #expect(found("e\u{301}e\u{301}e\u{301}e\u{301}") == [])
    // One `Character`, but far too long.
    #expect(found("e" + String(repeating: "\u{301}", count: 20_000)) == ["/t too_long"])
    #expect(found("e" + String(repeating: "\u{301}", count: 10)) == ["/t too_long"])
    #expect(found("   ") == ["/t too_short"])
    #expect(found("\u{200B}\u{200B}\u{200B}") == ["/t too_short"])
  }

  @Test func `what cannot be seen is refused`() {
    let refused: [UInt32] = [
      0x1, 0x7, 0x8, 0xB, 0xC, 0xD, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
      0xFDD0, 0xFDEF, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
    ]
    for scalar in refused.compactMap(Unicode.Scalar.init) {
      let text = JSON.string("a\(Character(scalar))b")
      #expect(Self.problems(["t": text]) { $0.text("t") } == ["/t control_character"], "\(scalar.value)")
      #expect(Self.problems(["t": text]) { $0.text("t", lines: true) } == ["/t control_character"], "\(scalar.value)")
    }
    for scalar: Unicode.Scalar in ["\n", "\t"] {
      let text = JSON.string("a\(Character(scalar))b")
      #expect(Self.problems(["t": text]) { $0.text("t") } == ["/t control_character"], "\(scalar.value)")
      #expect(Self.problems(["t": text]) { $0.text("t", lines: true) } == [], "\(scalar.value)")
    }
    for scalar: Unicode.Scalar in ["\u{200D}", "\u{200E}", "\u{FE0F}", "\u{FFFD}", "\u{FDF0}", "\u{E007F}"] {
      let text = JSON.string("a\(Character(scalar))b")
      #expect(Self.problems(["t": text]) { $0.text("t") } == [], "\(scalar.value)")
    }
  }

  @Test func `a carriage return is refused on a line of its own and joined to its line feed in longer text`() throws {
    let body: JSON = ["t": "a\r\nb"]
    #expect(Self.problems(body) { $0.text("t") } == ["/t control_character"])
    let text = try Reader.read(body) { $0.text("t", lines: true) }
    #expect(text.utf8.elementsEqual("a\nb".utf8))
    #expect(Self.problems(["t": "a\r\r\nb"]) { $0.text("t", lines: true) } == ["/t control_character"])
  }

  @Test func `a letter carries thirty accents and no more`() {
    func found(_ marks: Int) -> [String] {
      let text = "x" + String(repeating: "\u{327}", count: marks) + "y"
      return Self.problems(["t": .string(text)]) { $0.text("t") }
    }
    #expect(found(30) == [])
    #expect(found(31) == ["/t control_character"])
  }

  @Test func `what may be left out may be null too, but not wrong`() {
    for body: JSON in [[:], ["a": nil, "b": nil, "c": nil, "d": nil, "e": nil, "f": nil, "g": nil, "h": nil]] {
      #expect(Self.problems(body, Self.readAllIfAny) == [])
    }
    let wrong: JSON = ["a": 1, "b": "1", "c": "true", "d": "x", "e": "x", "f": 1, "g": 1, "h": []]
    #expect(
      Self.problems(wrong, Self.readAllIfAny) == [
        "/a wrong_type", "/b wrong_type", "/c wrong_type", "/d not_seven", "/e not_one_of", "/f wrong_type",
        "/g wrong_type", "/h wrong_type",
      ])
  }

  @Test func `a parser that cannot explain itself is answered for`() {
    #expect(Self.problems(["t": "x"]) { $0.value("t") { _ in throw Mute() } as Int? } == ["/t invalid"])
    let long = JSON.string(String(repeating: "x", count: 501))
    #expect(Self.problems(["t": long]) { $0.value("t") { $0 } } == ["/t too_long"])
  }

  @Test func `a body of ours that finds nothing and says nothing is still an answer`() {
    #expect(Self.problems([:]) { _ in nil as Int? } == [" invalid"])
    #expect(Self.problems(["a": [:]]) { $0.object("a") { _ in nil as Int? } } == ["/a invalid"])
  }

  @Test func `the detail of a wrong word lists the right ones`() {
    do {
      _ = try Reader.read(["kind": "castle"]) { $0.oneOf("kind", Kind.self) }
      Issue.record("a wrong word was taken")
    } catch {
      #expect(error.problems.map(\.detail) == ["This must be one of: hotel, theatre."])
    }
  }

  @Test func `own problems stand where they belong`() {
    let body: JSON = ["party": [["age": 3]], "seen": 1]
    let problems = Self.problems(body) { reader -> Int? in
      reader.skip("seen")
      reader.problem(at: "party", code: "one", detail: "")
      reader.problem(at: "", code: "two", detail: "")
      #expect(reader.failed)
      _ = reader.objects("party", 1...9) { guest -> Int? in
        guest.problem(at: "age", code: "three", detail: "")
        #expect(guest.pointer == "/party/0")
        return guest.int("age", 0...120)
      }
      return 1
    }
    #expect(problems == ["/party one", " two", "/party/0/age three"])
  }

  @Test func `presence can be asked`() throws {
    _ = try Reader.read(["a": nil, "b": 1]) { reader in
      #expect(reader.has("a") && reader.isNull("a"))
      #expect(reader.has("b") && !reader.isNull("b"))
      #expect(!reader.has("c") && !reader.isNull("c"))
      #expect(!reader.failed)
      return 1
    }
  }

  @Test func `a patch keeps, clears or sets`() throws {
    func change(_ body: JSON) throws -> Change<String> {
      try Reader.read(body) { $0.change("t") { $0.text($1) } }
    }
    #expect(try change([:]) == .keep)
    #expect(try change(["t": nil]) == .clear)
    #expect(try change(["t": "new"]) == .set("new"))
    #expect(throws: InvalidInput.self) { try change(["t": 1]) }
    #expect(Change.keep.applied(to: "old") == "old")
    #expect(Change.clear.applied(to: "old") == nil)
    #expect(Change.set("new").applied(to: "old") == "new")
  }

  @Test func `a flood of problems is cut off, and a huge name is not repeated`() {
    var body = JSONObject()
    for number in 0..<5_000 { body["k\(number)"] = 1 }
    #expect(Self.problems(.object(body)) { _ in 1 }.count == 100)
    #expect(Self.problems([String(repeating: "x", count: 101): 1]) { _ in 1 } == [" unknown_field"])
  }
}

extension ReaderTests {
  enum Diet: String, CaseIterable { case vegan, halal }
  enum Kind: String, CaseIterable { case hotel, theatre }
  struct Mute: Error {}
  struct NotSeven: ExplainedFault {
    let code = "not_seven"
    let detail = "This must be seven."
  }

  static func seven(_ text: String) throws -> Int {
    guard text == "7" else { throw NotSeven() }
    return 7
  }

  struct Guest {
    let name: String, age: Int, free: Bool, note: String?, diet: [Diet], tags: [String]?, kind: Kind
    let town: String, ages: [Int], code: Int

    init?(_ body: Reader) {
      let name = body.text("name")
      let age = body.int("age", 0...120)
      let free = body.bool("free")
      note = body.textIfAny("note", 1...500, lines: true)
      let diet = body.words("diet", 0...9, Diet.self)
      tags = body.valuesIfAny("tags", 0...9) { $0 }
      let kind = body.oneOf("kind", Kind.self)
      let town = body.object("home") { $0.text("town") }
      let ages = body.objects("party", 1...9) { $0.int("age", 0...120) }
      let code = body.value("code", seven)
      guard let name, let age, let free, let diet, let kind, let town, let ages, let code else { return nil }
      (self.name, self.age, self.free, self.diet, self.kind) = (name, age, free, diet, kind)
      (self.town, self.ages, self.code) = (town, ages, code)
    }
  }

  static func readAllIfAny(_ body: Reader) -> Int? {
    _ = body.textIfAny("a")
    _ = body.intIfAny("b", 0...9)
    _ = body.boolIfAny("c")
    _ = body.valueIfAny("d", seven)
    _ = body.oneOfIfAny("e", Kind.self)
    _ = body.wordsIfAny("f", 0...9, Diet.self)
    _ = body.objectsIfAny("g", 0...9) { _ in 1 }
    _ = body.objectIfAny("h") { _ in 1 }
    return 1
  }

  static func problems(_ text: String) -> [String] {
    guard let json = try? JSON.parse(text.utf8) else { return ["malformed"] }
    return problems(json, Guest.init)
  }

  /// Each problem as its pointer and code; none when the body was taken.
  static func problems<T>(_ json: JSON, _ body: (Reader) -> T?) -> [String] {
    do {
      _ = try Reader.read(json, body)
      return []
    } catch {
      #expect(error.problems.allSatisfy { $0.parameter == nil })
      return error.problems.map { "\($0.pointer ?? "?") \($0.code)" }
    }
  }
}
