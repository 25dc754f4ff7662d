import Crypto

/// SHA-256 of a file that is read piece by piece.
package struct FileDigest {
  private var hash = SHA256()

  /// Of no bytes yet.
  package init() {}

  /// Takes in the next piece.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  /// All pieces so far, as 64 lower-case hexadecimal digits.
  package var text: String { hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
