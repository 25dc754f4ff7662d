import ArgumentParser
import Desk
import Wire

/// The one program: it serves, it shows itself, and it does an operator's errands.
@main
struct Breather: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breather",
    abstract: "A marketplace of breaks for unpaid carers.",
    discussion: """
      Settings come from the command line, then the environment (BREATHER_…), then config/breather.json or \
      --config FILE. `breather doctor` says in words what is wrong.

      \(Ending.help)
      """,
    version: "0.1.0",
    subcommands: [CheckJSON.self, CheckCSV.self],
    groupedSubcommands: [
      CommandGroup(name: "Demonstration", subcommands: [Demo.self]),
      CommandGroup(
        name: "Operator",
        subcommands: [
          Init.self, Migrate.self, Seed.self, Serve.self, RunPost.self, Backup.self, Restore.self, Doctor.self,
          ImportPostcodes.self,
        ]),
      CommandGroup(name: "Anybody", subcommands: [BallotCommand.self]),
      CommandGroup(name: "Phone desk", subcommands: DeskCommands.all),
    ]
  )

  /// Runs a command; what goes wrong becomes one kind sentence and a named exit code.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var errand = command as? any AsyncParsableCommand {
        try await errand.run()
      } else {
        try command.run()
      }
    } catch {
      guard let ending = Ending(of: error) else { exit(withError: error) }
      Console.complain(ending.sentence)
      exit(withError: ending.exitCode)
    }
  }
}

/// For CI: lets another program compare our reading of JSON with its own.
struct CheckJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-json", abstract: "Reads base 64 of a JSON text a line, answers a line each.",
    shouldDisplay: false)

  func run() {
    while let line = readLine() { print(JSONCheck.answer(line)) }
  }
}

/// For CI: lets another program compare our reading of CSV with its own.
struct CheckCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-csv", abstract: "Reads base 64 of a CSV file a line, answers a line each.",
    shouldDisplay: false)

  func run() {
    while let line = readLine() { print(CSVCheck.answer(line)) }
  }
}
