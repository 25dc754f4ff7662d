import Foundation
import Letters
import Testing

/// Each letter as it stands, so that a change of words is seen by whoever reviews it.
///
/// `BREATHER_WRITE_GOLDEN=1 swift test --filter GoldenTests` writes the copies anew.
@Suite struct GoldenTests {
  @Test(arguments: Specimen.all.map(\.name))
  func `every letter reads as its golden copy does`(name: String) throws {
    let letter = try Specimen.named(name).written()
    try compare(golden(letter), with: name)
  }

  @Test func `a discreet letter reads as its golden copy does`() throws {
    try compare(golden(Specimen.named("booking_confirmed-full").written(TestDesk.discreet)), with: "discreet")
  }

  @Test(arguments: ["booking_confirmed-full", "partner_new_booking-full", "sign_in_code-bare"])
  func `a page reads as its golden copy does`(name: String) throws {
    try compare(Specimen.named(name).written().html, with: name, ending: "html")
  }

  private func golden(_ letter: WrittenLetter) -> String {
    var text = "Subject: \(letter.subject)\n\n\(letter.text)"
    if let calendar = letter.calendar {
      text += "\n---- calendar, \(calendar.method.rawValue)\n"
      text += calendar.body.replacingOccurrences(of: "\r\n", with: "\n")
    }
    return text
  }

  private func compare(_ text: String, with name: String, ending: String = "txt") throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent("\(name).\(ending)")
    if ProcessInfo.processInfo.environment["BREATHER_WRITE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == kept, "The words of \(name) changed. If that is meant, write the golden copies anew.")
  }
}
