import Breaks
import Foundation
import Letters
import Logging
import MailSink
import Post
import UseCases
import Web

/// The town's post: the real worker and the real SMTP conversation; only the server at the other end is ours.
package final class TownPost: Sendable {
  package let sink: MailSink
  private let postman: Postman
  private let sender: SMTPSender

  init(_ town: Town, composer: Composer) async throws {
    sink = try await MailSink.start(port: 0, folder: nil)
    sender = SMTPSender(settings: try SMTPSettings(url: "smtp://127.0.0.1:\(sink.port)", tls: .none))
    let rounds = Postman.Rounds(
      database: town.database, world: town.market.world, keys: town.market.keys, logger: town.log.logger)
    postman = Postman(
      rounds, composer: composer, sender: sender, from: try EmailAddress(text: "post@breather.example"),
      pause: .milliseconds(50))
  }

  /// Sends all that is due, and gives every letter that has arrived so far, in order.
  package func deliver() async throws -> [Mail] {
    while await postman.workOnce() > 0 {}
    return await sink.letters().map(Mail.init)
  }

  /// Ends the post.
  package func stop() async throws {
    sender.close()
    try await sink.stop()
  }
}

/// A letter as a mail program would show it.
package struct Mail: Sendable {
  package let to: String
  package let subject: String
  package let text: String
  package let html: String
  package let calendar: String?
  /// Everything that travelled, headers too, decoded where it was encoded.
  package let everything: String

  init(_ caught: CaughtLetter) {
    let raw = String(decoding: caught.bytes, as: UTF8.self)
    to = caught.to.first ?? ""
    subject = Mail.header("Subject", in: raw)
    text = Mail.part("text/plain", in: raw) ?? ""
    html = Mail.part("text/html", in: raw) ?? ""
    calendar = Mail.part("text/calendar", in: raw).map { $0.replacingOccurrences(of: "\r\n ", with: "") }
    let head = raw.components(separatedBy: "\r\n\r\n").first ?? ""
    everything = [head, subject, text, html, calendar ?? ""].joined(separator: "\n")
  }

  private static func header(_ name: String, in raw: String) -> String {
    let head = raw.components(separatedBy: "\r\n\r\n").first ?? ""
    let unfolded = head.replacingOccurrences(of: "\r\n ", with: " ")
    let line = unfolded.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }
    return String((line ?? "").dropFirst(name.count + 2))
  }

  /// The first part of a type, decoded from quoted-printable or base64.
  private static func part(_ type: String, in raw: String) -> String? {
    guard let start = raw.range(of: "Content-Type: \(type)") else { return nil }
    let rest = raw[start.lowerBound...]
    guard let head = rest.range(of: "\r\n\r\n") else { return nil }
    let end = rest.range(of: "\r\n--", range: head.upperBound..<rest.endIndex)?.lowerBound ?? rest.endIndex
    let body = String(rest[head.upperBound..<end])
    let headers = rest[..<head.lowerBound].lowercased()
    if headers.contains("base64") {
      let data = Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data()
      return String(decoding: data, as: UTF8.self)
    }
    return headers.contains("quoted-printable") ? quotedPrintable(body) : body
  }

  private static func quotedPrintable(_ text: String) -> String {
    var bytes: [UInt8] = []
    let given = Array(text.replacingOccurrences(of: "=\r\n", with: "").utf8)
    var place = 0
    while place < given.count {
      if given[place] == UInt8(ascii: "="), place + 2 < given.count,
        let byte = UInt8(String(decoding: given[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        place += 3
      } else {
        bytes.append(given[place])
        place += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Town {
  /// Hires the town's post.
  package func post() async throws -> TownPost { try await TownPost(self, composer: composer) }

  /// The templates of the repository, read once for all towns.
  static let letterWriter = Result { try LetterWriter(templatesFolder: templates) }

  /// The pages behind links, read once for all towns.
  static let pages = Result { try PageWriter(templatesFolder: templates, answers: LinkAct.choices) }

  private static var templates: String {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent("Sources/Letters/Templates").path
  }
}
