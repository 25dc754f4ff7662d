import Foundation
import Post
import Testing

@Suite struct LetterBytesTests {
  @Test func `a plain letter reads like this`() throws {
    let letter = try MIME.bytes(
      of: Sample.letter(
        to: MailAddress(name: "Siân O'Carer", address: "sian@example.org"),
        text: "Dear Siân,\ntea costs £0 = nothing. \n"))
    let golden = [
      "From: Liverpool Carers' Breaks <breaks@example.org>",
      "Reply-To: desk@example.org",
      "To: =?UTF-8?Q?Si=C3=A2n_O=27Carer?= <sian@example.org>",
      "Subject: Your break is booked",
      "Date: Thu, 05 Nov 2026 10:00:00 +0000",
      "Message-ID: <0198c5a2-7b1e-7000-8000-000000000001@breather.example>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Dear Si=C3=A2n,",
      "tea costs =C2=A30 =3D nothing.=20",
      "",
    ].joined(separator: "\r\n").replacingOccurrences(
      of: "\"Liverpool Carers' Breaks\"", with: "Liverpool Carers' Breaks")
    #expect(String(decoding: letter, as: UTF8.self) == golden)
  }

  @Test func `a letter with a calendar has its parts in the order mail programs expect`() throws {
    let calendar = Sample.calendar(.request)
    let bytes = try MIME.bytes(of: Sample.letter(html: "<p>Dear Ann</p>", calendar: calendar))
    try expectShortLines(bytes)
    let letter = String(decoding: bytes, as: UTF8.self)
    let types = letter.components(separatedBy: "\r\n").filter { $0.hasPrefix("Content-Type: ") }.map {
      $0.dropFirst("Content-Type: ".count).prefix { $0 != ";" }
    }
    #expect(
      types == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics",
      ])
    #expect(letter.contains("\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"))
    #expect(letter.contains("\r\nContent-Disposition: attachment; filename=\"invite.ics\"\r\n"))
    let encoded = Data(calendar.body.utf8).base64EncodedString(
      options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    #expect(letter.components(separatedBy: "\r\n\r\n" + encoded + "\r\n--=_").count == 3)
  }

  @Test(arguments: MailCalendar.Method.allCases)
  func `the calendar part's method is the calendar's own`(method: MailCalendar.Method) throws {
    let letter = try MIME.bytes(of: Sample.letter(calendar: Sample.calendar(method)))
    #expect(String(decoding: letter, as: UTF8.self).contains("method=\(method.rawValue)\r\n"))
    for other in MailCalendar.Method.allCases where other != method {
      let body = Sample.calendar(other).body
      #expect(throws: MailFault.calendarMethod) {
        try MIME.bytes(of: Sample.letter(calendar: MailCalendar(method: method, body: body)))
      }
    }
  }

  @Test(arguments: [
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n",
    "BEGIN:VCALENDAR\r\nX-METHOD:REQUEST\r\nEND:VCALENDAR\r\n",
  ])
  func `a calendar without one clear method is refused`(body: String) {
    #expect(throws: MailFault.calendarMethod) {
      try MIME.bytes(of: Sample.letter(calendar: MailCalendar(method: .request, body: body)))
    }
  }

  @Test func `the same letter is the same bytes, another letter has other boundaries`() throws {
    let one = Sample.letter(html: "<p>Dear Ann</p>", calendar: Sample.calendar(.request))
    var other = one
    other.messageID = "0198c5a2-7b1e-7000-8000-000000000002@breather.example"
    #expect(try MIME.bytes(of: one) == MIME.bytes(of: one))
    let boundary = try #require(EncodedWords.header("Content-Type", in: try MIME.bytes(of: one)))
    #expect(boundary.hasPrefix("multipart/mixed; boundary=\"=_mix-"))
    #expect(boundary != EncodedWords.header("Content-Type", in: try MIME.bytes(of: other)))
  }

  @Test(arguments: ["", "abc", "@b", "a@", "a@b@c", "a b@c", "<a@b>", String(repeating: "a", count: 250) + "@b"])
  func `a message id that is not left@right is refused`(id: String) {
    #expect(throws: MailFault.messageID) { try MIME.bytes(of: Sample.letter(id: id)) }
  }

  @Test(arguments: [
    (0 as Int64, "Thu, 01 Jan 1970 00:00:00 +0000"),
    (1_793_872_800_999, "Thu, 05 Nov 2026 10:00:00 +0000"),
    (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
    (1_806_454_799_999, "Wed, 31 Mar 2027 00:59:59 +0000"),
    (4_107_542_399_000, "Sun, 28 Feb 2100 23:59:59 +0000"),
  ])
  func `the date is UTC and its weekday is right`(millis: Int64, date: String) throws {
    var letter = Sample.letter()
    letter.dateMillis = millis
    #expect(EncodedWords.header("Date", in: try MIME.bytes(of: letter)) == date)
  }

  @Test(arguments: [
    Sample.welsh, Sample.punjabi, Sample.urdu, "Tea", "", " edges ", "two  spaces", "=?UTF-8?Q?not_ours?=", "a?b=c_d",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "z\u{301}\u{302}\u{303}", String(repeating: "a", count: 300),
    "A long English subject that has to be folded because it goes on for much longer than a line may go on",
  ])
  func `subjects and names come back as they were, in short lines`(words: String) throws {
    let letter = try MIME.bytes(
      of: Sample.letter(to: MailAddress(name: words, address: "ann@example.org"), subject: words))
    try expectShortLines(letter)
    let subject = try #require(EncodedWords.header("Subject", in: letter))
    #expect(Array(try EncodedWords.decode(subject).utf8) == Array(words.utf8))
    var name = try EncodedWords.decode(try #require(EncodedWords.header("To", in: letter)))
    #expect(name.hasSuffix(words.isEmpty ? "ann@example.org" : " <ann@example.org>"))
    name = words.isEmpty ? "" : String(name.dropLast(" <ann@example.org>".count))
    if name.hasPrefix("\"") { name = String(name.dropFirst().dropLast()) }
    #expect(Array(name.utf8) == Array(words.utf8))
  }

  @Test func `marks in a name cannot end it early`() throws {
    let letter = try MIME.bytes(
      of: Sample.letter(to: MailAddress(name: #"Ann "x" <evil@example.org>, \"#, address: "ann@example.org")))
    #expect(EncodedWords.header("To", in: letter) == #""Ann \"x\" <evil@example.org>, \\" <ann@example.org>"#)
  }

  @Test(arguments: [
    "", "a", "a\n", "a\r", "a\r\nb", "a\n\nb\n", "\n", "trailing blank \nand tab\t\n",
    String(repeating: "x", count: 75),
    String(repeating: "x", count: 76), String(repeating: "x", count: 77), String(repeating: "é", count: 60),
    String(repeating: "x", count: 75) + " ", "=", "equals = \u{1}\u{7F}", ".", "..", ".\n.", "From me", Sample.urdu,
    Sample.punjabi + "\n" + Sample.welsh, String(repeating: "long ", count: 400),
  ])
  func `words come back as they were, in lines of at most 76`(words: String) throws {
    let letter = try MIME.bytes(of: Sample.letter(text: words))
    try expectShortLines(letter)
    let text = String(decoding: letter, as: UTF8.self)
    let split = try #require(text.range(of: "\r\n\r\n"))
    let isBase64 = text[..<split.lowerBound].hasSuffix("base64")
    let body = String(text[split.upperBound...])
    let decoded = isBase64 ? Data(base64Encoded: body, options: .ignoreUnknownCharacters) : Self.unquoted(body)
    var wanted = words.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
    if !wanted.isEmpty && !wanted.hasSuffix("\n") { wanted += "\n" }
    #expect(decoded.map { String(decoding: $0, as: UTF8.self) } == wanted.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  private func expectShortLines(_ letter: [UInt8]) throws {
    #expect(letter.allSatisfy { $0 < 0x80 })
    let lines = String(decoding: letter, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.last == "")
    for line in lines {
      #expect(line.utf8.count <= 78)
      #expect(!line.utf8.contains { $0 == 0x0A || $0 == 0x0D })
      if line.contains("=?UTF-8?") { #expect(line.utf8.count <= 76) }
    }
    let body = lines.drop { !$0.isEmpty }
    for line in body { #expect(line.utf8.count <= 76) }
  }

  private static func unquoted(_ body: String) -> Data? {
    var out = Data()
    var rest = Array(body.replacingOccurrences(of: "=\r\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        out.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      out.append(value)
      rest = rest.dropFirst(2)
    }
    return out
  }
}
