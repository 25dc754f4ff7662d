import Breaks
import Foundation
import Logging
import Wire

/// Writes the log to standard error, one JSON object a line, with known metadata only so that nothing personal slips in.
struct JSONLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  let now: @Sendable () -> Instant
  let write: @Sendable (String) -> Void

  /// What may stand in a line beside time, level and message; all of it is ours, and none of it is about a person.
  static let allowed: Set = [
    "request_id", "method", "route", "status", "ms", "fault", "letter", "outcome", "port", "waiting", "sl-signal",
  ]

  /// Makes a log that writes lines somewhere.
  init(
    level: Logger.Level, now: @escaping @Sendable () -> Instant,
    write: @escaping @Sendable (String) -> Void = Console.complain
  ) {
    logLevel = level
    self.now = now
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = JSONObject()
    line["time"] = .string(now().text)
    line["level"] = .string(event.level.rawValue)
    line["message"] = .string(event.message.description)
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in facts.sorted(by: { $0.key < $1.key }) where JSONLog.allowed.contains(key) {
      line[key] = JSONLog.json(value)
    }
    if let error = event.error { line["error"] = .string("\(type(of: error))") }
    do {
      write(String(decoding: try WireEncoder().encode(JSON.object(line)), as: UTF8.self))
    } catch {
      write(#"{"level":"error","message":"a line of the log could not be written"}"#)
    }
  }

  private static func json(_ value: Logger.Metadata.Value) -> JSON {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let number as Int): .int(Int64(number))
    case .stringConvertible(let number as Double) where number.isFinite: .double(number)
    default: .string("\(value)")
    }
  }
}
