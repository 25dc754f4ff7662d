import Breaks
import Logging
import SQL
import Synchronization
import Testing

@testable import breather

/// What operators and scripts are told.
struct SettingsEndingTests {
  @Test func `each kind of trouble has its exit code`() throws {
    #expect(Ending(of: SettingsMistakes(mistakes: []))?.code == 78)
    #expect(Ending(of: KeyFault.missing("k"))?.code == 78)
    #expect(Ending(of: SQLFault.lockedByAnotherProcess("held"))?.code == 75)
    #expect(Ending(of: SQLFault.diskFull)?.code == 1)
    #expect(Ending(of: BadValue("not_a_slug", "no"))?.code == 65)
    #expect(Ending(of: CancellationError()) == nil)
  }

  @Test func `a line of the log is JSON and holds only what may be in it`() throws {
    let lines = Mutex<[String]>([])
    var logger = Logger(label: "test") { _ in
      JSONLog(level: .info, now: { Instant(millis: 0) }, write: { line in lines.withLock { $0.append(line) } })
    }
    logger[metadataKey: "email"] = "moira@example.org"
    logger.info("a \"request\"\n", metadata: ["status": .stringConvertible(200), "route": "/v1/me", "name": "Moira"])
    logger.debug("not this one")
    let expected =
      #"{"time":"1970-01-01T00:00:00Z","level":"info","message":"a \"request\"\n","route":"/v1/me","status":200}"#
    #expect(lines.withLock { $0 } == [expected])
  }

  @Test func `the live world makes ids that sort by time`() {
    let ids = (0..<100).map { _ in World.live.newID() }
    #expect(Set(ids).count == 100)
    #expect(ids.allSatisfy { $0.uuid.6 >> 4 == 7 && $0.uuid.8 >> 6 == 2 })
    #expect(World.live.randomBytes(32).count == 32)
    #expect(World.live.randomBytes(32) != World.live.randomBytes(32))
  }
}
