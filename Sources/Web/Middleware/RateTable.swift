import Synchronization

/// Who asked how much lately: a bucket of tokens each, which fills again as time goes by.
final class RateTable: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  private let rate: Rate
  private let buckets = Mutex<[String: Bucket]>([:])
  /// So that the table cannot be made to fill the memory.
  private static let most = 20_000

  init(_ rate: Rate) { self.rate = rate }

  /// Takes a token.
  ///
  /// - Throws: `HTTPProblem` (429) when none is left, with the seconds until the next.
  func take(_ key: String, now: ContinuousClock.Instant = .now) throws(HTTPProblem) {
    let missing = buckets.withLock { buckets in
      if buckets.count >= Self.most, buckets[key] == nil { Self.forgetOldest(&buckets) }
      var bucket = buckets[key] ?? Bucket(tokens: Double(rate.burst), at: now)
      let passed = Double((now - bucket.at).nanoseconds) / 1e9
      bucket.tokens = min(Double(rate.burst), bucket.tokens + max(0, passed) * rate.perSecond)
      bucket.at = now
      let missing = 1 - bucket.tokens
      if missing <= 0 { bucket.tokens -= 1 }
      buckets[key] = bucket
      return missing
    }
    if missing > 0 { throw .tooMany(retrySeconds: max(1, Int((missing / rate.perSecond).rounded(.up)))) }
  }

  /// How many are remembered.
  var count: Int { buckets.withLock { $0.count } }

  /// Forgets the tenth that has not asked for longest.
  private static func forgetOldest(_ buckets: inout [String: Bucket]) {
    let oldest = buckets.sorted { $0.value.at < $1.value.at }.prefix(most / 10)
    for (key, _) in oldest { buckets[key] = nil }
  }
}
