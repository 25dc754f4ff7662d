#if Postgres
  import Foundation
  import SQL
  import Synchronization

  /// A relay on loopback before a server, which can fall silent or lose the answer to a COMMIT.
  final class TCPRelay: Sendable {
    enum Manner: Sendable {
      /// Passes on everything.
      case honest
      /// Passes on nothing, and keeps connections open: a server that is stopped.
      case silent
      /// Passes a COMMIT on to the server, and ends the connection instead of passing on the answer.
      case losesCommits
      /// Ends the connection when a COMMIT comes, without passing it on.
      case dropsCommits
    }

    let port: Int
    private let target: UInt16
    private let listener: Int32
    private let manner = Mutex(Manner.honest)
    private let carried = Mutex<[Carried]>([])

    init(to target: UInt16) throws {
      self.target = target
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = TCPRelay.loopback(port: 0)
      let isBound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, TCPRelay.length) == 0 }
      }
      var bound = sockaddr_in()
      var length = TCPRelay.length
      let isNamed = withUnsafeMutablePointer(to: &bound) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) == 0 }
      }
      guard isBound, isNamed, listen(listener, 64) == 0 else { throw SQLFault.cannotOpen("no port for a relay") }
      self.listener = listener
      port = Int(UInt16(bigEndian: bound.sin_port))
      Thread { [self] in accept() }.start()
    }

    func behave(_ new: Manner) { manner.withLock { $0 = new } }

    /// Ends the relay and all it carries.
    func stop() {
      shutdown(listener, Int32(SHUT_RDWR))
      stopPresent()
    }

    /// Passes on nothing more of the connections there are; new ones are carried as ever.
    func silencePresent() { for carried in carried.withLock({ $0 }) { carried.isSilent.raise() } }

    /// Ends the connections there are.
    func stopPresent() {
      for carried in carried.withLock({ $0 }) {
        shutdown(carried.client, Int32(SHUT_RDWR))
        shutdown(carried.server, Int32(SHUT_RDWR))
      }
    }

    /// One connection and its other half.
    private struct Carried: Sendable {
      let client: Int32
      let server: Int32
      let hasCommit = Flag()
      let isSilent = Flag()
    }

    private static let length = socklen_t(MemoryLayout<sockaddr_in>.size)

    private static func loopback(port: UInt16) -> sockaddr_in {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      return address
    }

    private func accept() {
      while true {
        let client = Foundation.accept(listener, nil, nil)
        guard client >= 0 else { break }
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = TCPRelay.loopback(port: target)
        _ = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, TCPRelay.length) }
        }
        let carried = Carried(client: client, server: server)
        self.carried.withLock { $0.append(carried) }
        Thread { [self] in carry(carried, isFromClient: true) }.start()
        Thread { [self] in carry(carried, isFromClient: false) }.start()
      }
      close(listener)
    }

    /// Descriptors stay open until the test's end, so that none is taken for another.
    private func carry(_ carried: Carried, isFromClient: Bool) {
      let (source, sink) = isFromClient ? (carried.client, carried.server) : (carried.server, carried.client)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = recv(source, &buffer, buffer.count, 0)
        guard count > 0 else { break }
        let manner = manner.withLock { $0 }
        if manner == .silent || carried.isSilent.isRaised { continue }
        if isFromClient, manner != .honest, TCPRelay.holdsCommit(buffer[0..<count]) {
          if manner == .dropsCommits { break }
          carried.hasCommit.raise()
        }
        if !isFromClient, carried.hasCommit.isRaised { break }
        var sent = 0
        while sent < count {
          let more = buffer.withUnsafeBytes {
            send(sink, $0.baseAddress.map { $0 + sent }, count - sent, Int32(MSG_NOSIGNAL))
          }
          guard more > 0 else { break }
          sent += more
        }
      }
      shutdown(source, Int32(SHUT_RDWR))
      shutdown(sink, Int32(SHUT_RDWR))
    }

    private static func holdsCommit(_ bytes: ArraySlice<UInt8>) -> Bool {
      let commit = Array("COMMIT\0".utf8)
      return bytes.indices.contains { bytes[$0...].starts(with: commit) }
    }

    private final class Flag: Sendable {
      private let state = Mutex(false)
      var isRaised: Bool { state.withLock { $0 } }
      func raise() { state.withLock { $0 = true } }
    }
  }
#endif
