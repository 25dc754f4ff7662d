import Breaks
import Letters
import Logging
import Metrics
import SQL
import ServiceLifecycle
import Store

/// The outbox worker: claims letters by lease, sends them one by one over a kept connection, and settles each.
///
/// Any number of them may work on one database, in any number of processes: a claim passes over what another holds, and
/// settles nothing that another has taken over. A letter that was sent but could not be settled goes again with the same
/// Message-ID: twice rather than never.
package struct Postman: Service {
  private let database: any SQLDatabase
  private let world: World
  private let keys: Keys
  private let composer: Composer
  private let sender: SMTPSender
  private let from: EmailAddress
  private let logger: Logger
  private let pause: Duration

  /// How long a claim holds, in seconds: longer than the SMTP time-out of 60 seconds, twice over for a stale connection.
  private static let leaseSeconds = 300
  /// One at a time: a claim is one cheap statement, and a sign-in code never waits behind a batch.
  private static let batch = 1

  /// Hires a postman.
  ///
  /// - Parameter pause: how long to wait when there is nothing to do.
  package init(_ rounds: Rounds, composer: Composer, sender: SMTPSender, from: EmailAddress, pause: Duration) {
    database = rounds.database
    world = rounds.world
    keys = rounds.keys
    logger = rounds.logger
    self.composer = composer
    self.sender = sender
    self.from = from
    self.pause = pause
  }

  /// Where a postman works.
  package struct Rounds: Sendable {
    let database: any SQLDatabase
    let world: World
    let keys: Keys
    let logger: Logger

    /// Names the database, the world and the keys.
    package init(database: any SQLDatabase, world: World, keys: Keys, logger: Logger) {
      self.database = database
      self.world = world
      self.keys = keys
      self.logger = logger
    }
  }

  /// Works until told to stop; the letter in hand is finished first.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let sent = await workOnce()
        if sent == 0 { try? await Task.sleep(for: pauseAndABit) }
      }
    }
  }

  /// The pause and up to a fifth more, so that workers that were started together do not all ask at once for ever.
  private var pauseAndABit: Duration { pause + pause * Int(world.randomBytes(1).first ?? 0) / 1280 }

  /// Claims and sends one batch.
  ///
  /// - Returns: how many letters were in it; 0 also when the database could not be asked.
  package func workOnce() async -> Int {
    let owner: ID<OutboxClaim> = world.id()
    do {
      let now = world.now()
      let due = try await database.write { tx in
        try StoreTransaction(tx, keys: keys).outbox.claim(
          limit: Postman.batch, leaseSeconds: Postman.leaseSeconds, owner: owner, now: now)
      }
      for letter in due { await deliver(letter, owner) }
      return due.count
    } catch {
      logger.error("the outbox could not be read", metadata: ["fault": "\(type(of: error))"])
      // Perhaps a letter was claimed by a COMMIT whose answer was lost. Nobody has begun to send it.
      if error as? SQLFault == .outcomeUnknown { await letGo(owner) }
      return 0
    }
  }

  /// Puts back what a turn may have claimed.
  private func letGo(_ owner: ID<OutboxClaim>) async {
    do {
      try await trying {
        try await database.write { tx in try StoreTransaction(tx, keys: keys).outbox.putBack(owner: owner) }
      }
    } catch {
      logger.error("a claim could not be let go; it will lapse", metadata: ["fault": "\(type(of: error))"])
    }
  }

  /// Delivers one letter. What goes wrong before it is settled leaves the claim to lapse: it goes again then, with the
  /// same Message-ID.
  private func deliver(_ due: DueLetter, _ owner: ID<OutboxClaim>) async {
    do {
      try await handle(due, owner)
    } catch is CancellationError {
      await putBack(due, owner)
    } catch {
      logger.error("a letter could not be settled", metadata: ["letter": "\(due.id)", "fault": "\(type(of: error))"])
    }
  }

  private func putBack(_ due: DueLetter, _ owner: ID<OutboxClaim>) async {
    do {
      try await database.write { tx in
        try StoreTransaction(tx, keys: keys).outbox.putBack(due.id, owner: owner)
      }
    } catch {
      logger.error("a letter could not be put back; its claim will lapse", metadata: ["letter": "\(due.id)"])
    }
  }

  private func handle(_ due: DueLetter, _ owner: ID<OutboxClaim>) async throws {
    let composition: Composition
    do {
      let now = world.now()
      composition = try await database.read { tx in try composer.compose(due, tx, now: now) }
    } catch let fault where fault is LetterFault || fault is MailFault || fault is StoreFault {
      // Trying again would not help: a person must look at it, and nothing behind it may wait.
      logger.error("a letter cannot be written", metadata: ["letter": "\(due.id)", "fault": "\(type(of: fault))"])
      return try await settle(due, owner, .failed(trouble: "The letter cannot be written."))
    }
    switch composition {
    case .mail(let bytes, let address):
      let outcome = await sender.send(bytes, from: from.text, to: address.text)
      Counter(label: "letters_sent_total", dimensions: [("outcome", outcome.word)]).increment()
      if outcome != .sent {
        logger.warning("a letter did not go", metadata: ["letter": "\(due.id)", "outcome": "\(outcome.word)"])
      }
      try await settle(due, owner, Backoff.outcome(of: outcome, due, now: world.now(), chance: world.randomBytes))
    case .byHands(let way):
      try await settle(due, owner, .forHands(way == .withheld ? .withheld : .toDo), redirect: way)
    case .useless(let why):
      try await settle(due, owner, .dropped(trouble: why))
    }
  }

  private func settle(
    _ due: DueLetter, _ owner: ID<OutboxClaim>, _ outcome: LetterOutcome, redirect: LetterWay? = nil
  ) async throws {
    let now = world.now()
    try await trying {
      try await database.write { tx in
        let outbox = StoreTransaction(tx, keys: keys).outbox
        if try outbox.settle(due.id, owner: owner, outcome, now: now), let redirect {
          try outbox.redirect(due.id, by: redirect)
        }
      }
    }
  }

  /// Pauses between tries, in milliseconds: about half a minute, in which a standby takes over (pitfalls §4.2).
  private static let pauses = [100, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000]

  /// Runs a unit that may run twice until the database takes it: a letter that has gone must not go again for want of a
  /// word there. In the end the claim lapses.
  private func trying(_ unit: () async throws -> Void) async throws {
    for pause in Postman.pauses {
      do {
        return try await unit()
      } catch let fault as SQLFault where fault.mayPass {
        // Not cut short by a stop: the letter in hand is finished first, as far as a graceful stop waits.
        await Task { try? await Task.sleep(for: .milliseconds(pause)) }.value
      }
    }
    try await unit()
  }
}

extension SQLFault {
  /// Whether it says nothing about the unit itself, so that the same unit may well do a moment later.
  fileprivate var mayPass: Bool {
    switch self {
    case .busy, .deadline, .unreachable, .diskFull, .outcomeUnknown: true
    default: false
    }
  }
}

extension SMTPOutcome {
  /// The outcome as one word, for metrics and logs.
  var word: String {
    switch self {
    case .sent: "sent"
    case .temporary: "temporary"
    case .permanent: "permanent"
    case .loginRefused: "login_refused"
    case .unreachable: "unreachable"
    case .unknown: "unknown"
    }
  }
}
