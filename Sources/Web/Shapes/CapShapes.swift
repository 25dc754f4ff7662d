import Breaks
import UseCases
import Wire

extension CapsUsedShape {
  /// Shows a carer's caps.
  init(_ caps: [CapShown]) { self.init(caps: caps.map { CapUsedShape($0) }) }
}

extension CapUsedShape {
  fileprivate init(_ shown: CapShown) {
    self.init(
      stay: shown.cap.stay.rawValue, count: shown.cap.count, per: shown.cap.per.rawValue, now: Period(shown.now),
      next: Period(shown.next))
  }
}

extension CapUsedShape.Period {
  fileprivate init(_ period: CapInPeriod) {
    self.init(
      used: period.use.count, left: period.use.left, from: period.from.text, resetsOn: period.resetsOn.text)
  }
}
