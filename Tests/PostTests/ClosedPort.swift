import Foundation

/// A port of loopback on which nothing listens, and which nobody else of the many tests beside this one is given meanwhile.
final class ClosedPort: Sendable {
  struct Taken: Error {}

  let port: Int
  private let socket: Int32

  /// Keeps a port of one's own, such as that of a server that was stopped; any when it is 0.
  init(_ port: Int = 0) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    // So that the server may come back while it is kept.
    var yes: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isKept = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isKept else {
      Glibc.close(socket)
      throw Taken()
    }
    self.port = Int(in_port_t(bigEndian: address.sin_port))
  }

  deinit { Glibc.close(socket) }
}
