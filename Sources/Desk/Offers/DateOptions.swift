import ArgumentParser
import Wire

/// How much room a date has.
struct RoomOptions: ParsableArguments {
  @Option(help: "How many people it takes.") var places: Int?
  @Option(help: "How many rooms, tables or beds it has, when they are all alike.") var units: Int?
  @Option(help: "How many of a kind it has, such as twin:3. May be repeated.") var kind: [String] = []
  @Option(help: "How many carers' guests the staff can look after one to one.") var staff: Int?

  /// The members of a request, in the words of the API.
  /// - Throws: `DeskFault` with `.usage`.
  func members() throws -> [(name: String, value: JSON)] {
    var members: [(name: String, value: JSON)] = []
    if let places { members.append(("places", .int(Int64(places)))) }
    if let units { members.append(("units", .int(Int64(units)))) }
    if !kind.isEmpty { members.append(("kinds", .array(try kind.map(Self.kind)))) }
    if let staff { members.append(("staff", .int(Int64(staff)))) }
    return members
  }

  private static func kind(_ typed: String) throws -> JSON {
    let (kind, units) = try Typed.counted(typed, such: "--kind twin:3")
    return ["kind": .string(kind), "units": .int(Int64(units))]
  }
}

/// Dates named one by one, as London's clocks show them.
struct DateOptions: ParsableArguments {
  @Option(help: "A day, such as 2027-03-05. May be repeated.") var date: [String]
  @Option(help: "When it begins, such as 15:00.") var starts: String
  @Option(help: "When it ends; a time that is not after the start is on the next day.") var ends: String
  @OptionGroup var room: RoomOptions

  /// The body of the request.
  /// - Throws: `DeskFault` with `.usage` for a day or a time that there is not.
  func body() throws -> JSON {
    guard let begins = LondonTime.minutes(starts), let over = LondonTime.minutes(ends) else {
      throw DeskFault(.usage, "Write a time like 09:30 or 18:00.")
    }
    let room = try room.members()
    let slots = try date.map { day -> JSON in
      guard let startsAt = LondonTime.instant(day, minuteOfDay: begins),
        let endsAt = LondonTime.instant(day, minuteOfDay: over, daysLater: over > begins ? 0 : 1)
      else { throw DeskFault(.usage, "Write a day like 2027-03-05.") }
      var slot = JSONObject()
      slot["startsAt"] = .string(startsAt)
      slot["endsAt"] = .string(endsAt)
      for (name, value) in room { slot[name] = value }
      return .object(slot)
    }
    return ["slots": .array(slots)]
  }
}

/// A rule that makes dates.
struct RuleOptions: ParsableArguments {
  @Option(name: .customLong("on"), help: "A day of the week, such as tuesday. May be repeated.") var weekday: [String]
  @Option(help: "When each date begins, such as 10:00.") var starts: String
  @Option(help: "When it ends; a time that is not after the start is on the next day.") var ends: String
  @Option(help: "The first day that may have a date, such as 2027-01-05.") var from: String
  @Option(help: "The last one.") var until: String
  @Option(help: "2 for every other week, and so on up to 8.") var everyWeeks: Int?
  @Flag(help: "None on England's bank holidays.") var notBankHolidays = false
  @Option(help: "A day on which there is none. May be repeated.") var except: [String] = []
  @OptionGroup var room: RoomOptions

  /// The body of the request.
  func body() throws -> JSON {
    var rule = JSONObject()
    rule["weekdays"] = .array(Typed.words(weekday).map { .string(Self.weekday($0)) })
    rule["starts"] = .string(starts)
    rule["ends"] = .string(ends)
    rule["from"] = .string(from)
    rule["until"] = .string(until)
    if let everyWeeks { rule["everyWeeks"] = .int(Int64(everyWeeks)) }
    if notBankHolidays { rule["exceptBankHolidays"] = true }
    if !except.isEmpty { rule["exceptDays"] = .array(except.map(JSON.string)) }
    for (name, value) in try room.members() { rule[name] = value }
    return ["repeat": .object(rule)]
  }

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// `tue`, `tues` and `tuesdays` are tuesday; what is no day of the week is left for the server to refuse.
  private static func weekday(_ typed: String) -> String {
    guard typed.count >= 3 else { return typed }
    return weekdays.first { $0.hasPrefix(typed) || typed == $0 + "s" } ?? typed
  }
}
