import ArgumentParser

/// `breather migrate`: brings the database to this program's schema.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database up to date; makes it, with its keys, where there is none.")

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let settings = try options.settings()
    let (installation, applied) = try await Installation.make(settings)
    try await installation.ground.close()
    for migration in applied { Console.say("Applied migration \(migration.number): \(migration.name).") }
    let place = installation.ground.place
    Console.say(applied.isEmpty ? "\(place) was up to date." : "\(place) is ready.")
    if applied.first?.number == 1 { Console.say(installation.ground.keyAdvice(settings.keys)) }
  }
}
