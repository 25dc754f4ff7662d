import Foundation
import SQL
import SQLiteEngine
import Synchronization
import TestTown
import TestYard
import Testing

/// A data folder of its own for one test, taken away afterwards.
final class Bench: Sendable {
  let folder: String

  init() throws {
    try InTurn.require()
    Exercised.note(.sqlite)
    var template = Array((NSTemporaryDirectory() + "/breather-engine-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    guard made else { throw SQLFault.cannotOpen("no temporary folder") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Issue.record("the folder \(folder) stayed: \(error)")
    }
  }

  /// The database as `serve` opens it.
  func open(
    bytesMax: Int64? = nil, onFatal: @escaping @Sendable (SQLFault) -> Void = { _ in }
  ) throws -> SQLiteDatabase {
    try SQLiteDatabase(
      folder: folder, access: .owner(try DataLock(folder: folder)), bytesMax: bytesMax, onFatal: onFatal)
  }

  /// A fresh database with some tables.
  func database(_ statements: String..., bytesMax: Int64? = nil) async throws -> SQLiteDatabase {
    let database = try open(bytesMax: bytesMax)
    try await database.write { tx in for statement in statements { try tx.execute(statement) } }
    return database
  }

  func bytes(of file: String) -> Data? { FileManager.default.contents(atPath: folder + "/" + file) }
}

/// A UUID that is different for each number.
func id(_ number: Int) -> UUID {
  let low = UInt8(number & 0xff)
  let high = UInt8(number >> 8 & 0xff)
  return UUID(uuid: (1, 0xff, 0, 0x80, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, high, low))
}

/// The fault that the work throws, nil when it throws none or another error.
func fault<T>(_ work: () async throws -> T) async -> SQLFault? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? SQLFault
  }
}

/// A number that bodies on the writer's thread may raise.
final class Tally: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}

/// An error of a unit of work that is not the database's.
struct No: Error, Equatable {}

/// Expects the work to throw a fault.
func expectFault<T>(
  _ wanted: SQLFault, at place: SourceLocation = #_sourceLocation, _ work: () async throws -> T
) async {
  let found = await fault(work)
  #expect(found == wanted, sourceLocation: place)
}

/// Runs work that blocks its thread, off the threads that tasks share.
func blocking(_ work: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async {
      work()
      continuation.resume()
    }
  }
}
