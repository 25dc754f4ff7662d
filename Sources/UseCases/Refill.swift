import Breaks
import Store

extension Errand {
  /// Told of every date on which places became free, within the transaction that freed them: whoever waits for one is served
  /// before anybody else can ask.
  func refill(_ slots: [ID<Slot>]) throws {
  }
}
