import Foundation
import HummingbirdTesting
import NIOCore
import NIOPosix
import TestTown
import Testing

/// What one connection may do, on a real port.
@Suite(.onEveryEngine) struct WebConnectionTests {
  /// Sends pieces over a connection of its own and reads until the server closes it.
  private static func talk(
    to port: Int, pieces: [String], pause: Duration = .zero
  ) async throws -> (heard: String, seconds: Double) {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "localhost", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let start = ContinuousClock.now
    let heard = try await channel.executeThenClose { inbound, outbound in
      let speaker = Task {
        for piece in pieces {
          try await outbound.write(ByteBuffer(string: piece))
          if pause > .zero { try await Task.sleep(for: pause) }
        }
      }
      defer { speaker.cancel() }
      var heard = ""
      do {
        for try await bytes in inbound { heard += String(buffer: bytes) }
      } catch is IOError {
        // The server closed while we still spoke.
      }
      return heard
    }
    let took = (ContinuousClock.now - start).components
    return (heard, Double(took.seconds) + Double(took.attoseconds) / 1e18)
  }

  private static let head = "POST /v1/sign-in HTTP/1.1\r\nHost: town\r\nContent-Type: application/json\r\n"

  @Test(.timeLimit(.minutes(5))) func `a body without end is answered once and cut off`() async throws {
    let town = try await Town.make()
    let chunk = "4000\r\n" + String(repeating: " ", count: 0x4000) + "\r\n"
    try await town.serve { port in
      let endless = [Self.head + "Transfer-Encoding: chunked\r\n\r\n"] + [String](repeating: chunk, count: 100_000)
      let (heard, seconds) = try await Self.talk(to: port, pieces: endless, pause: .milliseconds(5))
      #expect(heard.hasPrefix("HTTP/1.1 413 "))
      #expect(heard.lowercased().contains("\r\nconnection: close\r\n"))
      #expect(heard.contains("too_large_body"))
      #expect(seconds < 8)
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a body that is announced too large is not waited for`() async throws {
    let town = try await Town.make()
    try await town.serve { port in
      let (heard, seconds) = try await Self.talk(to: port, pieces: [Self.head + "Content-Length: 70000\r\n\r\n"])
      #expect(heard.hasPrefix("HTTP/1.1 413 "))
      #expect(heard.lowercased().contains("\r\nconnection: close\r\n"))
      #expect(seconds < 8)
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a body that comes by the drop is told that it is too slow`() async throws {
    let town = try await Town.make(settings: { $0.limits.bodySeconds = 1 })
    try await town.serve { port in
      let drops = [Self.head + "Content-Length: 1000\r\n\r\n"] + [String](repeating: " ", count: 200)
      let (heard, seconds) = try await Self.talk(to: port, pieces: drops, pause: .milliseconds(50))
      #expect(heard.hasPrefix("HTTP/1.1 408 "))
      #expect(heard.contains("too_slow"))
      #expect((0.9...8).contains(seconds))
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a file may be larger and take longer, for a slow line at home`() async throws {
    let town = try await Town.make(settings: {
      $0.limits.bodySeconds = 1
      $0.limits.fileSeconds = 60
    })
    let token = try await town.token(.coordinator, in: town.area())
    let (drops, rest) = ("{\"csv\": \"name\"}", String(repeating: " ", count: 100_000))
    let head =
      "POST /v1/areas/liverpool/import/carers HTTP/1.1\r\nHost: town\r\nContent-Type: application/json\r\n"
      + "Authorization: Bearer \(token)\r\nConnection: close\r\nContent-Length: \(drops.count + rest.count)\r\n\r\n"
    try await town.serve { port in
      let (heard, seconds) = try await Self.talk(
        to: port, pieces: [head] + drops.map { String($0) } + [rest], pause: .milliseconds(100))
      #expect(heard.hasPrefix("HTTP/1.1 200 "))
      #expect(seconds > 1.2)
    }
  }

  @Test(.timeLimit(.minutes(5))) func `what is not HTTP is refused, and requests in a row are answered in a row`()
    async throws
  {
    let town = try await Town.make(settings: { $0.limits.idleSeconds = 1 })
    try await town.serve { port in
      let rubbish = try await Self.talk(to: port, pieces: ["BREW\r\n\r\n"])
      #expect(rubbish.heard.hasPrefix("HTTP/1.1 400 "))
      let row = String(repeating: "GET /healthz HTTP/1.1\r\nHost: town\r\n\r\n", count: 5)
      let answers = try await Self.talk(to: port, pieces: [row])
      #expect(answers.heard.components(separatedBy: "HTTP/1.1 200 OK").count == 6)
      let broken = try await Self.talk(
        to: port, pieces: [Self.head + "Transfer-Encoding: chunked\r\n\r\nnot a length\r\n"])
      #expect(broken.heard.hasPrefix("HTTP/1.1 400 "))
    }
  }
}
