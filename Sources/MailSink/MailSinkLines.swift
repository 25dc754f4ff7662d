import NIOCore

/// Reads a client's bytes line by line, so that no more than a line is waited for and never more than asked is read.
struct MailSinkLines {
  /// One line, without its line break.
  enum Line {
    case whole(ByteBuffer)
    /// Longer than allowed; read to its end and dropped.
    case tooLong
    /// With a lone LF or CR in it, which two servers could take for two different letters.
    case loneBreak
  }

  /// A line that goes on for longer is a client that means harm.
  private static let droppedMax = 1024 * 1024

  private var source: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var buffer = ByteBuffer()

  init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) {
    source = inbound.makeAsyncIterator()
  }

  /// - Parameter lengthMax: most bytes before the line break.
  /// - Returns: nil when the client has hung up, or sent a megabyte without a line break.
  mutating func next(lengthMax: Int) async throws -> Line? {
    var searched = 0
    var dropped = 0
    while true {
      if let length = indexOfLF(from: searched), var line = buffer.readSlice(length: length + 1) {
        if dropped > 0 { return .tooLong }
        return judge(&line, lengthMax: lengthMax)
      }
      if buffer.readableBytes > lengthMax + 1 {
        dropped += buffer.readableBytes
        if dropped > Self.droppedMax { return nil }
        buffer.clear()
      }
      searched = buffer.readableBytes
      guard var more = try await source.next() else { return nil }
      buffer.discardReadBytes()
      buffer.writeBuffer(&more)
    }
  }

  private func judge(_ line: inout ByteBuffer, lengthMax: Int) -> Line {
    let bytes = line.readableBytesView
    guard bytes.count >= 2, bytes[bytes.endIndex - 2] == 0x0D else { return .loneBreak }
    guard let content = line.readSlice(length: bytes.count - 2) else { return .loneBreak }
    if content.readableBytes > lengthMax { return .tooLong }
    return content.readableBytesView.contains(0x0D) ? .loneBreak : .whole(content)
  }

  private func indexOfLF(from start: Int) -> Int? {
    let view = buffer.readableBytesView
    guard let found = view[(view.startIndex + start)...].firstIndex(of: 0x0A) else { return nil }
    return found - view.startIndex
  }
}
