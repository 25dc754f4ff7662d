// Single values: texts, numbers, words, and values with a parser of their own.

extension Reader {
  /// A text, trimmed and normalised.
  /// - Parameters:
  ///   - length: in Unicode scalars, after trimming.
  ///   - lines: whether line feeds and tabs may stand inside.
  package func text(_ key: String, _ length: ClosedRange<Int> = 1...200, lines: Bool = false) -> String? {
    needed(key).flatMap { plain($0, length, lines, at: key) }
  }

  /// A text, trimmed and normalised, if the field is there.
  package func textIfAny(_ key: String, _ length: ClosedRange<Int> = 1...200, lines: Bool = false) -> String? {
    given(key).flatMap { plain($0, length, lines, at: key) }
  }

  /// A whole number; `3.0` is one.
  package func int(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    needed(key).flatMap { whole($0, range, at: key) }
  }

  /// A whole number, if the field is there.
  package func intIfAny(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    given(key).flatMap { whole($0, range, at: key) }
  }

  /// `true` or `false`.
  package func bool(_ key: String) -> Bool? {
    needed(key).flatMap { truth($0, at: key) }
  }

  /// `true` or `false`, if the field is there.
  package func boolIfAny(_ key: String) -> Bool? {
    given(key).flatMap { truth($0, at: key) }
  }

  /// A text of at most 500 characters that a parser makes a value of.
  /// - Parameter parse: throws an `ExplainedFault` to say what is wrong; any other error becomes `invalid`.
  package func value<T>(_ key: String, _ parse: (String) throws -> T) -> T? {
    needed(key).flatMap { parsed($0, parse, at: pointer(to: key)) }
  }

  /// A text of at most 500 characters that a parser makes a value of, if the field is there.
  package func valueIfAny<T>(_ key: String, _ parse: (String) throws -> T) -> T? {
    given(key).flatMap { parsed($0, parse, at: pointer(to: key)) }
  }

  /// One of a type's words.
  package func oneOf<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T?
  where T.RawValue == String {
    value(key) { try PlainText.word($0, type) }
  }

  /// One of a type's words, if the field is there.
  package func oneOfIfAny<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T?
  where T.RawValue == String {
    valueIfAny(key) { try PlainText.word($0, type) }
  }

  /// What a PATCH asks for: an absent field is kept, null clears it, anything else is read.
  /// - Parameter read: reads the field of that name from this reader; when it notes a problem, the answer is `.keep`.
  package func change<T>(_ key: String, _ read: (Reader, String) -> T?) -> Change<T> {
    if !has(key) { return .keep }
    if isNull(key) { return .clear }
    return read(self, key).map { .set($0) } ?? .keep
  }

  private func plain(_ json: JSON, _ length: ClosedRange<Int>, _ lines: Bool, at key: String) -> String? {
    guard let raw = json.text else { return refuse(.notText, at: pointer(to: key)) }
    do {
      return try PlainText.read(raw, length, lines: lines)
    } catch {
      return refuse(error, at: pointer(to: key))
    }
  }

  private func whole(_ json: JSON, _ range: ClosedRange<Int>, at key: String) -> Int? {
    guard let number = json.int else { return refuse(.notWhole, at: pointer(to: key)) }
    return range.contains(number) ? number : refuse(.outOfRange(range), at: pointer(to: key))
  }

  private func truth(_ json: JSON, at key: String) -> Bool? {
    json.bool ?? refuse(.notBool, at: pointer(to: key))
  }

  func parsed<T>(_ json: JSON, _ parse: (String) throws -> T, at pointer: @autoclosure () -> String) -> T? {
    guard let raw = json.text else { return refuse(.notText, at: pointer()) }
    do {
      return try parse(try PlainText.read(raw, PlainText.valueLength))
    } catch {
      return refuse(.from(error), at: pointer())
    }
  }

  func refuse<T>(_ wrong: Wrong, at pointer: String) -> T? {
    note(wrong, at: pointer)
    return nil
  }
}

/// What a PATCH wants done with one field.
package enum Change<T> {
  /// The field was not sent: leave it.
  case keep
  /// The field was sent as null: empty it.
  case clear
  /// The field was sent: this is its new value.
  case set(T)

  /// The new value, if one was sent.
  package var value: T? {
    if case .set(let value) = self { value } else { nil }
  }

  /// What the field is after the change.
  package func applied(to old: T?) -> T? {
    switch self {
    case .keep: old
    case .clear: nil
    case .set(let value): value
    }
  }
}

extension Change: Sendable where T: Sendable {}
extension Change: Equatable where T: Equatable {}
