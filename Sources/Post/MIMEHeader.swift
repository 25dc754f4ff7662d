import Foundation

/// Header lines: folded at 78 characters, 76 where encoded words stand. Fields arrive here already free of controls.
enum MIMEHeader {
  private static let lineMax = 78
  private static let encodedLineMax = 76
  private static let encodedWordMax = 75

  /// A header of words, such as the subject. Source: RFC 5322, section 2.2.3; RFC 2047, section 5 (1).
  static func text(_ name: String, _ words: String) -> String {
    let start = name + ": "
    return foldedPlain(words, column: start.utf8.count).map { start + $0 }
      ?? start + encodedWords(words, column: start.utf8.count).joined(separator: "\r\n ")
  }

  /// A header that holds one mailbox. Source: RFC 5322, section 3.4; RFC 2047, section 5 (3).
  static func mailbox(_ name: String, _ mailbox: MailAddress) -> String {
    let start = name + ": "
    guard let person = mailbox.name, !person.isEmpty else { return start + mailbox.address }
    let lines: [String]
    if isPlain(person) && person.utf8.count <= 60 {
      lines = [start + (isPhrase(person) ? person : quoted(person))]
    } else {
      var words = encodedWords(person, column: start.utf8.count)
      words[0] = start + words[0]
      lines = words
    }
    let address = "<\(mailbox.address)>"
    let lastColumn = lines[lines.count - 1].utf8.count + (lines.count > 1 ? 1 : 0)
    let separator = lastColumn + 1 + address.utf8.count <= encodedLineMax ? " " : "\r\n "
    return lines.joined(separator: "\r\n ") + separator + address
  }

  /// `Thu, 05 Nov 2026 10:00:00 +0000`. Source: RFC 5322, section 3.3.
  static func date(millis: Int64) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let instant = Date(timeIntervalSince1970: (Double(millis) / 1000).rounded(.down))
    let part = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: instant)
    let day = weekdays[(part.weekday ?? 1) - 1]
    let month = months[(part.month ?? 1) - 1]
    return "\(day), \(two(part.day)) \(month) \(part.year ?? 1970) "
      + "\(two(part.hour)):\(two(part.minute)):\(two(part.second)) +0000"
  }

  /// Words that need no encoding, folded at single spaces; nil when they must be encoded.
  private static func foldedPlain(_ words: String, column: Int) -> String? {
    guard isPlain(words) else { return nil }
    let parts = words.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= lineMax - column }) else {
      return words.isEmpty ? "" : nil
    }
    var out = ""
    var used = column
    for part in parts {
      if out.isEmpty {
        out += part
        used += part.utf8.count
      } else if used + 1 + part.utf8.count <= lineMax {
        out += " " + part
        used += 1 + part.utf8.count
      } else {
        out += "\r\n " + part
        used = 1 + part.utf8.count
      }
    }
    return out
  }

  /// Printable ASCII that no reader could take for an encoded word.
  private static func isPlain(_ words: String) -> Bool {
    words.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !words.contains("=?")
  }

  private static func isPhrase(_ words: String) -> Bool {
    words.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(MailAddress.isAtomText) }
  }

  private static func quoted(_ words: String) -> String {
    var out = "\""
    for character in words {
      if character == "\"" || character == "\\" { out.append("\\") }
      out.append(character)
    }
    return out + "\""
  }

  /// The words as RFC 2047 encoded words, each whole scalars, each at most 75 characters, the first short enough to
  /// follow `column` characters on its line. Q where that is shorter (Welsh), B elsewhere (Punjabi, Urdu).
  private static func encodedWords(_ words: String, column: Int) -> [String] {
    let scalars = words.unicodeScalars.map { Array(String($0).utf8) }
    let asQ = scalars.reduce(0) { $0 + $1.reduce(0) { $0 + qWidth($1) } }
    let asB = (words.utf8.count + 2) / 3 * 4
    let encode = asQ <= asB ? encodedQ : encodedB
    let width: ([UInt8]) -> Int = asQ <= asB ? { $0.reduce(0) { $0 + qWidth($1) } } : { ($0.count + 2) / 3 * 4 }
    let frame = "=?UTF-8?Q??=".utf8.count

    var out: [String] = []
    var chunk: [UInt8] = []
    var room = encodedLineMax - column
    for scalar in scalars {
      if frame + width(chunk + scalar) > min(encodedWordMax, room) && !chunk.isEmpty {
        out.append(encode(chunk))
        chunk = []
        room = encodedWordMax
      }
      chunk += scalar
    }
    out.append(encode(chunk))
    return out
  }

  private static func encodedB(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?" + Data(bytes).base64EncodedString() + "?="
  }

  private static func encodedQ(_ bytes: [UInt8]) -> String {
    var out = "=?UTF-8?Q?"
    for byte in bytes {
      if qWidth(byte) == 1 {
        out.unicodeScalars.append(byte == 0x20 ? "_" : Unicode.Scalar(byte))
      } else {
        out += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out + "?="
  }

  /// Only what RFC 2047 allows in a phrase stays as it is, so that one encoder serves names and subjects.
  private static func qWidth(_ byte: UInt8) -> Int {
    MailAddress.isLetterOrDigit(byte) || byte == 0x20 || "!*+-/".utf8.contains(byte) ? 1 : 3
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func two(_ number: Int?) -> String {
    let number = number ?? 0
    return number < 10 ? "0\(number)" : "\(number)"
  }
}
