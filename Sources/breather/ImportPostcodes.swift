import ArgumentParser
import Breaks
import Foundation
import UseCases
import Wire

/// `breather import-postcodes`: takes the middles of postal districts from the ONS Postcode Directory.
struct ImportPostcodes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-postcodes",
    abstract: "Take the middles of postal districts from the ONS Postcode Directory, with the server stopped.",
    discussion: """
      FILE is the directory's one large CSV (ONSPD_…_UK.csv), unpacked. Terminated postcodes and those without a place are \
      passed over. A district's middle is the mean of its postcodes; districts that are there are moved, none is taken away. \
      All of it is kept or nothing.
      """)

  /// One bad line in so many is a slip; more, and this is another file.
  private static let linesPerBad = 100

  @OptionGroup var options: SettingsOptions

  @Argument(help: "The CSV file of the ONS Postcode Directory.")
  var file: String

  func run() async throws {
    let settings = try options.settings()
    try await Installation.using(settings) { installation in
      let tally = try ImportPostcodes.read(FileOnDisk.absolute(file), progress: ProgressBar())
      for bad in tally.bad { Console.complain("line \(bad.line): \(bad.sentence)") }
      if tally.badCount > tally.bad.count { Console.complain("… and \(tally.badCount - tally.bad.count) more.") }
      let rows = tally.rows
      guard !rows.isEmpty, tally.badCount * ImportPostcodes.linesPerBad <= tally.lines else {
        throw CommandFault(
          "\(tally.badCount) of \(tally.lines) lines are wrong, and \(rows.count) districts were found: nothing was kept.",
          code: Ending.data)
      }
      try await installation.market.carryOut(as: nil) { try $0.importOutwardCentres(rows) }
      Console.say(ImportPostcodes.words(tally, districts: rows.count))
    }
  }

  /// Reads a file in pieces; what is held does not grow with it.
  static func read(_ path: String, progress: ProgressBar) throws -> PostcodeTally {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFault(FileOnDisk.trouble("be opened", path).ending.sentence, code: Ending.data)
    }
    defer { _ = close(descriptor) }
    let size = FileOnDisk.size(path)
    var (stream, tally, done) = (CSVStream(), PostcodeTally(), 0)
    _ = try FilePieces.read(descriptor, path, count: size) { piece in
      try stream.take(piece) { try tally.take($0) }
      done += piece.count
      progress.show("MiB of postcodes", done >> 20, of: Int(size >> 20))
    }
    try stream.finish { try tally.take($0) }
    progress.finish()
    return tally
  }

  private static func words(_ tally: PostcodeTally, districts: Int) -> String {
    let wrong = tally.badCount == 0 ? "" : " \(tally.badCount) lines were wrong."
    return
      "\(districts) districts have their middle, from \(tally.used) postcodes; \(tally.terminated) terminated ones and "
      + "\(tally.withoutPlace) without a place were passed over.\(wrong)"
  }
}
