import Foundation
import Synchronization

/// One line on standard error that says how far long work has got; silent when no person is watching.
final class ProgressBar: Sendable {
  private let shown = Mutex((text: "", at: ContinuousClock.now))
  private let watched: Bool

  /// Watches whether standard error is a terminal.
  init() { watched = isatty(STDERR_FILENO) == 1 }

  /// Shows how far a piece of work is, at most twenty times a second.
  func show(_ work: String, _ done: Int, of all: Int) {
    guard watched else { return }
    shown.withLock { last in
      guard done == all || last.at.duration(to: .now) > .milliseconds(50) else { return }
      let filled = all == 0 ? 30 : done * 30 / all
      let bar = String(repeating: "#", count: filled) + String(repeating: "·", count: 30 - filled)
      let text = "\r[\(bar)] \(work) \(done) of \(all)"
      write(text + String(repeating: " ", count: max(0, last.text.count - text.count)))
      last = (text, .now)
    }
  }

  /// Takes the line away.
  func finish() {
    guard watched else { return }
    shown.withLock { last in
      write("\r" + String(repeating: " ", count: last.text.count) + "\r")
      last.text = ""
    }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
