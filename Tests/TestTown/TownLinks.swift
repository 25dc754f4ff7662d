import Breaks
import Foundation
import Store

extension Mail {
  /// The path of the link that the letter carries, such as `/l/…`; nil when it carries none.
  package var link: String? {
    guard let start = text.range(of: "https://breather.example/l/") else { return nil }
    return "/l/" + text[start.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }
}

extension Town {
  /// The path of a booking's newest link for a purpose, past any letter.
  package func link(_ purpose: LinkPurpose, of reference: String) async throws -> String? {
    try await carryOut { errand in
      guard let known = try? Reference(text: reference, length: Reference.bookingLength),
        let booking = try errand.store.bookings.find(known),
        let link = try errand.store.links.newest(purpose, of: booking.id)
      else { return nil }
      return "/l/" + errand.store.links.token(of: link.id)
    }
  }

  /// Sends a form, as a browser does.
  package func submit(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
    let safe = CharacterSet.alphanumerics
    let body = fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: safe) ?? "")"
    }.joined(separator: "&")
    let type = ["Content-Type": "application/x-www-form-urlencoded"]
    return try await send("POST", path, Sending(headers: type, body: Array(body.utf8)))
  }

  /// What the audit says of a thing, oldest first: act and note.
  package func trail(of subject: String) async throws -> [String] {
    try await database.read { tx in
      try tx.query(
        "SELECT act, note FROM audit_entry WHERE subject = $1 ORDER BY at, chain, number", [.text(subject)]
      ).map { row in "\(try row.text("act")) \(try row.text("note"))".trimmingCharacters(in: .whitespaces) }
    }
  }
}
