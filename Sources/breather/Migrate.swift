import ArgumentParser

/// `breather migrate`: brings the database to this program's schema.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database up to date; makes it, with its keys, where there is none.")

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let settings = try options.settings()
    let (installation, applied) = try await Installation.make(settings)
    try await installation.database.close()
    for migration in applied { Console.say("Applied migration \(migration.number): \(migration.name).") }
    Console.say(
      applied.isEmpty
        ? "The database in \(settings.data) was up to date." : "The database in \(settings.data) is ready.")
  }
}
