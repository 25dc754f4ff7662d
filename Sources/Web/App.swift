import Breaks
import Hummingbird
import Letters
import Logging
import NIOCore
import UseCases

/// Where and how the API is served.
package struct WebSettings: Sendable {
  /// The address to listen on.
  package var host = "127.0.0.1"
  /// The port to listen on; 0 lets the system choose.
  package var port = 8080
  /// Whether callers are slowed down; off only for load tests on a loopback host.
  package var rateLimits = true
  /// Addresses whose `X-Forwarded-For` is believed.
  package var trustedProxies: Set<String> = ["127.0.0.1", "::1"]
  package var limits = Limits()

  /// The settings of a machine of one's own.
  package init() {}
}

/// The words of a letter, as it would be sent now.
package struct LetterWords: Sendable, Equatable {
  package let subject: String
  package let text: String

  /// Puts a letter's words together.
  package init(subject: String, text: String) {
    self.subject = subject
    self.text = text
  }
}

/// What the API needs from around it, beside the market.
package struct WebSurroundings: Sendable {
  /// The written contract.
  package let document: OpenAPIDocument
  /// What `/metrics` shows; the executable bootstraps swift-metrics with the same page.
  package let metrics: PrometheusPage
  package let logger: Logger
  /// Writes a letter's words; nil when there is no such letter or it can no longer be written.
  package let letterWords: @Sendable (ID<Letter>) async throws -> LetterWords?
  /// Writes the pages behind links.
  package let pages: PageWriter
  /// Named checks, true when all is well.
  package let readiness: @Sendable () async -> [String: Bool]
  /// What `/readyz` says beside the checks, by name; a note never makes it say no.
  package let notes: @Sendable () async -> [String: String]
  /// Whether it was told to stop, so that clients had better connect anew elsewhere.
  package let isClosing: @Sendable () -> Bool

  /// Puts the surroundings together.
  package init(
    document: OpenAPIDocument, metrics: PrometheusPage, logger: Logger,
    letterWords: @escaping @Sendable (ID<Letter>) async throws -> LetterWords?, pages: PageWriter,
    readiness: @escaping @Sendable () async -> [String: Bool],
    notes: @escaping @Sendable () async -> [String: String] = { [:] },
    isClosing: @escaping @Sendable () -> Bool = { false }
  ) {
    self.document = document
    self.metrics = metrics
    self.logger = logger
    self.letterWords = letterWords
    self.pages = pages
    self.readiness = readiness
    self.notes = notes
    self.isClosing = isClosing
  }
}

/// The API over a market.
package struct WebApp: Sendable {
  package let market: Marketplace
  let settings: WebSettings
  let surroundings: WebSurroundings
  let callers: RateTable
  let addresses: RateTable
  let signIns: RateTable
  let load = Load()
  /// How many files are being taken in.
  let files = Load()

  /// Opens the market to the network; nothing listens yet.
  package init(market: Marketplace, settings: WebSettings, surroundings: WebSurroundings) {
    self.market = market
    self.settings = settings
    self.surroundings = surroundings
    callers = RateTable(settings.limits.general)
    addresses = RateTable(settings.limits.general)
    signIns = RateTable(settings.limits.signIn)
  }

  /// A letter's words; nil when there is no such letter or it can no longer be written.
  func letterWords(_ id: ID<Letter>) async throws -> LetterWords? { try await surroundings.letterWords(id) }

  /// The router with all addresses and everything a request passes on its way to them.
  package func router() -> Router<BreatherContext> {
    let book = AddressBook.all
    let problems = ProblemWriter(titles: surroundings.document.titles)
    let router = Router(context: BreatherContext.self, options: [.autoGenerateHeadEndpoints])
    // The first is the outermost.
    router.add(middleware: WatchRequests(app: self))
    router.add(middleware: HardenAnswers())
    router.add(
      middleware: TellProblems(
        problems: problems, pages: PageProblems(pages: surroundings.pages), book: book, logger: surroundings.logger))
    router.add(middleware: ShedLoad(load: load, most: settings.limits.inFlightMax))
    router.add(middleware: LimitRate(app: self))
    router.add(middleware: TakeBody(app: self, book: book))
    for address in book.addresses {
      router.on(RouterPath(address.path), method: address.method) { request, context in
        try await answer(address, request, context)
      }
    }
    return router
  }

  /// The server, to be run in a `ServiceGroup`; a graceful stop ends accepting and finishes what was begun.
  ///
  /// - Parameter onServerRunning: told the channel once it listens, so that the port can be learned.
  package func application(
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let limits = settings.limits
    return Application(
      router: router(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(limits)],
          idleTimeout: .seconds(Int64(limits.idleSeconds)),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: limits.headerCount))),
      configuration: .init(
        address: .hostname(settings.host, port: settings.port),
        availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: surroundings.logger)),
      onServerRunning: onServerRunning,
      logger: surroundings.logger)
  }

  /// Finds out who asks and lets the handler answer, within the time a request may take.
  private func answer(_ address: Address, _ request: Request, _ context: BreatherContext) async throws -> Response {
    try await withDeadline(seconds: settings.limits.requestSeconds) {
      let caller = try await identify(request)
      if settings.rateLimits, let caller { try callers.take(caller.person.text) }
      let ask = Ask(app: self, caller: caller, requestID: context.requestID, request: request, context: context)
      return try await address.handle(ask)
    }
  }
}
