import CoreMetrics
import Synchronization

/// All metrics of the process, as the page that Prometheus reads.
///
/// Labels are our own words and address templates; a test holds that nothing personal gets in.
/// - Source: Prometheus text format 0.0.4.
package final class PrometheusPage: MetricsFactory {
  private struct Key: Hashable {
    let name: String
    let labels: String
  }

  private enum Kind: String {
    case counter, gauge, histogram
  }

  private struct Family {
    let kind: Kind
    var series: [String: any Series] = [:]
  }

  private let families = Mutex<[String: Family]>([:])
  /// So that a mistake in a label cannot fill the memory.
  private static let seriesMax = 2_000

  /// An empty page.
  package init() {}

  /// The page.
  package var text: String {
    let families = families.withLock { $0 }
    var lines: [String] = []
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      lines.append("# TYPE \(name) \(family.kind.rawValue)")
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        lines += series.lines(name: name, labels: labels)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    find(label, dimensions, .counter) { CounterSeries() } as? CounterSeries ?? CounterSeries()
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    find(label, dimensions, .counter) { GaugeSeries() } as? GaugeSeries ?? GaugeSeries()
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    find(label, dimensions, .gauge) { GaugeSeries() } as? GaugeSeries ?? GaugeSeries()
  }

  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    if aggregate {
      let bounds = HistogramSeries.amounts
      let made = find(label, dimensions, .histogram) { HistogramSeries(bounds: bounds) }
      return made as? HistogramSeries ?? HistogramSeries(bounds: bounds)
    }
    return find(label, dimensions, .gauge) { GaugeSeries() } as? GaugeSeries ?? GaugeSeries()
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let bounds = HistogramSeries.seconds
    let made = find(label, dimensions, .histogram) { HistogramSeries(bounds: bounds) }
    return made as? HistogramSeries ?? HistogramSeries(bounds: bounds)
  }

  // What was measured stays on the page for as long as the process lives.
  package func destroyCounter(_: any CounterHandler) {}
  package func destroyFloatingPointCounter(_: any FloatingPointCounterHandler) {}
  package func destroyMeter(_: any MeterHandler) {}
  package func destroyRecorder(_: any RecorderHandler) {}
  package func destroyTimer(_: any TimerHandler) {}

  /// The series of that name and those labels; one that is not kept when the page is full or the name is of another kind.
  private func find(
    _ label: String, _ dimensions: [(String, String)], _ kind: Kind, make: () -> any Series
  ) -> any Series {
    let name = Self.name(label)
    let labels = dimensions.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    return families.withLock { families in
      var family = families[name] ?? Family(kind: kind)
      if let known = family.series[labels] { return known }
      let made = make()
      guard family.kind == kind, family.series.count < Self.seriesMax else { return made }
      family.series[labels] = made
      families[name] = family
      return made
    }
  }

  private static func name(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      let isAllowed =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
      return isAllowed ? Character(scalar) : "_"
    }
    return scalars.first.map { $0.isNumber ? "_" : "" }.map { $0 + String(scalars) } ?? "_"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
