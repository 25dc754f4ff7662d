import Foundation
import Testing

@testable import Wire

@Suite struct EncoderTests {
  @Test func `members stand in the order in which they are declared, and nil ones are left out`() throws {
    let shape = Shape(zebra: "z", apple: 1, maybe: nil, list: [1, 2], inner: Shape.Inner(b: true, a: 0.5))
    #expect(try Self.text(shape) == #"{"zebra":"z","apple":1,"list":[1,2],"inner":{"b":true,"a":0.5}}"#)
  }

  @Test func `what is encoded as nil is null`() throws {
    #expect(try Self.text([1, nil] as [Int?]) == "[1,null]")
    #expect(try Self.text(Page(items: ["a"], next: nil)) == #"{"items":["a"],"next":null}"#)
    #expect(try Self.text(Page(items: [String](), next: "x")) == #"{"items":[],"next":"x"}"#)
    #expect(try Self.text(nil as String?) == "null")
  }

  @Test func `a page is read back`() throws {
    let bytes = try WireEncoder().encode(Page(items: [1, 2], next: nil))
    #expect(try JSONDecoder().decode(Page<Int>.self, from: Data(bytes)) == Page(items: [1, 2], next: nil))
  }

  @Test func `a dictionary is sorted by its keys, at every depth`() throws {
    let dictionary = ["b": ["y": 1, "x": 2], "a": [:], "é": ["k": 3]]
    for _ in 0..<20 {
      #expect(try Self.text(dictionary) == #"{"a":{},"b":{"x":2,"y":1},"é":{"k":3}}"#)
    }
    #expect(try Self.text([[["b": 1, "a": 2]]]) == #"[[{"a":2,"b":1}]]"#)
  }

  @Test func `empty shapes keep their kind`() throws {
    #expect(try Self.text([Int]()) == "[]")
    #expect(try Self.text([String: Int]()) == "{}")
    #expect(try Self.text(Empty()) == "{}")
    #expect(try Self.text([Empty(), Empty()]) == "[{},{}]")
    #expect(try Self.text([[Int]]()) == "[]")
    #expect(try Self.text([[], [1], []] as [[Int]]) == "[[],[1],[]]")
  }

  @Test func `numbers are written as they are`() throws {
    #expect(try Self.text([Int.min, 0, Int.max]) == "[-9223372036854775808,0,9223372036854775807]")
    #expect(try Self.text(UInt64.max) == "18446744073709551615")
    #expect(
      try Self.text([100, 0.1, -0.0, .leastNonzeroMagnitude, 1e300] as [Double]) == "[100.0,0.1,-0.0,5e-324,1e+300]")
    #expect(try Self.text(Float(0.5)) == "0.5")
    #expect(try Self.text([Int8(-1)]) == "[-1]")
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(throws: WireFault.notFinite) { try Self.text(number) }
      #expect(throws: WireFault.notFinite) { try Self.text(["a": [number]]) }
      #expect(throws: WireFault.notFinite) { try Self.text(JSON.double(number)) }
    }
  }

  @Test func `texts are escaped where they must be`() throws {
    let all = (0..<0x3000).compactMap { Unicode.Scalar(UInt32($0)) }.map { String(Character($0)) }.joined()
    let bytes = try WireEncoder().encode([all])
    #expect(try JSONDecoder().decode([String].self, from: Data(bytes)) == [all])
    #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F })
    #expect(try Self.text("a\"\\/\n\r\t\u{0}\u{1F}\u{2028}é\u{1F600}") == #""a\"\\/\n\r\t\u0000\u001f\u2028é😀""#)
    #expect(try Self.text(["\"": 1]) == #"{"\"":1}"#)
    let bridged = NSString(string: "bridged \u{E9}") as String
    #expect(try Self.text(bridged) == "\"bridged é\"")
  }

  @Test func `known types have one agreed form, and others none`() throws {
    let id = try #require(UUID(uuidString: "0195F2D0-0000-7000-8000-0000000000AB"))
    #expect(try Self.text([id]) == #"["0195f2d0-0000-7000-8000-0000000000ab"]"#)
    #expect(try Self.text(try #require(URL(string: "https://a.example/b?c"))) == #""https://a.example/b?c""#)
    #expect(throws: WireFault.noForm("Date")) { try Self.text(Date(timeIntervalSince1970: 0)) }
    #expect(throws: WireFault.noForm("Data")) { try Self.text(["a": Data()]) }
  }

  @Test func `enumerations and wrapped values are written as what they stand for`() throws {
    #expect(try Self.text(["a": Word.yes]) == #"{"a":"yes"}"#)
    #expect(try Self.text([Wrapped(text: "x")]) == #"["x"]"#)
  }

  @Test func `containers may be nested by hand, one after the other`() throws {
    #expect(try Self.text(Nested()) == #"{"first":{"first":1},"second":[2,[3],{"first":4}],"third":null}"#)
    #expect(try Self.text(InTwoParts()) == #"{"first":1,"second":2}"#)
  }

  @Test func `what cannot be written in one go is refused and never written wrongly`() {
    #expect(throws: WireFault.outOfOrder) { try Self.text(Crossed()) }
    #expect(throws: WireFault.outOfOrder) { try Self.text(TwoKinds()) }
    #expect(throws: WireFault.nothingWritten) { try Self.text([Silent()]) }
    #expect(throws: WireFault.noForm("a super encoder")) { try Self.text(Heir()) }
  }

  @Test func `a tree is written in its own order by any encoder`() throws {
    let json: JSON = ["b": [1, 2.5, "x", nil, true], "a": [:]]
    #expect(try Self.text(json) == #"{"b":[1,2.5,"x",null,true],"a":{}}"#)
    #expect(try Self.text(["k": json]) == #"{"k":{"b":[1,2.5,"x",null,true],"a":{}}}"#)
    #expect(try JSON.parse(JSONEncoder().encode(json))["b"] == json["b"])
  }

  @Test func `Foundation reads back what we write`() throws {
    let shape = Shape(zebra: "\u{1F600}\"", apple: -3, maybe: "m", list: [], inner: Shape.Inner(b: false, a: 1e100))
    let bytes = try WireEncoder().encode([shape])
    #expect(try JSONDecoder().decode([Shape].self, from: Data(bytes)) == [shape])
  }

  static func text(_ value: some Encodable) throws -> String { Bytes.text(try WireEncoder().encode(value)) }
}

extension EncoderTests {
  struct Shape: Codable, Equatable {
    struct Inner: Codable, Equatable {
      let b: Bool
      let a: Double
    }
    let zebra: String
    let apple: Int
    let maybe: String?
    let list: [Int]
    let inner: Inner
  }

  struct Empty: Codable {}
  enum Word: String, Codable { case yes }
  enum Names: CodingKey { case first, second, third }

  struct Wrapped: Encodable {
    let text: String
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  struct Nested: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Names.self)
      var first = container.nestedContainer(keyedBy: Names.self, forKey: .first)
      try first.encode(1, forKey: .first)
      var second = container.nestedUnkeyedContainer(forKey: .second)
      try second.encode(2)
      var list = second.nestedUnkeyedContainer()
      try list.encode(3)
      var object = second.nestedContainer(keyedBy: Names.self)
      try object.encode(4, forKey: .first)
      #expect(second.count == 3)
      try container.encodeNil(forKey: .third)
    }
  }

  struct InTwoParts: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Names.self)
      try container.encode(1, forKey: .first)
      var again = encoder.container(keyedBy: Names.self)
      try again.encode(2, forKey: .second)
    }
  }

  struct Crossed: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Names.self)
      var first = container.nestedUnkeyedContainer(forKey: .first)
      try container.encode(1, forKey: .second)
      try first.encode(2)
    }
  }

  struct TwoKinds: Encodable {
    func encode(to encoder: any Encoder) throws {
      _ = encoder.container(keyedBy: Names.self)
      _ = encoder.unkeyedContainer()
    }
  }

  struct Silent: Encodable {
    func encode(to encoder: any Encoder) throws {}
  }

  struct Heir: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Names.self)
      try 1.encode(to: container.superEncoder())
    }
  }
}
