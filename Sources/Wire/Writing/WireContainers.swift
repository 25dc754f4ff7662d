// The three faces that the standard library asks an encoder for, all writing to one `WireOutput`.

/// The encoder of one value.
struct ValueEncoder: Encoder {
  let output: WireOutput
  /// How many containers are open around the value.
  let depth: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Members<Key>(output: output, id: output.begin(isObject: true, depth: depth)))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    Elements(output: output, id: output.begin(isObject: false, depth: depth))
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(output: output) }
}

/// A value that is one scalar, or stands for another value.
struct Single: SingleValueEncodingContainer {
  let output: WireOutput
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { output.appendNull() }
  func encode(_ value: Bool) { output.append(value) }
  func encode(_ value: String) { output.append(value) }
  func encode(_ value: Double) throws { try output.append(value) }
  func encode(_ value: Float) throws { try output.append(Double(value)) }
  func encode(_ value: Int) { output.append(value) }
  func encode(_ value: Int8) { output.append(value) }
  func encode(_ value: Int16) { output.append(value) }
  func encode(_ value: Int32) { output.append(value) }
  func encode(_ value: Int64) { output.append(value) }
  func encode(_ value: UInt) { output.append(value) }
  func encode(_ value: UInt8) { output.append(value) }
  func encode(_ value: UInt16) { output.append(value) }
  func encode(_ value: UInt32) { output.append(value) }
  func encode(_ value: UInt64) { output.append(value) }
  func encode(_ value: some Encodable) throws { try output.write(value) }
}

/// The elements of an array.
struct Elements: UnkeyedEncodingContainer {
  let output: WireOutput
  let id: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(output: WireOutput, id: Int) {
    self.output = output
    self.id = id
  }

  private mutating func next() -> WireOutput {
    output.element(of: id)
    count += 1
    return output
  }

  mutating func encodeNil() { next().appendNull() }
  mutating func encode(_ value: Bool) { next().append(value) }
  mutating func encode(_ value: String) { next().append(value) }
  mutating func encode(_ value: Double) throws { try next().append(value) }
  mutating func encode(_ value: Float) throws { try next().append(Double(value)) }
  mutating func encode(_ value: Int) { next().append(value) }
  mutating func encode(_ value: Int8) { next().append(value) }
  mutating func encode(_ value: Int16) { next().append(value) }
  mutating func encode(_ value: Int32) { next().append(value) }
  mutating func encode(_ value: Int64) { next().append(value) }
  mutating func encode(_ value: UInt) { next().append(value) }
  mutating func encode(_ value: UInt8) { next().append(value) }
  mutating func encode(_ value: UInt16) { next().append(value) }
  mutating func encode(_ value: UInt32) { next().append(value) }
  mutating func encode(_ value: UInt64) { next().append(value) }
  mutating func encode(_ value: some Encodable) throws { try next().write(value) }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let output = next()
    return KeyedEncodingContainer(
      Members<Key>(output: output, id: output.begin(isObject: true, depth: output.depth)))
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let output = next()
    return Elements(output: output, id: output.begin(isObject: false, depth: output.depth))
  }

  mutating func superEncoder() -> any Encoder { Inherited.encoder(next()) }
}

/// The members of an object.
struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let output: WireOutput
  let id: Int
  var codingPath: [any CodingKey] { [] }

  private func at(_ key: Key) -> WireOutput {
    output.member(key.stringValue, of: id)
    return output
  }

  func encodeNil(forKey key: Key) { at(key).appendNull() }
  func encode(_ value: Bool, forKey key: Key) { at(key).append(value) }
  func encode(_ value: String, forKey key: Key) { at(key).append(value) }
  func encode(_ value: Double, forKey key: Key) throws { try at(key).append(value) }
  func encode(_ value: Float, forKey key: Key) throws { try at(key).append(Double(value)) }
  func encode(_ value: Int, forKey key: Key) { at(key).append(value) }
  func encode(_ value: Int8, forKey key: Key) { at(key).append(value) }
  func encode(_ value: Int16, forKey key: Key) { at(key).append(value) }
  func encode(_ value: Int32, forKey key: Key) { at(key).append(value) }
  func encode(_ value: Int64, forKey key: Key) { at(key).append(value) }
  func encode(_ value: UInt, forKey key: Key) { at(key).append(value) }
  func encode(_ value: UInt8, forKey key: Key) { at(key).append(value) }
  func encode(_ value: UInt16, forKey key: Key) { at(key).append(value) }
  func encode(_ value: UInt32, forKey key: Key) { at(key).append(value) }
  func encode(_ value: UInt64, forKey key: Key) { at(key).append(value) }
  func encode(_ value: some Encodable, forKey key: Key) throws { try at(key).write(value) }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    let output = at(key)
    return KeyedEncodingContainer(
      Members<Inner>(output: output, id: output.begin(isObject: true, depth: output.depth)))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let output = at(key)
    return Elements(output: output, id: output.begin(isObject: false, depth: output.depth))
  }

  func superEncoder() -> any Encoder {
    output.member("super", of: id)
    return Inherited.encoder(output)
  }

  func superEncoder(forKey key: Key) -> any Encoder { Inherited.encoder(at(key)) }
}

/// Class inheritance has no place in shapes; the fault is thrown once the value is done.
private enum Inherited {
  static func encoder(_ output: WireOutput) -> ValueEncoder {
    output.note(.noForm("a super encoder"))
    return ValueEncoder(output: output, depth: output.depth)
  }
}
