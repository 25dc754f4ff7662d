import Logging
import Synchronization

/// All that was logged, to be read by a test.
package final class TownLog: Sendable {
  private let all = Mutex<[String]>([])

  /// An empty log.
  package init() {}

  /// The lines: level, message and metadata sorted by name.
  package var lines: [String] { all.withLock { $0 } }

  /// A logger that writes here, down to the least important line.
  package var logger: Logger {
    var logger = Logger(label: "town") { _ in Handler(log: self) }
    logger.logLevel = .trace
    return logger
  }

  private func add(_ line: String) { all.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let log: TownLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let facts = metadata.merging(event.metadata ?? [:]) { $1 }.map { "\($0)=\($1)" }.sorted()
      log.add("\(event.level) \(event.message) \(facts.joined(separator: " "))")
    }
  }
}
