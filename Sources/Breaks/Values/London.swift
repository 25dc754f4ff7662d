import Foundation

/// The wall clock of England: the zone in which a break's day and hour are meant.
package enum London {
  /// Europe/London, with its summer time; resolved once.
  ///
  /// The program stops with a sentence where the machine has no time zone data, rather than be an hour wrong all summer.
  private static let zone: TimeZone = {
    guard let zone = TimeZone(identifier: "Europe/London"),
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: 1_800_000_000)) == 0,  // January 2027
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: 1_815_000_000)) == 3600  // July 2027
    else { fatalError("This machine has no time zone data for Europe/London: install the package tzdata.") }
    return zone
  }()

  /// Seconds that London's clocks are ahead of UTC at an instant: 0 or 3600 in our time.
  package static func offsetSeconds(at instant: Instant) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.millis) / 1000))
  }

  /// The day that London's calendars show.
  package static func day(of instant: Instant) -> Day {
    let local = instant.millis + Int64(offsetSeconds(at: instant)) * 1000
    return Day(daysSince1970: Int(local.flooredDivision(by: 86_400_000)))
  }

  /// The wall time that London's clocks show, as minutes since midnight, 0...1439.
  package static func minuteOfDay(of instant: Instant) -> Int {
    let local = instant.millis + Int64(offsetSeconds(at: instant)) * 1000
    return Int((local - local.flooredDivision(by: 86_400_000) * 86_400_000) / 60_000)
  }

  /// The instant at which London's clocks show a wall time.
  ///
  /// In the hour that summer time skips, the time an hour later is meant; in the hour that comes twice, the first.
  /// - Parameter minuteOfDay: minutes since midnight, 0...1439.
  package static func instant(_ day: Day, minuteOfDay: Int) -> Instant {
    let wall = Int64(day.daysSince1970) * 86_400_000 + Int64(minuteOfDay) * 60_000
    let early = Instant(millis: wall - 3_600_000)
    if offsetSeconds(at: early) == 3600 { return early }
    return Instant(millis: wall)
  }

  /// What London's clocks show, for people: `15:00`.
  package static func clock(at instant: Instant) -> String {
    let minute = minuteOfDay(of: instant)
    return "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  /// The first instant of a day in London.
  package static func midnight(_ day: Day) -> Instant { instant(day, minuteOfDay: 0) }
}
