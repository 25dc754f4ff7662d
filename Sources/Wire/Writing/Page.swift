/// One page of a list: `{"items":[…],"next":"…"}`; `next` is always written, null on the last page.
package struct Page<Item: Codable>: Codable {
  /// This page's items, in order.
  package let items: [Item]
  /// Opaque: what to send as `cursor` to get the page after this one.
  package let next: String?

  /// One page; `next` is nil on the last one.
  package init(items: [Item], next: String?) {
    self.items = items
    self.next = next
  }

  private enum CodingKeys: String, CodingKey {
    case items, next
  }

  /// Writes both members, `next` also when it is nil.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(items, forKey: .items)
    try container.encode(next, forKey: .next)
  }
}

extension Page: Sendable where Item: Sendable {}
extension Page: Equatable where Item: Equatable {}
