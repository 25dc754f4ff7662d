import Breaks
import Logging
import Metrics
import Web

/// The process's one log and one page of metrics.
enum Telemetry {
  /// The page that `/metrics` shows; asking for it makes it the process's.
  static let metrics: PrometheusPage = {
    let page = PrometheusPage()
    MetricsSystem.bootstrap(page)
    return page
  }()

  /// A logger of ours.
  static func logger(_ level: Logger.Level) -> Logger {
    Logger(label: "breather") { _ in JSONLog(level: level, now: World.live.now) }
  }
}
