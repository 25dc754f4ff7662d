/// A lot that anybody can draw again: everything hangs on one seed, whose hash was published before the window closed.
///
/// Ticket `i` of an entry is SHA-256 of the text `seed:pseudonym:i`, the seed as 64 hexadecimal digits and `i` counted
/// from 0. An entry stands at the lowest of its tickets, lower before higher, so that twice the tickets is twice the
/// chance to stand first.
package struct Lot: Sendable {
  /// How many bytes a seed has.
  package static let seedLength = 32

  /// 64 lower-case hexadecimal digits.
  package let seed: String
  private let sha256: @Sendable ([UInt8]) -> [UInt8]

  /// Makes a lot of its seed.
  ///
  /// - Parameters:
  ///   - seed: 32 bytes that nobody could foretell when the hash of them was published.
  ///   - sha256: the hash function (FIPS 180-4), which the trade does not know itself.
  package init(seed: [UInt8], sha256: @escaping @Sendable ([UInt8]) -> [UInt8]) {
    self.seed = hexadecimal(seed)
    self.sha256 = sha256
  }

  /// The lowest ticket of an entry.
  package func ticket(of pseudonym: Pseudonym, weight: Int) -> [UInt8] {
    let begin = Array("\(seed):\(pseudonym.text):".utf8)
    var lowest = sha256(begin + Array("0".utf8))
    for number in stride(from: 1, to: weight, by: 1) {
      let ticket = sha256(begin + Array(String(number).utf8))
      if ticket.lexicographicallyPrecedes(lowest) { lowest = ticket }
    }
    return lowest
  }
}
