import Breaks
import Letters
import Logging
import Post
import ServiceLifecycle
import UseCases

/// All that sending letters takes: the templates, the way to the mail server, and the postman.
struct PostOffice: Sendable {
  let composer: Composer
  let pages: PageWriter
  /// Where the letters' links lead.
  let door: FrontDoor
  private let installation: Installation
  private let settings: Settings
  private let logger: Logger

  /// How long a postman waits when there is nothing to do.
  private static let pause = Duration.milliseconds(500)

  /// Loads the templates.
  ///
  /// - Throws: `ResourcesMissing`, `LetterFault`.
  init(_ installation: Installation, _ settings: Settings, _ logger: Logger) throws {
    let templates = try Resources.folder("breather_Letters") + "/Templates"
    let door = FrontDoor(settings)
    composer = Composer(
      keys: installation.keys, writer: try LetterWriter(templatesFolder: templates), sender: settings.mailFrom,
      publicAddress: { door.address })
    pages = try PageWriter(templatesFolder: templates, answers: LinkAct.choices)
    self.door = door
    self.installation = installation
    self.settings = settings
    self.logger = logger
  }

  /// Hires a postman.
  ///
  /// - Returns: the sender too, to be closed when the postman has stopped.
  func postman() -> (postman: Postman, sender: SMTPSender) {
    let sender = SMTPSender(settings: settings.smtp)
    let rounds = Postman.Rounds(
      database: installation.database, world: installation.world, keys: installation.keys, logger: logger)
    let postman = Postman(
      rounds, composer: composer, sender: sender, from: settings.mailFrom, pause: PostOffice.pause)
    return (postman, sender)
  }
}

extension ServiceGroup {
  /// How long a graceful stop may take before tasks are cancelled, and then before the process ends.
  private static let gracefulStop = Duration.seconds(20)
  private static let cancelledStop = Duration.seconds(5)

  /// A group of ours: it stops its services one after the other, the last one first, and not for ever.
  ///
  /// - Parameter drain: time that one of the services takes on purpose before it stops.
  static func ours(
    _ services: [any Service], obeysSignals: Bool, drain: Duration = .zero, logger: Logger
  ) -> ServiceGroup {
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: obeysSignals ? [.sigterm, .sigint] : [], logger: logger)
    configuration.maximumGracefulShutdownDuration = gracefulStop + drain
    configuration.maximumCancellationDuration = cancelledStop
    return ServiceGroup(configuration: configuration)
  }
}
