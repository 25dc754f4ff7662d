import Breaks
import CBareWriter
import SQL
import Store
import Synchronization
import UseCases

/// Callers who come one after another, all at once, until every booking is made.
struct Rush: Sendable {
  let database: any SQLDatabase
  let callers: Int

  /// Grants all of a town's wishes.
  ///
  /// Measured is what a request costs below HTTP: the errand with its rules, sealing, letters and audit, the answer
  /// written as JSON and kept under its key, and the wait until all of it is on disk.
  func grantWishes(of town: BenchTown) async throws -> Rate {
    try await run(town.wishes.count) { try await grant($0, of: town) }
  }

  /// Runs recorded statements again, those of each booking in a unit of work of its own.
  ///
  /// Measured is the engine alone: values bound, rows read, a savepoint each, and the wait until it is on disk.
  func rerun(_ bookings: [[RecordedStatement]]) async throws -> Rate {
    try await run(bookings.count) { place in
      let booking = bookings[place]
      try await database.write { tx in
        for statement in booking { try statement.run(tx) }
      }
    }
  }

  private func run(_ count: Int, _ book: @escaping @Sendable (Int) async throws -> Void) async throws -> Rate {
    let line = Line()
    return try await Rate.measure(bookings: count) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<callers {
          group.addTask {
            while let place = line.next(below: count) { try await book(place) }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  private func grant(_ place: Int, of town: BenchTown) async throws {
    let wish = town.wishes[place]
    let market = Marketplace(database: database, world: .bench, keys: town.keys)
    let said = Array("POST /v1/bookings\n\(wish.request.offer.text) \(wish.request.slots.map(\.text))".utf8)
    let once = Once(caller: wish.caller.person, key: "bench-\(place)", request: said)
    let answer = try await market.bookBreak(as: wish.caller, wish.request, once: once, render: Answer.render)
    guard answer.status == Answer.created else { throw BenchFault("A booking was not made.") }
  }
}

/// Whose wish is next.
private final class Line: Sendable {
  private let served = Atomic<Int>(0)

  func next(below count: Int) -> Int? {
    let place = served.wrappingAdd(1, ordering: .relaxed).oldValue
    return place < count ? place : nil
  }
}

/// What one measurement found.
struct Rate: Sendable {
  let bookings: Int
  let seconds: Double
  /// How often SQLite waited for the disk.
  let syncs: Int

  var perSecond: Double { Double(bookings) / seconds }
  var bookingsPerSync: Double { Double(bookings) / Double(max(1, syncs)) }

  /// Times some work.
  static func measure(bookings: Int, _ work: () async throws -> Void) async throws -> Rate {
    let syncsBefore = bare_disk_counted().syncs
    let begun = ContinuousClock.now
    try await work()
    let took = begun.duration(to: .now)
    return Rate(
      bookings: bookings, seconds: took / .seconds(1), syncs: Int(bare_disk_counted().syncs - syncsBefore))
  }
}
