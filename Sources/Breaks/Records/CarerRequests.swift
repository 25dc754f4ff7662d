/// What somebody sends to be registered.
package struct CarerRegistration: Sendable, Equatable {
  package var details: CarerDetails
  package var consents: Consents

  /// Puts a registration together.
  package init(details: CarerDetails, consents: Consents) {
    self.details = details
    self.consents = consents
  }
}

/// A carer as a list brings them: nobody has shown them the privacy notice yet.
package struct CarerOfList: Sendable, Equatable {
  package var details: CarerDetails
  /// What they have agreed to as far as the list knows; never the privacy notice.
  package var consents: [ConsentKind: Bool]
  /// Why they are taken to be a carer; nil leaves them to be verified.
  package var evidence: Evidence?

  /// Puts together what a list says.
  package init(details: CarerDetails, consents: [ConsentKind: Bool] = [:], evidence: Evidence? = nil) {
    self.details = details
    self.consents = consents
    self.evidence = evidence
  }
}

/// How somebody came to know the privacy notice.
package enum NoticeGiven: String, CaseIterable, Sendable { case read, heard, posted }

/// What is to change in a registration.
package struct CarerChange: Sendable {
  /// Changes the details that were sent.
  package var apply: @Sendable (inout CarerDetails) -> Void
  /// Whether the safe ways were sent; if not, those that a change takes away are no longer safe.
  package var saysSafeBy: Bool
  /// The answers that were given anew.
  package var consents: [ConsentKind: Bool]

  /// Describes a change.
  package init(
    saysSafeBy: Bool = false, consents: [ConsentKind: Bool] = [:],
    apply: @escaping @Sendable (inout CarerDetails) -> Void
  ) {
    self.apply = apply
    self.saysSafeBy = saysSafeBy
    self.consents = consents
  }
}

/// Since when somebody cares: a year, a month or a day, as well as they remember.
package struct CaringSince: Hashable, Sendable, Codable {
  /// `2019`, `2019-03` or `2019-03-28`.
  package let text: String
  /// The first day it can mean.
  package let firstDay: Day

  /// Reads a year, a month or a day.
  ///
  /// - Throws: `BadValue` with code `not_a_day`.
  package init(text: String) throws {
    let whole =
      switch text.utf8.count {
      case 4: text + "-01-01"
      case 7: text + "-01"
      default: text
      }
    do {
      firstDay = try Day(text: whole)
    } catch {
      throw BadValue("not_a_day", "Give a year, a month or a day, like 2019, 2019-03 or 2019-03-28.")
    }
    self.text = text
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
