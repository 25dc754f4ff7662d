// Lists and objects within the object.

extension Reader {
  /// A list of texts that a parser makes values of.
  /// - Parameters:
  ///   - count: how many there may be.
  ///   - parse: throws an `ExplainedFault` to say what is wrong.
  /// - Returns: nil when the field is absent or anything in it is wrong.
  package func values<T>(_ key: String, _ count: ClosedRange<Int>, _ parse: (String) throws -> T) -> [T]? {
    needed(key).flatMap { parsedList($0, count, parse, at: key) }
  }

  /// A list of texts that a parser makes values of; nil when the field is absent.
  package func valuesIfAny<T>(_ key: String, _ count: ClosedRange<Int>, _ parse: (String) throws -> T) -> [T]? {
    given(key).flatMap { parsedList($0, count, parse, at: key) }
  }

  /// A list of a type's words, none twice.
  package func words<T: RawRepresentable & CaseIterable>(
    _ key: String, _ count: ClosedRange<Int>, _ type: T.Type
  ) -> [T]? where T.RawValue == String {
    needed(key).flatMap { wordList($0, count, type, at: key) }
  }

  /// A list of a type's words, none twice; nil when the field is absent.
  package func wordsIfAny<T: RawRepresentable & CaseIterable>(
    _ key: String, _ count: ClosedRange<Int>, _ type: T.Type
  ) -> [T]? where T.RawValue == String {
    given(key).flatMap { wordList($0, count, type, at: key) }
  }

  /// An object within this one, with a reader of its own.
  package func object<T>(_ key: String, _ body: (Reader) -> T?) -> T? {
    needed(key).flatMap { inner($0, body, at: pointer(to: key)) }
  }

  /// An object within this one, if the field is there.
  package func objectIfAny<T>(_ key: String, _ body: (Reader) -> T?) -> T? {
    given(key).flatMap { inner($0, body, at: pointer(to: key)) }
  }

  /// A list of objects, each with a reader of its own.
  /// - Returns: nil when the field is absent or anything in it is wrong.
  package func objects<T>(_ key: String, _ count: ClosedRange<Int>, _ body: (Reader) -> T?) -> [T]? {
    needed(key).flatMap { each($0, count, at: key) { self.inner($0, body, at: $1()) } }
  }

  /// A list of objects, each with a reader of its own; nil when the field is absent.
  package func objectsIfAny<T>(_ key: String, _ count: ClosedRange<Int>, _ body: (Reader) -> T?) -> [T]? {
    given(key).flatMap { each($0, count, at: key) { self.inner($0, body, at: $1()) } }
  }

  private func inner<T>(_ json: JSON, _ body: (Reader) -> T?, at pointer: String) -> T? {
    guard case .object(let object) = json else { return refuse(.notAnObject, at: pointer) }
    let before = list.count
    let reader = Reader(object, at: pointer, list: list)
    let value = body(reader)
    reader.noteUnknownFields()
    if value == nil, list.count == before { note(.unreadable, at: pointer) }
    return value
  }

  private func parsedList<T>(
    _ json: JSON, _ count: ClosedRange<Int>, _ parse: (String) throws -> T, at key: String
  ) -> [T]? {
    each(json, count, at: key) { self.parsed($0, parse, at: $1()) }
  }

  private func wordList<T: RawRepresentable & CaseIterable>(
    _ json: JSON, _ count: ClosedRange<Int>, _ type: T.Type, at key: String
  ) -> [T]? where T.RawValue == String {
    var seen: Set<String> = []
    return each(json, count, at: key) { json, pointer in
      guard let word = self.parsed(json, { try PlainText.word($0, type) }, at: pointer()) else { return nil }
      return seen.insert(word.rawValue).inserted ? word : self.refuse(.duplicate, at: pointer())
    }
  }

  /// Reads every element, so that all problems are found, unless there are too many of them.
  private func each<T>(
    _ json: JSON, _ count: ClosedRange<Int>, at key: String, _ read: (JSON, () -> String) -> T?
  ) -> [T]? {
    guard case .array(let items) = json else { return refuse(.notAList, at: pointer(to: key)) }
    if items.count > count.upperBound { return refuse(.tooMany(count.upperBound), at: pointer(to: key)) }
    if items.count < count.lowerBound { return refuse(.tooFew(count.lowerBound), at: pointer(to: key)) }
    var values: [T] = []
    for (place, item) in items.enumerated() {
      if let value = read(item, { "\(self.pointer(to: key))/\(place)" }) { values.append(value) }
    }
    return values.count == items.count ? values : nil
  }
}
