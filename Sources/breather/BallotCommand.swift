import ArgumentParser
import Breaks
import Foundation
import Store
import Wire

/// `breather ballot …`: what anybody may do with the file that is published of a draw.
struct BallotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ballot", abstract: "Draw a published ballot again, anywhere.", subcommands: [BallotVerify.self])
}

/// `breather ballot verify FILE`: needs no database, no settings and no network.
struct BallotVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Draw a ballot file again and say whether it is right.",
    discussion: """
      Reads the file strictly, checks that the seed is the one whose hash was promised, draws again from seed and \
      entries, and compares every byte. Ends with 0 when all of it is right, with 65 when anything is not.

      A right file is right in itself. That it is the one that was published, its SHA-256 tells: compare it with the \
      ballotHash that the round shows, and the promised hash with the one it showed before the window closed.
      """)

  @Argument(help: "The ballot file.", completion: .file(extensions: ["json"]))
  var file: String

  func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFault("There is no file \(file) that can be read.")
    }
    let differences: [String]
    do {
      differences = try BallotCheck.differences(in: [UInt8](data))
    } catch let fault as JSONFault {
      throw CommandFault("\(file) is not JSON. \(fault.sentence).", code: Ending.data)
    } catch let invalid as InvalidInput {
      let lines = invalid.problems.prefix(20).map { "\($0.pointer ?? ""): \($0.detail)" }
      throw CommandFault((["\(file) is not a ballot file."] + lines).joined(separator: "\n"), code: Ending.data)
    }
    guard differences.isEmpty else {
      throw CommandFault((["\(file) is not right."] + differences).joined(separator: "\n"), code: Ending.data)
    }
    let ballot = try BallotReader.read([UInt8](data))
    let winners = ballot.results.filter(\.won).count
    Console.say(
      "The file is right: drawn again, all \(ballot.results.count) results are the same, \(winners) of them won.")
    Console.say("Promised hash of the seed: \(ballot.seedHash)")
    Console.say("SHA-256 of the file:       \(hexadecimal(sha256([UInt8](data))))")
  }
}
