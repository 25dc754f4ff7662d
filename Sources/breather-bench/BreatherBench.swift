import ArgumentParser
import Foundation
import SQL

/// How fast Breather is, told by ratios within one run; a program of its own, so that nothing of it is in the product.
@main
struct BreatherBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breather-bench",
    abstract: "Measures what the writer's groups and the engine cost and gain.",
    discussion: """
      Build it with `swift build -c release --product breather-bench`; a debug build measures the compiler. Figures of \
      different runs or machines compare badly, ratios within a run do. It always ends with 0 when it could measure: \
      whether a ratio is good enough is for people to say.
      """,
    subcommands: [GroupCommit.self, Bare.self, Memory.self, Postgres.self, Everything.self])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var bench = command as? any AsyncParsableCommand {
        try await bench.run()
      } else {
        try command.run()
      }
    } catch let fault as BenchFault {
      Console.note(fault.description)
      Foundation.exit(1)
    } catch let fault as SQLFault {
      Console.note(fault.description)
      Foundation.exit(1)
    } catch {
      exit(withError: error)
    }
  }
}

/// Why nothing could be measured; a sentence for people.
struct BenchFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Where the program speaks.
enum Console {
  /// Says a line on standard output: a result.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// Says a line on standard error: how far it is, and what went wrong.
  static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}

/// What every command may be told.
struct BenchOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where the databases are made; a folder on the disk that matters.", valueName: "folder"))
  var folder = NSTemporaryDirectory()

  @Option(help: "How many bookings each measurement makes.")
  var bookings = 3_000

  @Option(help: "How often each measurement is made; the median counts.")
  var rounds = 3

  @Option(help: "How many callers book at the same time.")
  var callers = 64

  @Flag(help: "One JSON object instead of a table.")
  var json = false

  func validate() throws {
    guard (1...100_000).contains(bookings), (1...100).contains(rounds), (1...1_000).contains(callers) else {
      throw ValidationError("--bookings takes 1 to 100000, --rounds 1 to 100, --callers 1 to 1000.")
    }
  }
}

/// `breather-bench all`: every measurement there is.
struct Everything: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all", abstract: "Measure everything.")

  @OptionGroup var options: BenchOptions
  @OptionGroup var slowness: SlowOptions
  @OptionGroup var postgres: PostgresOptions
  @OptionGroup var serve: ServeOptions

  func run() async throws {
    try await Bench.run(options) { bench in
      try await bench.groupCommit(slowMilliseconds: slowness.slowSyncMs)
      try await bench.bare()
      if let url = postgres.postgres { try await bench.postgres(url) }
      if serve.breather != nil { try await bench.memory(serve) }
    }
  }
}
