import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Watches one connection for what the server lets pass: bodies without end, bodies by the drop, and readers that do not
/// read.
///
/// The idle time-out begins anew with every byte, and the server reads the rest of a refused body however long it is. So
/// here each body has its bytes and its time; once they are used up, its answer is the connection's last.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: Limits
  /// The most bytes that the present request's body may have.
  private var bodyBytesMax: Int
  private var bodyBytes = 0
  private var requestsBegun = 0
  private var answersBegun = 0
  private var answersEnded = 0
  /// The number of the answer, counted from 1, after which the connection ends.
  private var lastAnswer: Int?
  private var droppedBytes = 0
  private var isClosing = false
  private var bodyBell: Scheduled<Void>?
  private var answerBell: Scheduled<Void>?
  /// How much of a refused body is thrown away so that the client gets to read the answer.
  private static let droppedBytesMax = 1 << 20
  private static let lingerSeconds: Int64 = 2

  init(_ limits: Limits) {
    self.limits = limits
    bodyBytesMax = limits.bodyBytes
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if lastAnswer != nil { return drop(part, context) }
    switch part {
    case .head(let head):
      requestsBegun += 1
      bodyBytes = 0
      let takesFile = AddressBook.all.takesFile(head.method, head.path ?? "")
      bodyBytesMax = takesFile ? limits.fileBytes : limits.bodyBytes
      let bodySeconds = takesFile ? limits.fileSeconds : limits.bodySeconds
      let hasBody = head.headerFields.contains(.contentLength) || head.headerFields.contains(.transferEncoding)
      if hasBody { startBodyBell(context, seconds: bodySeconds) }
      let announced = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
      context.fireChannelRead(data)
      if announced > bodyBytesMax { endAfterThisRequest(context) }
    case .body(let bytes):
      bodyBytes += bytes.readableBytes
      // The piece that goes over the limit is passed on, so that whoever collects the body notices.
      context.fireChannelRead(data)
      if bodyBytes > bodyBytesMax { endAfterThisRequest(context) }
    case .end:
      bodyBell?.cancel()
      context.fireChannelRead(data)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      answersBegun += 1
      startAnswerBell(context)
      if answersBegun == lastAnswer { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      answersEnded += 1
      let isLast = answersEnded == lastAnswer
      let written = promise ?? context.eventLoop.makePromise(of: Void.self)
      written.futureResult.assumeIsolated().whenComplete { [self] _ in
        answerBell?.cancel()
        if isLast { closeGently(context) }
      }
      context.write(data, promise: written)
      if isLast { context.flush() }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    stopBells()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stopBells() }

  /// Lets nothing more of this request in; its answer is the last.
  private func endAfterThisRequest(_ context: ChannelHandlerContext) {
    bodyBell?.cancel()
    lastAnswer = requestsBegun
    if answersEnded >= requestsBegun { closeGently(context) }
  }

  private func drop(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
    guard case .body(let bytes) = part else { return }
    droppedBytes += bytes.readableBytes
    if droppedBytes > Self.droppedBytesMax { context.close(promise: nil) }
  }

  /// Says that nothing more will come, then gives the client a moment to read: closing at once would throw the answer
  /// away together with what it still sends.
  private func closeGently(_ context: ChannelHandlerContext) {
    if isClosing { return }
    isClosing = true
    context.close(mode: .output, promise: nil)
    answerBell?.cancel()
    answerBell = ring(context, after: Self.lingerSeconds) { context in context.close(promise: nil) }
  }

  private func startBodyBell(_ context: ChannelHandlerContext, seconds: Int) {
    bodyBell?.cancel()
    bodyBell = ring(context, after: Int64(seconds)) { [self] context in
      if lastAnswer != nil { return }
      lastAnswer = requestsBegun
      if answersEnded >= requestsBegun { return closeGently(context) }
      context.fireErrorCaught(BodyTooSlow())
    }
  }

  private func startAnswerBell(_ context: ChannelHandlerContext) {
    answerBell?.cancel()
    answerBell = ring(context, after: Int64(limits.responseSeconds)) { context in context.close(promise: nil) }
  }

  private func ring(
    _ context: ChannelHandlerContext, after seconds: Int64, _ act: @escaping (ChannelHandlerContext) -> Void
  ) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) { act(context) }
  }

  private func stopBells() {
    bodyBell?.cancel()
    answerBell?.cancel()
  }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
