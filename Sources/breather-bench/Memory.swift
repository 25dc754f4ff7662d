import ArgumentParser
import AsyncHTTPClient
import Breaks
import Foundation
import MailSink
import NIOCore
import SQLiteEngine
import Store
import UseCases

/// The server to be measured.
struct ServeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The built program, such as .build/release/breather.", valueName: "path"))
  var breather: String?
}

/// `breather-bench memory`: how much memory the server takes under the load of the other measurements.
struct Memory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bookings over HTTP into `breather serve`, and its greatest resident memory.")

  @OptionGroup var options: BenchOptions
  @OptionGroup var serve: ServeOptions

  func run() async throws {
    try await Bench.run(options) { try await $0.memory(serve) }
  }
}

extension Bench {
  private static let mebibytesWanted = 120.0

  /// Starts a server on a folder of its own with a mail server behind it, books from many connections, and looks.
  func memory(_ serve: ServeOptions) async throws {
    guard let program = serve.breather else {
      throw BenchFault("Say which program: --breather .build/release/breather")
    }
    note("making a town for the server")
    let data = (folder as NSString).appendingPathComponent("serve")
    try ServeProcess.migrate(program, data: data)
    let (town, tokens) = try await townWithTokens(in: data)
    let post = try await MailSink.start()
    let server = try ServeProcess(program, data: data, smtpPort: post.port)
    let found: (rate: Rate, atRest: Double, peak: Double)
    do {
      try await server.waitUntilReady()
      let atRest = try server.mebibytes("VmHWM")
      note("booking over HTTP")
      let load = HTTPLoad(port: try server.port(), town: town, tokens: tokens, connections: options.callers)
      found = (try await load.run(), atRest, try server.mebibytes("VmHWM"))
    } catch {
      server.stop()
      try await post.stop()
      throw error
    }
    let letters = await post.letters().count
    server.stop()
    try await post.stop()
    self.found(
      Measured(
        "\(options.callers) connections to breather serve", callers: options.callers, rounds: [found.rate],
        countsSyncs: false))
    report.memory = Report.Memory(atRest: found.atRest, peak: found.peak, wanted: Bench.mebibytesWanted)
    remark("Beside the bookings the server sent \(letters) letters to a mail server on loopback.")
  }

  /// A town in the server's own database, under the server's own keys, and each caller's token.
  private func townWithTokens(in data: String) async throws -> (BenchTown, [String]) {
    let keys = try ServeProcess.keys(in: data)
    return try await on(data) { database in
      let town = try await BenchTown.make(in: database, keys: keys, bookings: options.bookings)
      let people = town.wishes.map(\.caller.person)
      let market = Marketplace(database: database, world: .bench, keys: keys)
      let tokens = try await market.carryOut(as: nil) { errand in
        try Dictionary(uniqueKeysWithValues: Set(people).map { ($0, try errand.openSession(for: $0, days: 1).token) })
      }
      return (town, people.map { tokens[$0] ?? "" })
    }
  }
}

/// Bookings over HTTP, each connection one after another.
private struct HTTPLoad {
  let port: Int
  let town: BenchTown
  let tokens: [String]
  let connections: Int

  private static let answerBytesMax = 1 << 20

  func run() async throws -> Rate {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let rate: Rate
    do {
      rate = try await Rate.measure(bookings: town.wishes.count) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for first in 0..<connections {
            group.addTask {
              for place in stride(from: first, to: town.wishes.count, by: connections) { try await book(place, client) }
            }
          }
          try await group.waitForAll()
        }
      }
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
    return rate
  }

  private func book(_ place: Int, _ client: HTTPClient) async throws {
    let wish = town.wishes[place].request
    let party = #"[{"kind":"carer"},{"kind":"companion","name":"Yusuf Whitworth","food":{"diets":["halal"]}}]"#
    let slots = wish.slots.map { "\"\($0.text)\"" }.joined(separator: ",")
    let body = #"{"offerId":"\#(wish.offer.text)","slots":[\#(slots)],"party":\#(party),"cover":{"how":"arranged"}}"#
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/bookings")
    request.method = .POST
    request.headers.add(name: "authorization", value: "Bearer \(tokens[place])")
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "idempotency-key", value: "bench-\(place)")
    request.body = .bytes(ByteBuffer(string: body))
    let answer = try await client.execute(request, timeout: .seconds(60))
    let said = try await answer.body.collect(upTo: HTTPLoad.answerBytesMax)
    guard answer.status == .created else {
      throw BenchFault("The server answered \(answer.status.code): \(String(buffer: said))")
    }
  }
}
