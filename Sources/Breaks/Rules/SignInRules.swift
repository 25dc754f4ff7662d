/// The eight digits that prove that somebody reads a mailbox.
package struct SignInCode: Hashable, Sendable {
  /// How many digits a code has.
  package static let length = 8

  /// The digits without spaces.
  package let digits: String

  /// Reads a code as it was typed; spaces and hyphens are ignored.
  ///
  /// - Throws: `BadValue` with code `not_a_code`.
  package init(text typed: String) throws {
    let digits = typed.filter { $0 != " " && $0 != "-" }
    guard typed.utf8.count <= 40, digits.utf8.count == SignInCode.length, digits.utf8.allSatisfy(\.isDigit) else {
      throw BadValue("not_a_code", "A code has eight digits, like 4821 9937.")
    }
    self.digits = digits
  }

  /// Draws a code, each as likely as any other.
  ///
  /// - Parameter bytes: a source of unpredictable bytes; draws of 4,200,000,000 and over are passed over, because
  ///   they would make the small codes likelier.
  package init(randomBytes bytes: (Int) -> [UInt8]) {
    var drawn: UInt32
    repeat {
      drawn = bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    } while drawn >= 4_200_000_000
    digits = padded(Int(drawn % 100_000_000), SignInCode.length)
  }

  /// In two groups for reading aloud: `4821 9937`.
  package var shown: String { "\(digits.prefix(4)) \(digits.suffix(4))" }
}

/// A code as it is kept, held against what was typed.
package struct KeptCode: Sendable, Equatable {
  package let id: ID<SignInCode>
  /// Whether the typed digits are the code's.
  package let isSame: Bool
  package let expiresAt: Instant
  /// Wrong tries so far.
  package let tries: Int
  package let isUsed: Bool

  /// Puts a kept code together.
  package init(id: ID<SignInCode>, isSame: Bool, expiresAt: Instant, tries: Int, isUsed: Bool) {
    self.id = id
    self.isSame = isSame
    self.expiresAt = expiresAt
    self.tries = tries
    self.isUsed = isUsed
  }
}

/// How codes are given and taken.
///
/// Eight digits, five tries and five codes an hour are one chance in four million an hour for each address.
package enum SignInRules {
  /// How long a code lives, in seconds.
  package static let codeSeconds = 600
  /// How many wrong tries a code bears.
  package static let triesMax = 5
  /// How many codes an address is given in an hour.
  package static let codesPerHourMax = 5
  /// How many codes all addresses together may ask for in an hour.
  package static let codesOfAllPerHourMax = 1000

  /// Whether a code opens the door: the right digits, unspent, in time, and not guessed at too often.
  package static func opens(_ code: KeptCode, now: Instant) -> Bool {
    code.isSame && !code.isUsed && now < code.expiresAt && code.tries < triesMax
  }

  /// Refuses to take part when so many codes were asked for that somebody must be guessing.
  ///
  /// - Parameters:
  ///   - count: codes asked for by anybody in the last hour.
  ///   - first: when the first of them was.
  package static func requireCalm(count: Int, first: Instant?, now: Instant) throws(Refusal) {
    guard count >= codesOfAllPerHourMax else { return }
    let free = (first ?? now).adding(hours: 1)
    throw .tooManyCodes(retrySeconds: max(1, free.seconds(since: now)))
  }

  /// Which of the people on an address a right code is for.
  ///
  /// - Parameters:
  ///   - people: who may sign in by the address.
  ///   - chosen: whom the caller says to be, if anybody.
  package static func whose(_ people: [Person], chosen: ID<Person>?) -> Whose {
    if let chosen { return people.first { $0.id == chosen }.map(Whose.one) ?? .nobody }
    guard let first = people.first else { return .nobody }
    return people.count == 1 ? .one(first) : .several(people)
  }

  /// For how many days a session lasts: 30 for carers and partners, 14 for those who see other people's data.
  package static func sessionDays(_ grants: [RoleGrant]) -> Int {
    grants.allSatisfy { $0.role == .carer || $0.role == .partner } ? 30 : 14
  }

  /// How somebody is named to whoever reads a shared mailbox: `Aisha K.`
  package static func label(_ name: String) -> String {
    let titles: Set<String> = ["dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "sir", "dame"]
    var words = name.split(whereSeparator: \.isWhitespace)
    while words.count > 1, let first = words.first, titles.contains(first.lowercased().filter(\.isLetter)) {
      words.removeFirst()
    }
    guard let first = words.first, let last = words.last, words.count > 1, let initial = last.first else {
      return words.first.map(String.init) ?? name
    }
    return "\(first) \(initial)."
  }
}

/// For whom a right code is.
package enum Whose: Sendable, Equatable {
  case nobody
  case one(Person)
  /// Oldest first; the code stays usable until one of them is chosen.
  case several([Person])
}
