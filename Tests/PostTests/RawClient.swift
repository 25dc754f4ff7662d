import Foundation

/// A mail client that says exactly what a test tells it to, however rude.
///
/// Its calls block, for at most five seconds each, on threads that are not the cooperative pool's: the server under test
/// lives there.
final class RawClient: Sendable {
  struct Broken: Error {}

  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Broken() }
  }

  deinit {
    Glibc.close(socket)
  }

  func say(_ text: String) async throws {
    let bytes = Array(text.utf8)
    let sent = await onOwnThread { [socket] in Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
    guard sent == bytes.count else { throw Broken() }
  }

  /// The codes of the next replies; fewer when the server hangs up or is silent for five seconds.
  func codes(_ count: Int) async -> [Int] {
    await onOwnThread { [socket] in
      var text: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while Self.codes(in: text).count < count {
        let got = Glibc.recv(socket, &chunk, chunk.count, 0)
        if got <= 0 { break }
        text += chunk[..<got]
      }
      return Self.codes(in: text)
    }
  }

  private func onOwnThread<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: work()) }
    }
  }

  private static func codes(in text: [UInt8]) -> [Int] {
    String(decoding: text, as: UTF8.self).components(separatedBy: "\r\n").dropLast()
      .filter { $0.dropFirst(3).first == " " }
      .compactMap { Int($0.prefix(3)) }
  }
}
