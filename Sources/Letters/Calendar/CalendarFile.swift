import Breaks

/// A calendar object that travels with a letter (RFC 5545), with its method (RFC 5546).
package struct CalendarFile: Equatable, Sendable {
  /// What the reader's calendar should do; the letter's MIME type must name the same (`text/calendar; method=…`).
  package enum Method: String, Equatable, Sendable {
    /// Put the entry in, or change it.
    case request = "REQUEST"
    /// Take the entry out.
    case cancel = "CANCEL"
  }

  /// The method that the body names.
  package let method: Method
  /// The whole object: UTF-8, lines end in CRLF, no line longer than 75 octets.
  package let body: String
}

/// What one letter puts into a calendar, or takes out of it.
struct CalendarEntry {
  let method: CalendarFile.Method
  let facts: CalendarFacts
  let slots: [SlotFacts]
  let summary: String
  let location: String
  let description: String
  let organizerName: String
}

extension CalendarFile {
  /// Writes the object.
  ///
  /// Nights that follow each other are one event from the first arrival to the last departure. Slots with days between
  /// them are one event each, with `-1`, `-2` … behind the UID.
  init(_ entry: CalendarEntry) {
    method = entry.method
    var lines = CalendarLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("PRODID", "-//Breather//Letters//EN")
    lines.add("VERSION", "2.0")
    lines.add("CALSCALE", "GREGORIAN")
    lines.add("METHOD", entry.method.rawValue)
    let events = Self.joined(entry.slots)
    for (index, slot) in events.enumerated() {
      let uid = events.count == 1 ? entry.facts.uid : "\(entry.facts.uid)-\(index + 1)"
      Self.add(slot, uid: uid, of: entry, to: &lines)
    }
    lines.add("END", "VCALENDAR")
    body = lines.text
  }

  private static func add(_ slot: SlotFacts, uid: String, of entry: CalendarEntry, to lines: inout CalendarLines) {
    let organizer = CalendarLines.parameter(entry.organizerName)
    lines.add("BEGIN", "VEVENT")
    lines.add("UID", CalendarLines.escaped(uid))
    lines.add("SEQUENCE", String(max(0, entry.facts.sequence)))
    lines.add("DTSTAMP", stamp(entry.facts.writtenAt))
    lines.add("DTSTART", stamp(slot.startsAt))
    lines.add("DTEND", stamp(slot.endsAt))
    lines.add("SUMMARY", CalendarLines.escaped(entry.summary))
    if !entry.location.isEmpty { lines.add("LOCATION", CalendarLines.escaped(entry.location)) }
    lines.add("DESCRIPTION", CalendarLines.escaped(entry.description))
    lines.add("ORGANIZER;CN=\(organizer)", CalendarLines.mailto(entry.facts.organizerEmail))
    lines.add(
      "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE",
      CalendarLines.mailto(entry.facts.attendeeEmail))
    lines.add("STATUS", entry.method == .cancel ? "CANCELLED" : "CONFIRMED")
    lines.add("TRANSP", "OPAQUE")
    lines.add("CLASS", "PRIVATE")
    lines.add("END", "VEVENT")
  }

  /// Slots as events: nights of which each begins on the day the last one ended become one stay.
  static func joined(_ slots: [SlotFacts]) -> [SlotFacts] {
    let sorted = slots.sorted { $0.startsAt < $1.startsAt }
    let follows = zip(sorted, sorted.dropFirst()).allSatisfy { night, next in
      London.day(of: night.endsAt) == London.day(of: next.startsAt)
    }
    guard let first = sorted.first, let last = sorted.last, follows, sorted.allSatisfy(\.isNight) else { return sorted }
    return [SlotFacts(startsAt: first.startsAt, endsAt: last.endsAt)]
  }

  /// `20261204T150000Z`.
  private static func stamp(_ instant: Instant) -> String {
    String(instant.text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}

extension SlotFacts {
  fileprivate var isNight: Bool { London.day(of: startsAt) < London.day(of: endsAt) }
}
