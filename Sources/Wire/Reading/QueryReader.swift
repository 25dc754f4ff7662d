/// Reads the query of an address and notes everything wrong with it, each with its parameter's name.
///
/// Every parameter may be left out. One that nobody asked for, or that is given twice where one is expected, is a problem.
package final class QueryReader {
  private let pairs: [(name: String, value: String)]
  private let list = ProblemList()
  private var asked: Set<ExactName> = []
  private static let longestNameShown = 100

  private init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }

  /// Reads a whole query.
  /// - Parameters:
  ///   - pairs: names and values, percent-decoded, in order.
  ///   - body: asks for the parameters; returns nil only after a problem was noted.
  /// - Throws: `InvalidInput` with every problem found.
  package static func read<T>(
    _ pairs: [(name: String, value: String)], _ body: (QueryReader) -> T?
  ) throws(InvalidInput) -> T {
    let reader = QueryReader(pairs)
    let value = body(reader)
    reader.noteUnknownParameters()
    if let value, !reader.failed { return value }
    if !reader.failed { reader.note(.unreadable, at: "") }
    throw InvalidInput(problems: reader.list.problems)
  }

  /// Whether anything has been found wrong so far.
  package var failed: Bool { !list.problems.isEmpty }

  /// Whether the parameter is there; asking makes it a known one.
  package func has(_ name: String) -> Bool { !all(name).isEmpty }

  /// A text, trimmed and normalised.
  package func text(_ name: String, _ length: ClosedRange<Int> = 1...200) -> String? {
    one(name) { (raw: String) throws(Wrong) in try PlainText.read(raw, length) }
  }

  /// A whole number in plain digits.
  package func int(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    one(name) { raw throws(Wrong) in
      let digits = raw.utf8.drop { $0 == UInt8(ascii: "-") }
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(raw) else { throw .notWhole }
      guard range.contains(number) else { throw .outOfRange(range) }
      return number
    }
  }

  /// `true` or `false`.
  package func bool(_ name: String) -> Bool? {
    one(name) { raw throws(Wrong) in
      guard let value = Bool(raw) else { throw .notBool }
      return value
    }
  }

  /// One of a type's words.
  package func oneOf<T: RawRepresentable & CaseIterable>(_ name: String, _ type: T.Type) -> T?
  where T.RawValue == String {
    one(name) { raw throws(Wrong) in try PlainText.word(raw, type) }
  }

  /// A text of at most 500 characters that a parser makes a value of.
  /// - Parameter parse: throws an `ExplainedFault` to say what is wrong; any other error becomes `invalid`.
  package func value<T>(_ name: String, _ parse: (String) throws -> T) -> T? {
    one(name) { raw in try parse(try PlainText.read(raw, PlainText.valueLength)) }
  }

  /// The values of a parameter that may be given again and again.
  /// - Returns: as given; empty when there is none.
  package func values<T>(
    _ name: String, _ count: ClosedRange<Int> = 0...20, _ parse: (String) throws -> T
  ) -> [T] {
    let given = all(name)
    if given.count > count.upperBound {
      note(.tooMany(count.upperBound), at: name)
      return []
    }
    if given.count < count.lowerBound, !given.isEmpty { note(.tooFew(count.lowerBound), at: name) }
    return given.compactMap { raw in
      reading(name) { try parse(try PlainText.read(raw, PlainText.valueLength)) }
    }
  }

  /// A type's words, from a parameter that may be given again and again; a word given twice counts once.
  package func words<T: RawRepresentable & CaseIterable>(
    _ name: String, _ count: ClosedRange<Int> = 0...20, _ type: T.Type
  ) -> [T] where T.RawValue == String {
    var seen: Set<String> = []
    return values(name, count) { raw in try PlainText.word(raw, type) }.filter { seen.insert($0.rawValue).inserted }
  }

  /// Notes a problem of the caller's own.
  package func problem(at name: String, code: String, detail: String) {
    list.add(Problem(parameter: name, code: code, detail: detail))
  }

  /// Takes the parameter as known without reading it.
  package func skip(_ name: String) { asked.insert(ExactName(name)) }

  private func all(_ name: String) -> [String] {
    asked.insert(ExactName(name))
    let exact = ExactName(name)
    return pairs.filter { ExactName($0.name) == exact }.map(\.value)
  }

  private func one<T>(_ name: String, _ read: (String) throws -> T) -> T? {
    let given = all(name)
    guard let raw = given.first else { return nil }
    guard given.count == 1 else {
      note(Wrong(code: "given_twice", detail: "This may be given only once."), at: name)
      return nil
    }
    return reading(name) { try read(raw) }
  }

  private func reading<T>(_ name: String, _ read: () throws -> T) -> T? {
    do {
      return try read()
    } catch {
      note(.from(error), at: name)
      return nil
    }
  }

  private func note(_ wrong: Wrong, at name: String) {
    list.add(Problem(parameter: name, code: wrong.code, detail: wrong.detail))
  }

  private func noteUnknownParameters() {
    var noted: Set<ExactName> = []
    for (name, _) in pairs where !asked.contains(ExactName(name)) && noted.insert(ExactName(name)).inserted {
      let isShort = name.unicodeScalars.count <= Self.longestNameShown
      note(
        Wrong(code: "unknown_parameter", detail: "There is no parameter of this name here."), at: isShort ? name : "")
    }
  }
}
