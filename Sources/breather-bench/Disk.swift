import Foundation

/// How long the disk takes to say that it has kept something; everything else here hangs on it.
struct Disk: Codable, Sendable {
  /// Microseconds of one fdatasync after four kibibytes were appended.
  let syncMicroseconds: Spread

  private static let tries = 200
  private static let pageBytes = 4_096

  /// Measures in a folder, as SQLite writes its log: append a page, wait for it.
  static func measure(in folder: String) throws -> Disk {
    let path = (folder as NSString).appendingPathComponent("sync")
    let file = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw BenchFault("No file can be made in \(folder): \(String(cString: strerror(errno))).") }
    defer {
      _ = close(file)
      _ = unlink(path)
    }
    let page = [UInt8](repeating: 0x5A, count: pageBytes)
    let took = try (0..<tries).map { place in
      guard pwrite(file, page, pageBytes, off_t(place * pageBytes)) == pageBytes else {
        throw BenchFault("\(folder) cannot be written to: \(String(cString: strerror(errno))).")
      }
      let begun = ContinuousClock.now
      guard fdatasync(file) == 0 else { throw BenchFault("The disk of \(folder) does not sync.") }
      return begun.duration(to: .now) / .microseconds(1)
    }
    return Disk(syncMicroseconds: Spread(took))
  }
}

/// The middle of some figures, and how far they lie apart.
struct Spread: Codable, Sendable {
  let median: Double
  let min: Double
  let max: Double

  /// - Precondition: there is at least one.
  init(_ figures: [Double]) {
    precondition(!figures.isEmpty, "nothing was measured")
    let sorted = figures.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    (min, max) = (sorted[0], sorted[sorted.count - 1])
  }
}
