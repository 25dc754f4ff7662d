import ArgumentParser
import Breaks
import Foundation
import UseCases
import Wire

/// `breather seed`: loads the demo town into an empty database.
struct Seed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Load a town of seeds into an empty database.",
    discussion: "Run `breather migrate` first. No letters are written; the tokens last 30 days.")

  @OptionGroup var options: SettingsOptions

  @Argument(help: ArgumentHelp("The folder of seed files.", valueName: "folder"))
  var folder: String

  @Option(help: ArgumentHelp("Where to write one token a role, readable by you only.", valueName: "file"))
  var tokens: String?

  func run() async throws {
    let settings = try options.settings()
    try await Installation.using(settings) { installation in
      let report = try await Seed.load(folder, into: installation)
      if let tokens { try Seed.write(report.tokens, to: tokens) }
      Console.say(report.words)
    }
  }

  /// Loads a folder, and says what to do when it cannot be loaded here.
  static func load(_ folder: String, into installation: Installation) async throws -> SeedLoader.Report {
    do {
      return try await SeedLoader(market: installation.market, folder: folder, progress: ProgressBar()).load()
    } catch Refusal.wrongState {
      throw CommandFault(
        "\(installation.ground.place) is not empty. Seeds go into an empty one only: choose another, run `breather migrate` "
          + "on it and try again.", code: Ending.data)
    } catch let fault as SeedFault {
      throw CommandFault(
        "\(fault)\nThe files before it are loaded. Mend it, then begin again in another, empty database: "
          + "`breather migrate` and `breather seed`.", code: Ending.data)
    }
  }

  /// Writes the tokens as JSON, mode 0600 from the first byte.
  static func write(_ tokens: [String: String], to path: String) throws {
    let bytes = try WireEncoder().encode(tokens) + [0x0A]
    let unwritten = CommandFault("The tokens could not be written to \(path).")
    guard unlink(path) == 0 || errno == ENOENT else { throw unwritten }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritten }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do { try handle.write(contentsOf: Data(bytes)) } catch { throw unwritten }
  }
}

extension SeedLoader.Report {
  /// What was loaded, in a line or two.
  var words: String {
    let counts = counts.map { "\($0.rows) \($0.file.replacing(".csv", with: "").replacing("_", with: " "))" }
    return "Loaded " + counts.joined(separator: ", ") + "; the slots make \(slots) dates."
  }
}
