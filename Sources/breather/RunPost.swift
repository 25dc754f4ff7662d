import ArgumentParser
import Foundation
import ServiceLifecycle

/// `breather post`: the postman alone, beside any number of others.
struct RunPost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: "Send the letters, and nothing else (PostgreSQL only).",
    discussion: """
      Any number of them may run beside any number of `breather serve --without-post`. Stops gracefully on SIGTERM and \
      Ctrl-C: the letter in hand is finished. Letters of one that was killed go out after five minutes.
      """)

  @OptionGroup var options: SettingsOptions

  func run() async throws {
    let settings = try options.settings(writesLetters: true)
    guard settings.server != nil else {
      throw CommandFault(
        "With SQLite one process does everything: `breather serve` sends the letters too. "
          + "`breather post` is for a PostgreSQL database, named by \(Setting.databaseURL.environmentName).",
        code: Ending.settings)
    }
    OwnProcess.keepToItself()
    try await Installation.using(settings, for: .post) { installation in
      let logger = Telemetry.logger(settings.logLevel)
      let (postman, sender) = try PostOffice(installation, settings, logger).postman()
      defer { sender.close() }
      Console.say("Breather sends letters through \(settings.smtp.url)")
      try await ServiceGroup.ours([Steward(installation, logger), postman], obeysSignals: true, logger: logger).run()
    }
    Console.say("Breather has stopped; the letter in hand is finished.")
  }
}
