import Breaks
import Foundation
import Hummingbird
import Letters
import Logging
import NIOCore
import Post
import ServiceLifecycle
import Store
import UseCases
import Web

/// The API and the postman over one installation, as one group of services.
///
/// They are stopped in the reverse of their order: first `/readyz` says no, then the API finishes what was begun, then
/// the postman the letter in hand. The database is closed by whoever opened it, after `run` has come back.
struct Server: Sendable {
  private let group: ServiceGroup
  private let settings: Settings
  private let sender: SMTPSender?

  /// How a server is run.
  struct Manner: Sendable {
    /// Whether letters are sent.
    var post = true
    /// How long `/readyz` says no before requests are taken no more.
    var drain = Duration.zero
    /// Whether Ctrl-C and a service manager's word stop it; the demo stops its own.
    var obeysSignals = true
    /// Told the port once it listens.
    var onListening: @Sendable (Int) async -> Void = { _ in }
  }

  /// Loads templates and contract; nothing listens yet.
  init(_ installation: Installation, _ settings: Settings, _ manner: Manner = Manner()) throws {
    let logger = Telemetry.logger(settings.logLevel)
    let office = try PostOffice(installation, settings, logger)
    let readiness = Readiness(installation, drain: manner.drain)
    let surroundings = WebSurroundings(
      document: try OpenAPIDocument(yaml: Server.contract()), metrics: Telemetry.metrics, logger: logger,
      letterWords: Server.letterWords(installation, office.composer), pages: office.pages,
      readiness: { await readiness.checks() },
      notes: { await readiness.notes() }, isClosing: { readiness.isClosing })
    let app = WebApp(market: installation.market, settings: settings.web, surroundings: surroundings)
    let web = app.application { channel in
      readiness.begin()
      let port = channel.localAddress?.port ?? settings.port
      office.door.listens(on: port)
      await manner.onListening(port)
    }
    var services: [any Service] = [Steward(installation, logger)]
    if let standby = installation.ground.standby { services.append(standby) }
    if manner.post {
      let (postman, sender) = office.postman()
      services.append(postman)
      self.sender = sender
    } else {
      sender = nil
    }
    services += [web, readiness]
    group = .ours(services, obeysSignals: manner.obeysSignals, drain: manner.drain, logger: logger)
    self.settings = settings
  }

  /// Serves until it is told to stop.
  ///
  /// - Throws: `CommandFault` when the port is taken or not ours to take.
  func run() async throws {
    defer { sender?.close() }
    do {
      try await group.run()
    } catch let error as IOError {
      let place = "\(settings.host) port \(settings.port)"
      switch error.errnoCode {
      case EADDRINUSE:
        throw CommandFault("Something else listens on \(place) already; choose another with --port.", code: Ending.held)
      case EACCES:
        throw CommandFault("This user may not listen on \(place); choose a port from 1024.", code: Ending.settings)
      case EADDRNOTAVAIL:
        throw CommandFault("\(settings.host) is no address of this machine; choose another with --host.", code: 78)
      default: throw CommandFault("Breather cannot listen on \(place): \(error.description)")
      }
    }
  }

  /// Tells it to stop, as a signal would; `run` comes back when all is finished.
  func stop() async { await group.triggerGracefulShutdown() }

  private static func contract() throws -> [UInt8] {
    let path = try Resources.folder("breather_Web") + "/openapi.yaml"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFault("The API's contract is missing; it should be at \(path).")
    }
    return [UInt8](data)
  }

  private static func letterWords(
    _ installation: Installation, _ composer: Composer
  ) -> @Sendable (ID<Letter>) async throws -> LetterWords? {
    { id in
      let now = installation.world.now()
      let written = try await installation.database.read { tx in try composer.wordsForHands(id, tx, now: now) }
      return written.map { LetterWords(subject: $0.subject, text: $0.text) }
    }
  }
}

extension Settings {
  /// How the API is served.
  fileprivate var web: WebSettings {
    var web = WebSettings()
    web.host = host
    web.port = port
    web.rateLimits = rateLimits
    return web
  }
}
