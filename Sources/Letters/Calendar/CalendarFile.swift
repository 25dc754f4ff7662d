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
  let summary: String
  let location: String
  let description: String
  let organizerName: String
}

extension CalendarFile {
  /// Writes the object: one event each, with the UID of its number.
  init(_ entry: CalendarEntry) {
    method = entry.method
    var lines = CalendarLines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("PRODID", "-//Breather//Letters//EN")
    lines.add("VERSION", "2.0")
    lines.add("CALSCALE", "GREGORIAN")
    lines.add("METHOD", entry.method.rawValue)
    for event in entry.facts.events {
      Self.add(event.time, uid: CalendarRules.uid(entry.facts.uid, event.number), of: entry, to: &lines)
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

  /// `20261204T150000Z`.
  private static func stamp(_ instant: Instant) -> String {
    String(instant.text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}
