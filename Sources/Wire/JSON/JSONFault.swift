/// How much JSON a reader is ready to take.
package struct JSONLimits: Sendable, Equatable {
  /// Most levels of arrays and objects within each other; a bare `1` has none, `[]` has one; 1...512.
  package let depth: Int
  /// Most values of any kind, containers counted, member names not.
  package let values: Int

  /// Traps when `depth` is outside 1...512.
  package init(depth: Int, values: Int) {
    precondition((1...512).contains(depth), "a JSON tree deeper than 512 could overflow a small stack when it is freed")
    self.depth = depth
    self.values = values
  }

  /// For what strangers send us.
  package static let request = JSONLimits(depth: 32, values: 10_000)
  /// For what a server we chose answers.
  package static let answer = JSONLimits(depth: 64, values: 1_000_000)
}

/// Why some bytes are not the JSON we read, and where; it never holds any of the bytes.
package struct JSONFault: Error, Sendable, Equatable {
  /// What is wrong.
  package enum Kind: Sendable, Equatable {
    case byteOrderMark
    case controlCharacter
    case duplicateName
    case invalidUTF8
    case leadingZero
    case loneSurrogate
    case misspelt
    case nulCharacter
    case numberTooLarge
    case tooDeep
    case tooManyValues
    case trailingBytes
    case unfinished
    case unknownEscape
  }

  /// The byte at which it was noticed, counted from 0.
  package let offset: Int
  /// What is wrong there.
  package let kind: Kind

  /// One kind, plain sentence that names the place and quotes nothing.
  package var sentence: String { "\(kind.sentence) (at byte \(offset))" }
}

extension JSONFault: ExplainedFault {
  /// Always `malformed_json`.
  package var code: String { "malformed_json" }
  /// The same as `sentence`.
  package var detail: String { sentence }
}

extension JSONFault.Kind {
  fileprivate var sentence: String {
    switch self {
    case .byteOrderMark: "JSON must not begin with a byte order mark"
    case .controlCharacter: "A control character inside a text must be written as an escape"
    case .duplicateName: "The same name is given twice in one object"
    case .invalidUTF8: "JSON must be valid UTF-8"
    case .leadingZero: "A number must not begin with a spare zero"
    case .loneSurrogate: "A \\u escape gives only half of a character"
    case .misspelt: "This is not JSON: something else was expected here"
    case .nulCharacter: "A text must not hold the NUL character"
    case .numberTooLarge: "A number is too large to be kept exactly"
    case .tooDeep: "The JSON is nested too deeply"
    case .tooManyValues: "The JSON holds too many values"
    case .trailingBytes: "Something follows after the end of the JSON"
    case .unfinished: "The JSON ends too early"
    case .unknownEscape: "A backslash is followed by something that is not an escape"
    }
  }
}
