import ArgumentParser
import Foundation

/// `breather serve`: the API and the postman, until told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the API and send the letters.",
    discussion: "Stops gracefully on SIGTERM and Ctrl-C: what was begun is finished within 20 seconds.")

  @OptionGroup var options: SettingsOptions

  @Option(help: "The address to listen on; 127.0.0.1 unless the settings say otherwise.")
  var host: String?

  @Option(help: "The port to listen on; 8080 unless the settings say otherwise, 0 for any that is free.")
  var port: Int?

  @Flag(help: "Send no letters: they wait until a server with post runs.")
  var withoutPost = false

  func run() async throws {
    var spoken: [Setting: String] = [:]
    spoken[.host] = host
    spoken[.port] = port.map { String($0) }
    let settings = try options.settings(also: spoken)
    Process.keepToItself()
    try await Installation.using(settings) { installation in
      let shownHost = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      let manner = Server.Manner(post: !withoutPost) { port in
        Console.say("Breather listens on http://\(shownHost):\(port)")
      }
      try await installation.freeClaims()
      try await Server(installation, settings, manner).run()
    }
    Console.say("Breather has stopped; all that was begun is finished.")
  }
}

/// What a process that handles personal data asks of the system.
private enum Process {
  /// Leaves no memory in a core file, makes files for its owner only, and outlives a client that hangs up.
  static func keepToItself() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    if setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) != 0 {
      Console.complain("Core files could not be turned off; a crash may leave personal data on disk.")
    }
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
  }
}
