import Synchronization

/// What texts mean that are read again and again, so that each is decoded once.
///
/// A value is found by its whole text, so it can never be out of date. Nothing personal goes in here.
final class Memo<Value: Sendable>: Sendable {
  private let countMax: Int
  private let values = Mutex<[String: Value]>([:])

  /// - Parameter countMax: how many are remembered; one more, and it begins anew.
  init(countMax: Int) { self.countMax = countMax }

  /// What a text means, asking `decode` when it is not known yet.
  func value(of text: String, _ decode: (String) throws -> Value) rethrows -> Value {
    if let known = values.withLock({ $0[text] }) { return known }
    let value = try decode(text)
    values.withLock { values in
      if values.count >= countMax { values.removeAll(keepingCapacity: true) }
      values[text] = value
    }
    return value
  }
}
