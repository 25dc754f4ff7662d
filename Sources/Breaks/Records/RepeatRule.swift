/// Dates that come again and again: "Tuesdays from 10:00 to 12:00 until July, not on bank holidays".
package struct RepeatRule: Sendable, Equatable {
  /// Never empty.
  package var weekdays: Set<Weekday>
  /// When each date begins, as London's clocks show it.
  package var starts: WallTime
  /// When it ends; a time that is not after `starts` is on the next day.
  package var ends: WallTime
  /// The first day that may have a date.
  package var from: Day
  /// The last one.
  package var until: Day
  /// Every week is 1, every other week 2; 1...8. Weeks run from Monday and are counted from that of `from`.
  package var everyWeeks: Int
  package var exceptBankHolidays: Bool
  /// Days on which there is none, whatever the rule says.
  package var exceptDays: Set<Day>
  /// What each date has room for.
  package var room: SlotRoom

  /// Says when dates come again.
  package init(
    weekdays: Set<Weekday>, starts: WallTime, ends: WallTime, from: Day, until: Day, everyWeeks: Int = 1,
    exceptBankHolidays: Bool = false, exceptDays: Set<Day> = [], room: SlotRoom
  ) {
    self.weekdays = weekdays
    self.starts = starts
    self.ends = ends
    self.from = from
    self.until = until
    self.everyWeeks = everyWeeks
    self.exceptBankHolidays = exceptBankHolidays
    self.exceptDays = exceptDays
    self.room = room
  }
}

/// How a partner says which dates are to be added: one by one, or by a rule.
package enum SlotsAsked: Sendable, Equatable {
  case each([SlotRequest])
  case by(RepeatRule)
}
