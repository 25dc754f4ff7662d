import Breaks
import Foundation
import Store
import TestYard
import Testing
import Web
import Wire

@testable import breather

/// The file that is published of a draw, in the hands of strangers.
@Suite(.serialized, .inTurn) struct BallotFileTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A made-up ballot: parties of one to four, one in eight with a prescription, two evenings.
  static func ballot(entries count: Int, places: Int, title: String = "The pantomime – “Aladdin”, £3") throws -> Ballot
  {
    func id<T>(_ number: Int) throws -> ID<T> {
      let digits = String(number)
      return try ID(text: "018f6b1e-7c3a-7d52-9b1c-" + String(repeating: "0", count: 12 - digits.count) + digits)
    }
    let startsAt = try Instant(text: "2026-12-28T19:00:00Z")
    let dates = try [1, 2].map {
      ShareDate(
        slot: try id($0), startsAt: startsAt.adding(hours: 24 * $0), free: [.places: places / 2, Scarce("table"): 9])
    }
    let entries = try (1...count).map { number in
      let chance = Store.sha256("\(number)".utf8)
      return ShareEntry(
        pseudonym: Pseudonym(randomBytes: { Array(chance.prefix($0)) }),
        needs: number % 5 == 0 ? [.places: 4, Scarce("table"): 1] : [.places: 1 + number % 3],
        others: number % 10 == 0 ? [[.places: 4]] : [],
        slots: number % 7 == 0 ? dates.map(\.slot) : [dates[number % 2].slot], hasPrescription: number % 8 == 0,
        weight: 1 + number % 5, turn: 1, isSetAside: number % 50 == 0)
    }
    return Ballot(
      round: try id(90), offer: try id(91), title: title, allocation: .ballot, closedAt: startsAt.adding(hours: -72),
      drawnAt: startsAt.adding(hours: -71), prescriptionPercent: 10, dates: dates,
      seed: Store.sha256("a seed".utf8), entries: entries)
  }

  private static func file(entries: Int, places: Int) throws -> [UInt8] {
    try BallotShape(try ballot(entries: entries, places: places), sha256: { Store.sha256($0) }).bytes()
  }

  private func inFolder(_ body: (URL) async throws -> Void) async throws {
    let name = "breather-ballot-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  @Test func `four hundred entries for sixty places are drawn again by the program and by a stranger`() async throws {
    try await inFolder { folder in
      let file = try Self.file(entries: 400, places: 60)
      try Data(file).write(to: folder.appendingPathComponent("ballot.json"))
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather")
      let run = try await Program.run(
        [program.path, "ballot", "verify", "ballot.json"], in: folder, environment: ["PATH": "/usr/bin:/bin"])
      #expect(run.code == 0, "\(run.complained)")
      #expect(run.said.contains("all 392 results are the same"), "\(run.said)")
      #expect(run.said.contains(hexadecimal(Store.sha256(file))), "\(run.said)")
      try await redraw(folder)
      let other = String(decoding: file, as: UTF8.self).replacingOccurrences(of: "\"won\":false", with: "\"won\":true")
      try other.write(to: folder.appendingPathComponent("other.json"), atomically: true, encoding: .utf8)
      let refused = try await Program.run(
        [program.path, "ballot", "verify", "other.json"], in: folder, environment: ["PATH": "/usr/bin:/bin"])
      #expect(refused.code == 65)
      #expect(refused.complained.contains("more results different"), "\(refused.complained)")
    }
  }

  private func redraw(_ folder: URL) async throws {
    let script = Self.root.appendingPathComponent(".ci/redraw_ballot.py").path
    guard try await Program.run(["python3", "--version"], in: folder).code == 0 else {
      return print("the ballot was not redrawn in Python: there is no python3 here")
    }
    let run = try await Program.run(["python3", script, "ballot.json"], in: folder)
    #expect(run.code == 0, "\(run.complained)")
    #expect(run.said.hasPrefix("right: "))
  }

  @Test func `any one byte altered is noticed`() throws {
    let file = try Self.file(entries: 7, places: 8)
    #expect(try BallotCheck.differences(in: file) == [])
    var unnoticed: [Int] = []
    for place in file.indices {
      var altered = file
      altered[place] ^= 1
      let differences = try? BallotCheck.differences(in: altered)
      if differences == [] { unnoticed.append(place) }
    }
    #expect(unnoticed == [])
    #expect(try BallotCheck.differences(in: file + [0x20]) == ["The file is not written as it was published."])
    #expect((try? BallotCheck.differences(in: file.dropLast(2))) == nil)
  }

  /// A forger who knows how the digest is made is found out by the draw, or by the promise.
  @Test(arguments: [
    ("another seed", "\"seed\":\"", "The seed is not the one that was promised"),
    ("another weight", "\"weight\":2", "more results different"),
    ("more kept", "\"prescriptionPercent\":1", "were to be kept for prescriptions"),
    ("a result", "\"won\":true", "is "),
  ])
  func `a forged file with a digest of its own is found out`(name: String, words: String, told: String) throws {
    let text = String(decoding: try Self.file(entries: 60, places: 20), as: UTF8.self)
    let forged =
      switch name {
      case "another seed":
        text.replacingOccurrences(of: words, with: words + "f").replacingOccurrences(
          of: "f" + String(text.components(separatedBy: words)[1].prefix(64)),
          with: "f" + String(text.components(separatedBy: words)[1].prefix(63)))
      case "another weight": text.replacingOccurrences(of: words, with: "\"weight\":5")
      case "more kept": text.replacingOccurrences(of: words, with: "\"prescriptionPercent\":9")
      default: text.replacingOccurrences(of: words, with: "\"won\":false")
      }
    var shape = try BallotReader.read(Array(forged.utf8))
    shape.digest = nil
    shape.digest = hexadecimal(Store.sha256(try shape.bytes().dropLast()))
    let differences = try BallotCheck.differences(in: try shape.bytes())
    #expect(differences.contains { $0.contains(told) }, "\(differences)")
  }

  @Test func `what is no ballot file is named with its place`() throws {
    let text = String(decoding: try Self.file(entries: 3, places: 4), as: UTF8.self)
    for (old, new, pointer) in [
      ("\"weight\":2", "\"weight\":6", "/entries/"), ("\"version\":1", "\"version\":2", "/version"),
      ("\"turn\":1", "\"turn\":1,\"luck\":7", "/luck"),
      ("\"allocation\":\"ballot\"", "\"allocation\":\"lot\"", "/allocation"),
    ] {
      do {
        _ = try BallotCheck.differences(in: Array(text.replacingOccurrences(of: old, with: new).utf8))
        Issue.record("\(new) was read")
      } catch let invalid as InvalidInput {
        #expect(invalid.problems.contains { $0.pointer?.contains(pointer) == true }, "\(invalid.problems)")
      }
    }
  }
}
