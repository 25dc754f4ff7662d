import Foundation
import MailSink

/// The demo's mailbox: waits for letters and reads what the story needs of them.
struct DemoPost {
  let sink: MailSink
  private static let patienceSeconds = 20

  /// Waits for a letter.
  ///
  /// - Parameters:
  ///   - address: whose; nil for anybody's but the carer's.
  ///   - method: the method of its calendar part, if it must have one.
  func wait(
    for address: String?, containing words: String, _ name: String, method: String? = nil
  ) async throws {
    _ = try await find(name) { letter in
      let text = String(decoding: letter.bytes, as: UTF8.self)
      let isTheirs = address.map { letter.to.contains($0) } ?? !letter.to.contains { $0.hasSuffix("@example.org") }
      return isTheirs && text.contains(words) && (method.map { text.contains("method=\($0)") } ?? true)
    }
  }

  /// The newest sign-in code that was sent to an address, eight digits.
  func signInCode(for address: String) async throws -> String {
    let letter = try await find("the sign-in code") { letter in
      letter.to.contains(address) && DemoPost.code(in: letter) != nil
    }
    return DemoPost.code(in: letter) ?? ""
  }

  private func find(_ name: String, _ fits: (CaughtLetter) -> Bool) async throws -> CaughtLetter {
    for _ in 0..<(DemoPost.patienceSeconds * 10) {
      if let letter = await sink.letters().last(where: fits) { return letter }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw DemoFailure("No mail server was given \(name) within \(DemoPost.patienceSeconds) seconds.")
  }

  private static func code(in letter: CaughtLetter) -> String? {
    let text = String(decoding: letter.bytes, as: UTF8.self)
    guard let match = text.firstMatch(of: #/(?:^|[^0-9])([0-9]{4}) ([0-9]{4})(?:[^0-9]|$)/#) else { return nil }
    return String(match.1 + match.2)
  }
}
