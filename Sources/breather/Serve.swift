import ArgumentParser
import Foundation

/// `breather serve`: the API and the postman, until told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the API and send the letters.",
    discussion:
      "Stops gracefully on SIGTERM and Ctrl-C: what was begun is finished within 20 seconds (after --drain-seconds).")

  @OptionGroup var options: SettingsOptions

  @Option(help: "The address to listen on; 127.0.0.1 unless the settings say otherwise.")
  var host: String?

  @Option(help: "The port to listen on; 8080 unless the settings say otherwise, 0 for any that is free.")
  var port: Int?

  @Flag(help: "Send no letters: they wait for a server that does, or on PostgreSQL for `breather post`.")
  var withoutPost = false

  @Option(
    help: ArgumentHelp(
      "When told to stop, say no at /readyz for so long before taking no more requests; 0 to 60.",
      valueName: "seconds"))
  var drainSeconds = 0

  func validate() throws {
    guard (0...60).contains(drainSeconds) else { throw ValidationError("--drain-seconds must be from 0 to 60.") }
  }

  func run() async throws {
    var spoken: [Setting: String] = [:]
    spoken[.host] = host
    spoken[.port] = port.map { String($0) }
    let settings = try options.settings(also: spoken, writesLetters: true)
    OwnProcess.keepToItself()
    try await Installation.using(settings, for: .serve) { installation in
      let shownHost = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      let manner = Server.Manner(post: !withoutPost, drain: .seconds(drainSeconds)) { port in
        Console.say("Breather listens on http://\(shownHost):\(port)")
      }
      try await installation.ground.freeClaims(installation.keys)
      try await Server(installation, settings, manner).run()
    }
    Console.say("Breather has stopped; all that was begun is finished.")
  }
}
