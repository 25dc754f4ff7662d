import Breaks
import Store
import Web
import Wire

/// Draws a ballot file again from its own seed and entries, and compares.
///
/// The file is made anew from what it says went in; if that does not give the same bytes, something in it is not as it was
/// drawn.
enum BallotCheck {
  /// What is not as it should be, in plain sentences, the gravest first; empty when the file is right to the last byte.
  ///
  /// - Throws: `JSONFault` or `InvalidInput` when it is no ballot file at all.
  static func differences(in bytes: [UInt8]) throws -> [String] {
    let file = try BallotReader.read(bytes)
    let ballot = try BallotReader.ballot(of: file)
    let again = try BallotShape(ballot, sha256: { sha256($0) })
    if try again.bytes() == bytes { return [] }
    var differences: [String] = []
    if again.seedHash != file.seedHash {
      differences.append("The seed is not the one that was promised: its SHA-256 is \(again.seedHash).")
    }
    differences += slots(file, again) + results(file, again)
    if again.entries != file.entries {
      differences.append("The entries do not stand in the order of their pseudonyms.")
    }
    if again.digest != file.digest {
      differences.append("The digest does not fit what the file says: something in it was altered.")
    }
    return differences.isEmpty ? ["The file is not written as it was published."] : differences
  }

  private static func slots(_ file: BallotShape, _ again: BallotShape) -> [String] {
    if file.slots == again.slots { return [] }
    guard file.slots.map(\.id) == again.slots.map(\.id) else { return ["The dates do not stand in their order."] }
    return zip(file.slots, again.slots).filter { $0.kept != $1.kept }.map { said, right in
      "Of date \(said.id) not \(words(said.kept)) but \(words(right.kept)) were to be kept for prescriptions."
    }
  }

  /// At most three are told one by one.
  private static func results(_ file: BallotShape, _ again: BallotShape) -> [String] {
    if file.results == again.results { return [] }
    guard file.results.count == again.results.count else {
      return ["The file has \(file.results.count) results; the draw has \(again.results.count)."]
    }
    let wrong = zip(file.results, again.results).filter { $0 != $1 }
    let told = wrong.prefix(3).map { said, right in
      "Number \(right.position) is \(outcome(right)); the file says \(outcome(said))."
    }
    return told + (wrong.count > 3 ? ["So are \(wrong.count - 3) more results different."] : [])
  }

  private static func outcome(_ result: BallotShape.Result) -> String {
    let end = result.won ? (result.fromKept == true ? "won from the kept share" : "won") : "not won"
    return "\(result.pseudonym), \(end)\(result.reason.map { " (\($0), \(result.left ?? 0) left)" } ?? "")"
  }

  private static func words(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: " and ")
  }
}
