import Breaks
import Foundation
import MailSink
import Synchronization

/// The demo's town: an installation with seeds in it, a mail server of its own, and the API over it.
struct DemoTown {
  let installation: Installation
  let sink: MailSink
  let settings: Settings
  let tokens: [String: String]

  /// Where each letter stands as a file.
  let mailbox: String
  /// Where the tokens stand as JSON, readable by their owner only.
  let tokenFile: String

  /// Makes the town, or opens the one that is in the folder already.
  ///
  /// - Throws: `CommandFault` when the folder holds something that is not a demo's town.
  init(folder: String, seeds: String, port: Int) async throws {
    mailbox = folder + "/mailbox"
    tokenFile = folder + "/tokens.json"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    sink = try await MailSink.start(port: 0, folder: mailbox)
    settings = try Settings.read(
      options: [
        .data: folder, .host: "127.0.0.1", .port: String(port), .smtpURL: "smtp://127.0.0.1:\(sink.port)",
        .smtpTLS: "none", .mailFrom: "letters@breather.example", .rateLimits: "off", .logLevel: "error",
      ], environment: [:])
    (installation, _) = try await Installation.make(settings)
    do {
      Console.say("Making a town from \(seeds). This takes a little while …")
      let loader = SeedLoader(market: installation.market, folder: seeds, progress: ProgressBar())
      let report = try await loader.load()
      tokens = report.tokens
      try Seed.write(tokens, to: tokenFile)
      Console.say(report.words)
    } catch Refusal.wrongState {
      try await installation.ground.close()
      try await sink.stop()
      throw CommandFault(
        "There is a town in \(folder) already. Name an empty folder with --data, or leave it out.", code: Ending.data)
    } catch {
      try await installation.ground.close()
      try await sink.stop()
      throw error
    }
  }

  /// Opens the API, runs a body with its address, and closes everything whatever happens.
  func open<Answer: Sendable>(_ body: (_ base: String) async throws -> Answer) async throws -> Answer {
    let ports = AsyncStream.makeStream(of: Int.self)
    let server = try Server(
      installation, settings, .init(obeysSignals: false, onListening: { ports.continuation.yield($0) }))
    let running = Task {
      defer { ports.continuation.finish() }
      try await server.run()
    }
    do {
      var iterator = ports.stream.makeAsyncIterator()
      guard let port = await iterator.next() else {
        try await running.value
        throw CommandFault("The API stopped before it listened.")
      }
      let answer = try await body("http://127.0.0.1:\(port)")
      try await close(server, running)
      return answer
    } catch {
      try await close(server, running)
      throw error
    }
  }

  private func close(_ server: Server, _ running: Task<Void, any Error>) async throws {
    await server.stop()
    let ended = await running.result
    try await installation.ground.close()
    try await sink.stop()
    try ended.get()
  }
}
