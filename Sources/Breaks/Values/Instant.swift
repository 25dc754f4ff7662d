/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z; years 1 to 9999.
  package let millis: Int64

  /// Makes an instant of its milliseconds.
  package init(millis: Int64) { self.millis = millis }

  package init(from decoder: any Decoder) throws {
    millis = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(millis)
  }

  package static func < (left: Self, right: Self) -> Bool { left.millis < right.millis }

  /// This instant moved by so many seconds.
  package func adding(seconds: Int) -> Instant { Instant(millis: millis + Int64(seconds) * 1000) }

  /// This instant moved by so many hours of 3,600 seconds (not wall-clock hours).
  package func adding(hours: Int) -> Instant { adding(seconds: hours * 3600) }

  /// Whole seconds from another instant to this one, rounded down.
  package func seconds(since other: Instant) -> Int { Int((Double(millis - other.millis) / 1000).rounded(.down)) }

  /// RFC 3339 in UTC: `2026-11-22T02:10:41Z`, with `.123` only when there are milliseconds.
  package var text: String {
    let days = millis.flooredDivision(by: 86_400_000)
    let rest = Int(millis - days * 86_400_000)
    let day = Day(daysSince1970: Int(days))
    let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000)
    let fraction = milli == 0 ? "" : "." + padded(milli, 3)
    return "\(day.text)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction)Z"
  }

  package var description: String { text }

  /// Reads RFC 3339 with `Z`, to the second or with one to nine decimals (cut to milliseconds).
  ///
  /// - Throws: `BadValue` with code `not_an_instant`.
  package init(text: String) throws {
    let bad = BadValue(
      "not_an_instant", "This is not a date and time we can read. Write it in UTC, like 2027-03-28T14:00:00Z."
    )
    let bytes = Array(text.utf8)
    guard (20...30).contains(bytes.count), bytes[10] == UInt8(ascii: "T"), bytes[bytes.count - 1] == UInt8(ascii: "Z"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"), bytes.count != 21,
      let day = try? Day(text: String(decoding: bytes[..<10], as: UTF8.self)),
      let hour = number(bytes[11..<13]), hour < 24, let minute = number(bytes[14..<16]), minute < 60,
      let second = number(bytes[17..<19]), second < 60
    else { throw bad }
    var milli = 0
    if bytes.count > 20 {
      let decimals = bytes[20..<(bytes.count - 1)]
      guard bytes[19] == UInt8(ascii: "."), number(decimals) != nil else { throw bad }
      milli = number((Array(decimals) + [0x30, 0x30])[..<3]) ?? 0
    }
    let seconds = hour * 3600 + minute * 60 + second
    millis = Int64(day.daysSince1970) * 86_400_000 + Int64(seconds) * 1000 + Int64(milli)
  }
}

/// The number that ASCII digits write, or nil when one of them is none.
func number(_ digits: some Collection<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count <= 9 else { return nil }
  var value = 0
  for digit in digits {
    guard (0x30...0x39).contains(digit) else { return nil }
    value = value * 10 + Int(digit - 0x30)
  }
  return value
}

/// A number with leading zeros to a width.
func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension BinaryInteger {
  func flooredDivision(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
