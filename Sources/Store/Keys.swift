import Breaks
import Crypto
import Foundation

/// The secrets of one installation: everything that is sealed, signed or looked up blindly hangs on its one master key.
///
/// Each use has a key of its own, derived by HKDF-SHA256 (RFC 5869), so that none can stand in for another.
package struct Keys: Sendable {
  /// Names the master key in everything it seals, so that a later one can follow.
  package let id: String
  private let sealing: SymmetricKey
  private let codes: SymmetricKey
  private let chaining: SymmetricKey
  private let links: SymmetricKey

  /// Derives all keys from a master key.
  ///
  /// - Parameters:
  ///   - id: 1...20 letters and digits.
  ///   - master: 32 unpredictable bytes.
  package init(id: String, master: [UInt8]) {
    precondition(master.count == 32, "a master key has 32 bytes")
    self.id = id
    let root = SymmetricKey(data: master)
    func derived(_ use: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Data("breather \(use)".utf8), outputByteCount: 32)
    }
    sealing = derived("sealing")
    codes = derived("codes")
    chaining = derived("chaining")
    links = derived("links")
  }

  /// Seals bytes so that they can be read only with the key, and only in the place they were sealed for.
  ///
  /// - Parameter place: table, column and row, such as `carer.profile.<id>`; moved elsewhere, a value will not open.
  /// - Returns: nonce, ciphertext and tag, as AES-GCM combines them (NIST SP 800-38D).
  package func seal(_ bytes: [UInt8], place: String) throws -> [UInt8] {
    let box = try AES.GCM.seal(bytes, using: sealing, authenticating: authenticated(place))
    guard let combined = box.combined else { throw StoreFault.sealBroken(place: place) }
    return [UInt8](combined)
  }

  /// Opens what was sealed for a place.
  ///
  /// - Throws: `StoreFault.sealBroken` when the bytes were altered, moved, or sealed with another key.
  package func open(_ bytes: [UInt8], place: String) throws -> [UInt8] {
    do {
      let box = try AES.GCM.SealedBox(combined: bytes)
      return [UInt8](try AES.GCM.open(box, using: sealing, authenticating: authenticated(place)))
    } catch {
      throw StoreFault.sealBroken(place: place)
    }
  }

  /// The keyed hash of a short code: its space is small enough to search, so a bare hash would not do.
  package func codeHash(_ code: String, for address: String) -> [UInt8] {
    [UInt8](HMAC<SHA256>.authenticationCode(for: Data("\(address)|\(code)".utf8), using: codes))
  }

  /// The next link of the audit's chain.
  package func link(after previous: [UInt8], entry: String) -> [UInt8] {
    [UInt8](HMAC<SHA256>.authenticationCode(for: Data(previous + Array(entry.utf8)), using: chaining))
  }

  /// The mark on a link's token: 16 bytes that nobody can make without the key.
  package func linkMark(_ id: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(Array("link".utf8) + id), using: links).prefix(16))
  }

  private func authenticated(_ place: String) -> Data { Data("\(place)|\(id)".utf8) }
}

/// SHA-256 (FIPS 180-4), for values that are unpredictable already, such as tokens, and for comparing requests.
package func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] { [UInt8](SHA256.hash(data: Array(bytes))) }

/// Compares secrets byte by byte in a time that does not tell where they differ.
package func sameSecret(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

/// What the store itself may be surprised by.
package enum StoreFault: Error, Sendable, Equatable {
  /// A sealed value does not open: altered, moved or sealed with another key.
  case sealBroken(place: String)
  /// A stored value is not one that this version writes.
  case unreadable(column: String)
}
