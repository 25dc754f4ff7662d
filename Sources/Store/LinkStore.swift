import Breaks
import Foundation
import SQL

/// Links that letters carry. Their tokens are derived from id and key whenever they are needed, and stored nowhere.
package struct LinkStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  private static let columns = "id, purpose, booking_id, expires_at, used_at, answer, created_at"

  /// Writes a new link.
  package func make(_ link: Link) throws {
    try tx.sql.execute(
      "INSERT INTO link (id, purpose, booking_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)",
      [
        .id(link.id), .text(link.purpose.rawValue), .id(link.booking), .at(link.expiresAt), .at(link.createdAt),
      ])
  }

  /// What stands in the address: 43 characters, the id and a mark that only our key can make.
  package func token(of link: ID<Link>) -> String { LinkToken.text(link, tx.keys) }

  /// The link of a token, used or over as it may be; nil when the token is none of ours.
  ///
  /// Who guesses is told by the mark, before any row is looked for.
  package func find(token: String) throws -> Link? {
    guard let id = LinkToken.link(of: token, tx.keys) else { return nil }
    return try load("WHERE id = $1", [.id(id)])
  }

  /// The newest link for a purpose of a booking, used or over as it may be.
  package func newest(_ purpose: LinkPurpose, of booking: ID<Booking>) throws -> Link? {
    try load(
      "WHERE booking_id = $1 AND purpose = $2 ORDER BY created_at DESC, id DESC LIMIT 1",
      [.id(booking), .text(purpose.rawValue)])
  }

  /// The links of a carer's bookings that open something still.
  package func open(of carer: ID<Carer>, now: Instant) throws -> [Link] {
    try loadAll(
      """
      WHERE booking_id IN (SELECT id FROM booking WHERE carer_id = $1) AND purpose <> 'partner_answer'
        AND used_at IS NULL AND expires_at > $2
      """, [.id(carer), .at(now)])
  }

  /// The links by which a partner answers that open something still.
  package func open(of partner: ID<Partner>, now: Instant) throws -> [Link] {
    try loadAll(
      """
      WHERE booking_id IN (SELECT id FROM booking WHERE partner_id = $1) AND purpose = 'partner_answer'
        AND used_at IS NULL AND expires_at > $2
      """, [.id(partner), .at(now)])
  }

  /// Ends a link before its time.
  package func end(_ link: Link, now: Instant) throws {
    try tx.sql.execute(
      "UPDATE link SET expires_at = $1 WHERE id = $2 AND expires_at > $1", [.at(now), .id(link.id)])
  }

  /// Notes what was chosen; the first time counts.
  ///
  /// - Parameter answer: a word of the purpose, nothing that somebody typed.
  /// - Throws: `Refusal.wrongState` when it was used before.
  package func use(_ link: Link, answer: String, now: Instant) throws {
    let used = try tx.sql.execute(
      "UPDATE link SET used_at = $1, answer = $2 WHERE id = $3 AND used_at IS NULL",
      [.at(now), .text(answer), .id(link.id)])
    guard used == 1 else { throw Refusal.wrongState }
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> Link? {
    try loadAll(condition, values).first
  }

  private func loadAll(_ condition: String, _ values: [SQLValue]) throws -> [Link] {
    try tx.sql.query("SELECT \(LinkStore.columns) FROM link \(condition)", values).map { row in
      Link(
        id: try row.id("id"), purpose: try row.word("purpose"), booking: try row.id("booking_id"),
        expiresAt: try row.at("expires_at"), usedAt: try row.atIfAny("used_at"), answer: try row.textIfAny("answer"),
        createdAt: try row.at("created_at"))
    }
  }
}

/// How a link is written: base64url without padding (RFC 4648, section 5) of its id's 16 bytes and a mark of 16.
enum LinkToken {
  private static let length = 43

  static func text(_ link: ID<Link>, _ keys: Keys) -> String {
    let id = bytes(of: link)
    return base64(id + keys.linkMark(id))
  }

  /// The id that a token names; nil when it is not exactly as we write it, or its mark is not ours.
  static func link(of token: String, _ keys: Keys) -> ID<Link>? {
    guard token.utf8.count == length, let bytes = decoded(token), bytes.count == 32 else { return nil }
    let id = Array(bytes.prefix(16))
    // The last character has two bits to spare: only one way to write them is ours.
    guard sameSecret(keys.linkMark(id), Array(bytes.suffix(16))), base64(bytes) == token else { return nil }
    return ID(
      UUID(
        uuid: (
          id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9], id[10], id[11], id[12], id[13], id[14],
          id[15]
        )))
  }

  private static func bytes(of link: ID<Link>) -> [UInt8] { withUnsafeBytes(of: link.uuid.uuid) { Array($0) } }

  private static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func decoded(_ text: String) -> [UInt8]? {
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") }) else { return nil }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/") + "="
    return Data(base64Encoded: plain).map { [UInt8]($0) }
  }
}

extension StoreTransaction {
  /// Links that letters carry.
  package var links: LinkStore { LinkStore(self) }
}
