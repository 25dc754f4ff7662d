import Breaks
import Synchronization

/// The address at which people reach us from outside, as letters' links begin with it.
final class FrontDoor: Sendable {
  private let known: Mutex<PublicAddress?>
  private let host: String

  /// Takes the address from the settings.
  init(_ settings: Settings) {
    known = Mutex(settings.publicURL)
    host = settings.host
  }

  /// Nil until it is known; letters that are written before carry no link.
  var address: PublicAddress? { known.withLock { $0 } }

  /// Told the port on which we listen: on a machine of one's own that is the address, unless the settings say another.
  func listens(on port: Int) {
    guard Settings.isLoopback(host) else { return }
    let own = try? PublicAddress(host: host, port: port)
    known.withLock { $0 = $0 ?? own }
  }
}
