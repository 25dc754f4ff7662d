/// A carer's caps, as the API shows them.
package struct CapsUsedShape: Codable, Sendable, Equatable {
  package var caps: [CapUsedShape]

  /// Puts an answer together.
  package init(caps: [CapUsedShape]) { self.caps = caps }
}

/// One cap: how many breaks of a kind, in which period, and what of it is used.
package struct CapUsedShape: Codable, Sendable, Equatable {
  package var stay: String
  package var count: Int
  package var per: String
  package var used: Int
  package var left: Int
  package var from: String
  package var resetsOn: String
  package var next: Period

  /// What is used in the period after this.
  package struct Period: Codable, Sendable, Equatable {
    package var used: Int
    package var left: Int
    package var from: String
    package var resetsOn: String

    /// Puts a period together.
    package init(used: Int, left: Int, from: String, resetsOn: String) {
      self.used = used
      self.left = left
      self.from = from
      self.resetsOn = resetsOn
    }
  }

  /// Puts a cap together; `now` is the period that holds today.
  package init(stay: String, count: Int, per: String, now: Period, next: Period) {
    self.stay = stay
    self.count = count
    self.per = per
    used = now.used
    left = now.left
    from = now.from
    resetsOn = now.resetsOn
    self.next = next
  }
}
