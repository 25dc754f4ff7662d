import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing
import Wire

@testable import breather

@Suite(.serialized, .inTurn) struct PostcodeImportTests {
  private static let header = "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,lat,long\r\n"

  private static func line(_ postcode: String, ended: String = "", _ latitude: String, _ longitude: String) -> String {
    "\"\(postcode)\",\"\(postcode)\",\"\(postcode)\",\"198001\",\"\(ended)\",\"0\",\"334000\",\"390000\",\(latitude),\(longitude)\r\n"
  }

  private static func tally(_ text: String) throws -> PostcodeTally {
    var (stream, tally) = (CSVStream(), PostcodeTally())
    try stream.take(text.utf8) { try tally.take($0) }
    try stream.finish { try tally.take($0) }
    return tally
  }

  @Test func `a district's middle is the mean of its live postcodes`() throws {
    let tally = try Self.tally(
      Self.header + Self.line("L15 4LE", "53.390000", "-2.920000") + Self.line("L15 2AB", "53.400000", "-2.930000")
        + Self.line("L15 9ZZ", ended: "199606", "59.000000", "1.000000")
        + Self.line("WN1 1AA", "53.551001", "-2.629001")
        + Self.line("BF1 0AA", "99.999999", "0.000000") + Self.line("GIR 0AA", "99.999999", "0.000000"))
    #expect(tally.rows.map(\.outward) == ["L15", "WN1"])
    #expect(tally.rows.map(\.latitudeMicro) == [53_395_000, 53_551_001])
    #expect(tally.rows.map(\.longitudeMicro) == [-2_925_000, -2_629_001])
    #expect((tally.used, tally.terminated, tally.withoutPlace) == (3, 1, 1))
    #expect(tally.bad.map(\.line) == [7])
  }

  @Test func `bad lines are counted, and the first twenty told`() throws {
    let bad = (0..<30).map { _ in Self.line("L15 4LE", "north", "-2.9") }.joined()
    let tally = try Self.tally(
      Self.header + bad + "x,y\r\n" + Self.line("L15 4LE", "12.0", "-2.9") + Self.line("15L 4LE", "53.4", "-2.9")
        + "\"L15\" 4LE,1\r\n" + Self.line("L15 4LE", "53.4", "-2.9"))
    #expect(tally.badCount == 34)
    #expect(tally.bad.count == 20)
    #expect(tally.bad.first == PostcodeTally.BadLine(line: 2, sentence: "lat and long must be numbers."))
    #expect(tally.used == 1 && tally.lines == 35)
  }

  @Test func `another file is told from its first line`() throws {
    #expect(throws: CommandFault.self) { try Self.tally("postcode,latitude,longitude\nL1 1AA,53,-2\n") }
    #expect(try Self.tally("PCD7,PCD8,PCDS,DOTERM,LAT,LONG\nL1 1AA,L1  1AA,L1 1AA,,53.4,-2.9\n").used == 1)
    #expect(
      try Self.tally("pcd,doterm,lat,long\nWN11AA,,53.4,-2.9\nL15 4LE,,53.4,-2.9\n").rows.map(\.outward) == [
        "L15", "WN1",
      ])
  }

  private func breather(_ arguments: String...) async throws -> Program.End {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather")
    return try await Program.run(
      [program.path] + arguments, in: FileManager.default.temporaryDirectory, environment: ["PATH": "/usr/bin:/bin"])
  }

  @Test func `the operator imports a directory, all of it or nothing`() async throws {
    let name = "breather-postcodes-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (data, file) = (folder + "/data", folder + "/ONSPD_TEST_UK.csv")
    #expect(try await breather("migrate", "--data", data).code == 0)
    let good = (0..<300).map { Self.line("L15 \($0 % 10)LE", "53.39", "-2.92") }.joined()
    let most = Self.header + good + Self.line("WN1 1AA", "53.55", "-2.63") + "what\r\n"
    try most.write(toFile: file, atomically: true, encoding: .utf8)
    let run = try await breather("import-postcodes", file, "--data", data)
    #expect(run.code == 0, "\(run.complained)")
    #expect(run.said.contains("2 districts have their middle, from 301 postcodes"), "\(run.said)")
    #expect(run.complained.contains("line 303: This line has 1 fields"), "\(run.complained)")
    try (Self.header + Self.line("M1 1AA", "53.4", "-2.2") + "what\r\n").write(
      toFile: file, atomically: true, encoding: .utf8)
    let refused = try await breather("import-postcodes", file, "--data", data)
    #expect(refused.code == 65 && refused.complained.contains("nothing was kept"), "\(refused.complained)")
    #expect(try await breather("import-postcodes", folder + "/none.csv", "--data", data).code == 65)
    let lock = try DataLock(folder: data)
    #expect(try await breather("import-postcodes", file, "--data", data).code == 75)
    withExtendedLifetime(lock) {}
    let database = try SQLiteDatabase(folder: data, access: .readOnly)
    let kept = try await database.read { tx in
      try tx.query("SELECT outward FROM outward_centre ORDER BY outward").map { try $0.text("outward") }
    }
    try await database.close()
    #expect(kept == ["L15", "WN1"])
  }
}
