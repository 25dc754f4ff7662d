import Testing

@testable import Wire

@Suite struct JSONTests {
  @Test func `every well-formed text is read and written again in one form`() throws {
    for (text, written) in JSONCorpus.taken {
      let json = try? JSON.parse(text.utf8)
      #expect(json != nil, "refused: \(text)")
      #expect(Bytes.text(try WireEncoder().encode(json)) == written, "read wrongly: \(text)")
    }
  }

  @Test func `every malformed text is refused for its reason`() {
    for (text, kind) in JSONCorpus.refused {
      let fault = JSONCorpus.fault(Array(text.utf8))
      #expect(fault?.kind == kind, "\(text.debugDescription) gave \(String(describing: fault))")
    }
  }

  @Test func `bytes that are not UTF-8 are refused where they stand`() {
    for bytes in JSONCorpus.notUTF8 {
      let text = Array("[\"é".utf8) + bytes + Array("\"]".utf8)
      let fault = JSONCorpus.fault(text)
      #expect(fault?.kind == .invalidUTF8, "\(bytes)")
      #expect(fault.map { $0.offset >= 4 } == true, "\(bytes)")
      #expect(JSONCorpus.fault(bytes) != nil, "\(bytes) outside a text")
    }
  }

  @Test func `the corpus is large enough to mean something`() {
    #expect(JSONCorpus.taken.count + JSONCorpus.refused.count + JSONCorpus.notUTF8.count >= 250)
  }

  @Test(arguments: [(JSONLimits.request, 32), (JSONLimits.answer, 64)])
  func `nesting is taken to the limit and not one level further`(limits: JSONLimits, depth: Int) throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let inner = open == "[" ? "" : "1"
      let fits = String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      let tooDeep = open + (inner.isEmpty ? fits : fits) + close
      #expect(throws: Never.self) { try JSON.parse(fits.utf8, limits: limits) }
      #expect(JSONCorpus.fault(Array(tooDeep.utf8), limits)?.kind == .tooDeep)
    }
  }

  @Test func `a hundred thousand brackets are refused and nothing overflows`() async {
    // On a cooperative thread, whose stack is small.
    let fault = await Task { JSONCorpus.fault(Array(repeating: UInt8(ascii: "["), count: 100_000)) }.value
    #expect(fault == JSONFault(offset: 32, kind: .tooDeep))
    let deepest = JSONLimits(depth: 512, values: 1_000)
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    let written = await Task { (try? JSON.parse(text.utf8, limits: deepest)).map { try? WireEncoder().encode($0) } }
      .value
    #expect(written == Array(text.utf8))
  }

  @Test func `values are counted to the limit and not one further`() throws {
    func list(_ count: Int) -> [UInt8] { Array(("[" + String(repeating: "0,", count: count - 1) + "0]").utf8) }
    #expect(try JSON.parse(list(9_999)).items?.count == 9_999)
    #expect(JSONCorpus.fault(list(10_000))?.kind == .tooManyValues)
    #expect(try JSON.parse(list(10_000), limits: .answer).items?.count == 10_000)
  }

  @Test func `a fault names the byte and repeats nothing that was sent`() {
    let cases: [(String, Int, JSONFault.Kind)] = [
      ("", 0, .unfinished), ("[1,]", 3, .misspelt), ("{\"a\":1,\"a\":2}", 7, .duplicateName), ("[01]", 1, .leadingZero),
      ("[\"secret", 8, .unfinished), ("[1e999]", 1, .numberTooLarge), ("[] x", 3, .trailingBytes),
      ("[\"a\\q\"]", 3, .unknownEscape), ("\"ab\u{1}\"", 3, .controlCharacter), ("[\"\\ud800\"]", 2, .loneSurrogate),
    ]
    for (text, offset, kind) in cases {
      let fault = JSONCorpus.fault(Array(text.utf8))
      #expect(fault == JSONFault(offset: offset, kind: kind), "\(text)")
      #expect(fault?.sentence.contains("secret") == false)
      #expect(fault?.sentence.hasSuffix("(at byte \(offset))") == true)
      #expect(fault?.code == "malformed_json")
    }
  }

  @Test func `any collection of bytes is read`() throws {
    let bytes = Array("xx[1]yy".utf8)
    #expect(try JSON.parse(bytes[2..<5]) == [1])
    #expect(try JSON.parse("[1]".utf8) == [1])
  }

  @Test func `a tree is asked for its parts`() throws {
    let json = try JSON.parse(
      #"{"offer":{"title":"A day out","places":3,"free":true,"of":2.5},"tags":["a","b"],"x":null}"#.utf8)
    #expect(json["offer"]?["title"]?.text == "A day out")
    #expect(json["offer"]?["places"]?.int == 3)
    #expect(json["offer"]?["free"]?.bool == true)
    #expect(json["offer"]?["of"]?.number == 2.5)
    #expect(json["offer"]?["of"]?.int == nil)
    #expect(json["tags"]?.items?.count == 2)
    #expect(json["tags"]?[1]?.text == "b")
    #expect(json["tags"]?[2] == nil)
    #expect(json["tags"]?[-1] == nil)
    #expect(json["x"]?.isNull == true)
    #expect(json["nothing"] == nil)
    #expect(json["tags"]?["a"] == nil)
    #expect(json.object?.names == ["offer", "tags", "x"])
    #expect(JSON.double(1e30).int == nil)
  }

  @Test func `an object keeps order and uniqueness however long it grows`() {
    var object = JSONObject()
    for number in 0..<40 { object["k\(number)"] = .int(Int64(number)) }
    object["k7"] = "seven"
    object["k3"] = nil
    object["nothing"] = nil
    #expect(object.count == 39)
    #expect(object["k7"] == "seven")
    #expect(!object.has("k3"))
    #expect(object.has("k39"))
    #expect(object.names.prefix(4) == ["k0", "k1", "k2", "k4"])
    object["k3"] = 3
    #expect(object.names.last == "k3")
    for number in 0..<35 { object["k\(number)"] = nil }
    #expect(object.names == ["k35", "k36", "k37", "k38", "k39"])
    #expect(object["k38"] == 38)
  }

  @Test func `damaged texts never crash the reader, and what it takes it writes back unchanged`() throws {
    var dice = Dice(seed: 20_261_122)
    let seeds = JSONCorpus.taken.map { Array($0.text.utf8) } + JSONCorpus.refused.map { Array($0.text.utf8) }
    var taken = 0
    for _ in 0..<30_000 {
      let text = dice.damaged(seeds)
      guard let json = try? JSON.parse(text) else { continue }
      taken += 1
      let written = try WireEncoder().encode(json)
      #expect(try WireEncoder().encode(JSON.parse(written)) == written, "\(text)")
    }
    #expect(taken > 3_000)
  }

  @Test func `the check protocol answers a line with a line`() {
    #expect(JSONCheck.run(lines: ["WzFd", "WzFs", "?", ""]) == ["ok WzFd", "no", "no", "no"])
  }
}

extension JSONCorpus {
  static func fault(_ bytes: [UInt8], _ limits: JSONLimits = .request) -> JSONFault? {
    do {
      _ = try JSON.parse(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}

enum Bytes {
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// A small repeatable source of chance, so that a failure comes back.
/// - Source: Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014 (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// One of the texts with up to three bytes changed, cut out, doubled, or another text's tail put on.
  mutating func damaged(_ texts: [[UInt8]]) -> [UInt8] {
    var text = texts[below(texts.count)]
    let telling = Array("{}[]\",:\\u0-e.1 \n".utf8) + [0x00, 0x7F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]
    for _ in 0..<below(4) where !text.isEmpty {
      let place = below(text.count)
      switch below(6) {
      case 0: text[place] = telling[below(telling.count)]
      case 1: text.remove(at: place)
      case 2: text.insert(telling[below(telling.count)], at: place)
      case 3: text[place] ^= 1 << UInt8(below(8))
      case 4: text.insert(contentsOf: text[place...].prefix(below(8)), at: place)
      default: text = text[..<place] + texts[below(texts.count)].suffix(below(12))
      }
    }
    return text
  }
}
