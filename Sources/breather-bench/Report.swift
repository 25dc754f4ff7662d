import Foundation

/// One way of booking, measured in several rounds.
struct Measured: Codable, Sendable {
  let name: String
  let callers: Int
  let bookings: Int
  let bookingsPerSecond: Spread
  /// Bookings for each time SQLite waited for the disk; nil where that is not SQLite's.
  let bookingsPerSync: Double?

  var median: Double { bookingsPerSecond.median }

  /// Sums up its rounds.
  init(_ name: String, callers: Int, rounds: [Rate], countsSyncs: Bool = true) {
    self.name = name
    self.callers = callers
    bookings = rounds.first?.bookings ?? 0
    bookingsPerSecond = Spread(rounds.map(\.perSecond))
    bookingsPerSync = countsSyncs ? Spread(rounds.map(\.bookingsPerSync)).median : nil
  }
}

/// All that a run has found.
struct Report: Codable {
  /// How two ways compare.
  struct Ratio: Codable {
    let name: String
    let value: Double
    /// What the project wants at least; nil where it wants nothing.
    let wanted: Double?
  }

  /// How much memory a server had, in mebibytes, and what it should stay under.
  struct Memory: Codable {
    let atRest: Double
    let peak: Double
    let wanted: Double
  }

  let folder: String
  let cores: Int
  let rounds: Int
  let disk: Disk
  var measured: [Measured] = []
  var ratios: [Ratio] = []
  var memory: Memory?
  var remarks: [String] = []

  /// For machines.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// For people.
  func text() -> String {
    let sync = disk.syncMicroseconds
    var lines = [
      "On \(cores) cores, in \(folder), where a sync takes \(whole(sync.median)) µs (\(whole(sync.min)) to \(whole(sync.max))).",
      "Median of \(rounds) rounds, least and most beside it.", "",
      "\(padded("", Report.nameWidth))bookings/s     least – most       bookings a sync",
    ]
    lines += measured.map { one in
      let rate = one.bookingsPerSecond
      let perSync = one.bookingsPerSync.map { String(format: "%.1f", $0) } ?? "–"
      let spread = padded("\(whole(rate.min)) – \(whole(rate.max))", 19)
      return padded(one.name, Report.nameWidth) + padded(whole(rate.median), 15) + spread + perSync
    }
    if !ratios.isEmpty { lines.append("") }
    lines += ratios.map { ratio in
      let wanted = ratio.wanted.map { "at least \(String(format: "%g", $0)) wanted" } ?? ""
      return padded(ratio.name, Report.nameWidth) + padded(String(format: "%.2f", ratio.value), 15) + wanted
    }
    if let memory {
      let figures = "\(whole(memory.peak)) MiB"
      lines.append(
        padded("most memory of breather serve, \(whole(memory.atRest)) MiB at rest", Report.nameWidth)
          + padded(figures, 15)
          + "less than \(whole(memory.wanted)) wanted")
    }
    if !remarks.isEmpty { lines.append("") }
    return (lines + remarks).joined(separator: "\n")
  }

  private static let nameWidth = 52

  private func whole(_ figure: Double) -> String { String(format: "%.0f", figure) }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
