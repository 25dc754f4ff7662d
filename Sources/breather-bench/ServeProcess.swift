import Foundation
import Store

/// A `breather serve` of our own, as an operator would start it.
final class ServeProcess {
  private let process: Process
  private let logPath: String

  private static let readySeconds = 30.0

  /// Starts it on a data folder, on a port that is free.
  init(_ program: String, data: String, smtpPort: Int) throws {
    logPath = data + ".log"
    process = try ServeProcess.prepared(program, ["serve", "--data", data, "--port", "0"], logPath: logPath)
    var environment = process.environment ?? [:]
    environment["BREATHER_SMTP_URL"] = "smtp://127.0.0.1:\(smtpPort)"
    environment["BREATHER_RATE_LIMITS"] = "off"
    process.environment = environment
    try process.run()
  }

  /// Makes database and keys in a folder.
  static func migrate(_ program: String, data: String) throws {
    let process = try prepared(program, ["migrate", "--data", data], logPath: data + ".log")
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFault("breather migrate failed: \(said(data + ".log"))") }
  }

  /// The keys that `migrate` made: a title, then a name and the key in base64.
  static func keys(in data: String) throws -> Keys {
    let text = said((data as NSString).appendingPathComponent("keys"))
    let words = text.split(separator: "\n").last?.split(separator: " ").map(String.init) ?? []
    guard words.count == 2, let master = Data(base64Encoded: words[1]), master.count == 32 else {
      throw BenchFault("The key file that breather migrate made reads differently than expected.")
    }
    return Keys(id: words[0], master: [UInt8](master))
  }

  /// The port it says that it listens on.
  func port() throws -> Int {
    let line = ServeProcess.said(logPath).split(separator: "\n").first { $0.contains(" listens on http://") }
    guard let port = line?.split(separator: ":").last.flatMap({ Int($0.prefix { $0.isNumber }) }) else {
      throw BenchFault("breather serve does not say where it listens.")
    }
    return port
  }

  /// Waits until it listens.
  func waitUntilReady() async throws {
    let begun = ContinuousClock.now
    while !ServeProcess.said(logPath).contains(" listens on http://") {
      guard process.isRunning, begun.duration(to: .now) < .seconds(ServeProcess.readySeconds) else {
        throw BenchFault("breather serve did not start: \(ServeProcess.said(logPath))")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// A figure of the kernel's about its memory, such as `VmHWM`, the most that was ever resident.
  func mebibytes(_ name: String) throws -> Double {
    let lines = ServeProcess.said("/proc/\(process.processIdentifier)/status").split(separator: "\n")
    let line = lines.first { $0.hasPrefix("\(name):") }
    guard let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) }) else {
      throw BenchFault("The kernel does not say how much memory breather serve has.")
    }
    return kibibytes / 1_024
  }

  /// Asks it to end and waits.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  private static func prepared(_ program: String, _ words: [String], logPath: String) throws -> Process {
    guard FileManager.default.createFile(atPath: logPath, contents: nil),
      let log = FileHandle(forWritingAtPath: logPath)
    else { throw BenchFault("\(logPath) cannot be written.") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    // Settings of whoever measures must not change what is measured.
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BREATHER_") }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = log
    process.standardError = log
    return process
  }

  private static func said(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
