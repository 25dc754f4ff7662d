import CoreMetrics
import Synchronization

/// One line or a few of the page: a name with one set of labels.
protocol Series: AnyObject, Sendable {
  func lines(name: String, labels: String) -> [String]
}

extension Series {
  func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)" : "\(name){\(labels)} \(value)"
  }
}

/// A number that only grows.
final class CounterSeries: Series, CounterHandler {
  private let value = Mutex<Int64>(0)

  func increment(by amount: Int64) {
    value.withLock { value in
      let (sum, isTooMuch) = value.addingReportingOverflow(amount)
      value = isTooMuch ? .max : sum
    }
  }

  func reset() { value.withLock { $0 = 0 } }

  func lines(name: String, labels: String) -> [String] {
    [line(name, labels, String(value.withLock { $0 }))]
  }
}

/// A number that goes up and down.
final class GaugeSeries: Series, MeterHandler, RecorderHandler, FloatingPointCounterHandler {
  private let value = Mutex<Double>(0)

  func set(_ new: Int64) { set(Double(new)) }
  func set(_ new: Double) { value.withLock { $0 = new } }
  func record(_ new: Int64) { set(Double(new)) }
  func record(_ new: Double) { set(new) }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func reset() { set(0.0) }

  func lines(name: String, labels: String) -> [String] {
    [line(name, labels, text(value.withLock { $0 }))]
  }
}

/// How many measurements were below which bounds, and what they come to together.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
  /// For times, in seconds.
  static let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// For amounts of anything.
  static let amounts: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000]

  private struct Counts {
    var below: [Int]
    var all = 0
    var sum = 0.0
  }

  private let bounds: [Double]
  private let counts: Mutex<Counts>

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Mutex(Counts(below: bounds.map { _ in 0 }))
  }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    counts.withLock { counts in
      counts.all += 1
      counts.sum += value
      // Each measurement is counted in its own bucket; the page adds them up.
      if let place = bounds.firstIndex(where: { value <= $0 }) { counts.below[place] += 1 }
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func lines(name: String, labels: String) -> [String] {
    let counts = counts.withLock { $0 }
    let start = labels.isEmpty ? "" : labels + ","
    var sum = 0
    var lines: [String] = []
    for (bound, count) in zip(bounds, counts.below) {
      sum += count
      lines.append(line(name + "_bucket", start + "le=\"\(text(bound))\"", String(sum)))
    }
    lines.append(line(name + "_bucket", start + "le=\"+Inf\"", String(counts.all)))
    lines.append(line(name + "_sum", labels, text(counts.sum)))
    lines.append(line(name + "_count", labels, String(counts.all)))
    return lines
  }
}

/// A number as Prometheus reads it; whole ones without decimals.
private func text(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
  return Int64(exactly: value).map(String.init) ?? String(value)
}
