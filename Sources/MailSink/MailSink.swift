import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A small real SMTP server on 127.0.0.1 that catches every letter and delivers none.
///
/// For the demo, where a volunteer opens the caught letters in a mail program, and for tests, which can make it
/// misbehave. It speaks no TLS and takes any login. It writes no log: letters hold people's lives.
package final class MailSink: Sendable {
  /// The port it listens on.
  package let port: Int

  private let room: MailSinkRoom
  private let group: MultiThreadedEventLoopGroup
  private let service: Task<Void, any Error>

  /// Opens the server.
  /// - Parameters:
  ///   - port: 0 lets the system choose.
  ///   - folder: where each letter is also kept as an `.eml` file, made if missing; nil keeps them in memory only.
  ///   - behaviour: how it behaves at first; `behaviour` changes it while it runs.
  ///   - idleSeconds: a client silent for that long is hung up on.
  /// - Throws: when the port is taken or the folder cannot be made.
  package static func start(
    port: Int = 0,
    folder: String? = nil,
    behaviour: MailSinkBehaviour = MailSinkBehaviour(),
    idleSeconds: Int = 300
  ) async throws -> MailSink {
    let shelf = try folder.map { try LetterShelf(folder: $0) }
    let room = MailSinkRoom(shelf: shelf, behaviour: behaviour)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let server = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 256)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .bind(host: "127.0.0.1", port: port) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: .seconds(Int64(idleSeconds))))
            try channel.pipeline.syncOperations.addHandler(HangUpWhenIdle())
            return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
          }
        }
      return MailSink(server: server, room: room, group: group)
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  private init(
    server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>,
    room: MailSinkRoom,
    group: MultiThreadedEventLoopGroup
  ) {
    self.port = server.channel.localAddress?.port ?? 0
    self.room = room
    self.group = group
    service = Task(executorPreference: LoopExecutor(loop: server.channel.eventLoop)) {
      try await Self.serve(server, in: room)
    }
  }

  /// How the server behaves from the next command on, in conversations under way too.
  package var behaviour: MailSinkBehaviour {
    get { room.behaviour }
    set { room.behaviour = newValue }
  }

  /// How many connections clients have opened so far.
  package var connections: Int { room.connections }

  /// The letters caught, in the order they came; the newest 20,000 are kept in memory.
  package func letters() async -> [CaughtLetter] { room.letters }

  /// Waits until that many letters have come since the start.
  /// - Throws: `MailSinkFault.tooFewLetters` when the time is over.
  package func waitForLetters(_ count: Int, timeoutSeconds: Double = 10) async throws {
    let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
    while room.caught < count {
      guard ContinuousClock.now < deadline else {
        throw MailSinkFault.tooFewLetters(caught: room.caught, wanted: count)
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Hangs up on everyone and closes the port. A second call does nothing.
  package func stop() async throws {
    service.cancel()
    // How the conversations end when they are cut is no news to anyone.
    _ = await service.result
    try await group.shutdownGracefully()
  }

  private static func serve(
    _ server: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>, in room: MailSinkRoom
  ) async throws {
    try await server.executeThenClose { clients in
      try await withThrowingDiscardingTaskGroup { group in
        for try await client in clients {
          let number = room.noteConnection()
          group.addTask {
            // A client that breaks off ends its own conversation and nobody else's.
            do { try await MailSinkConversation.hold(client, number: number, in: room) } catch { return }
          }
        }
      }
    }
  }
}

/// Why the mail sink could not do what it was asked.
package enum MailSinkFault: Error, Sendable, Equatable {
  case tooFewLetters(caught: Int, wanted: Int)
}

/// Says 421 and hangs up when a client has been silent too long.
private final class HangUpWhenIdle: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is IdleStateHandler.IdleStateEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    let goodbye = context.channel.allocator.buffer(string: "421 4.4.2 You have been silent too long\r\n")
    context.writeAndFlush(NIOAny(goodbye), promise: nil)
    context.close(promise: nil)
  }
}

/// Runs the conversations on the mail sink's own thread: a test that keeps the cooperative pool busy does not make the
/// server look slow.
private final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(loop: any EventLoop) {
    self.loop = loop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
