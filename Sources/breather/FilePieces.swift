import Foundation
import Store

/// A file, read once from beginning to end.
enum FilePieces {
  private static let bytesAtOnce = 1 << 20

  /// Reads the first bytes of a file.
  ///
  /// - Parameters:
  ///   - count: how many bytes there must be.
  ///   - take: is given each piece.
  /// - Returns: the SHA-256 of all of them.
  static func read(
    _ descriptor: Int32, _ path: String, count: Int64, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> String {
    var digest = FileDigest()
    var place: Int64 = 0
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytesAtOnce, alignment: 4096)
    defer { room.deallocate() }
    while place < count {
      let got = pread(descriptor, room.baseAddress, Int(min(Int64(bytesAtOnce), count - place)), Int(place))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw got < 0 ? FileOnDisk.trouble("be read", path) : CommandFault("\(path) became shorter while it was read.")
      }
      let piece = UnsafeRawBufferPointer(rebasing: room[..<got])
      digest.add(piece)
      try take(piece)
      place += Int64(got)
    }
    return digest.text
  }

  /// Writes all of it at the file's end.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(CommandFault) {
    var rest = bytes
    while !rest.isEmpty {
      let put = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw FileOnDisk.trouble("be written", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[put...])
    }
  }
}
