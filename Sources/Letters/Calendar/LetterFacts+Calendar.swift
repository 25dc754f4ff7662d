extension LetterFacts {
  /// What this letter puts into the reader's calendar, or takes out of it; nil when it carries none.
  func calendarEntry(words: Words, area: AreaFacts) -> CalendarEntry? {
    let desk = CalendarDesk(words: words.calendar, area: area)
    switch self {
    case .bookingConfirmed(let facts), .bookingAccepted(let facts):
      return facts.calendar.map { desk.entry(.request, $0, for: facts.booking) }
    case .bookingCancelled(let facts):
      return facts.calendar.map { desk.entry(.cancel, $0, for: facts.booking) }
    case .partnerNewBooking(let facts):
      return facts.calendar.map { desk.entry(.request, $0, for: facts.booking) }
    case .partnerBookingCancelled(let facts):
      return facts.calendar.map { desk.entry(.cancel, $0, for: facts.booking) }
    case .bookingChanged(let facts):
      return facts.calendar.map { desk.entry(.request, $0, for: facts.booking) }
    case .partnerBookingChanged(let facts):
      return facts.calendar.map { desk.entry(.request, $0, for: facts.booking) }
    case .datesOff(let facts):
      return desk.entry(takingOut: facts, summary: words.calendar.carerSummary)
    case .partnerDatesOff(let facts):
      return desk.entry(takingOut: facts, summary: words.calendar.partnerSummary)
    default:
      return nil
    }
  }
}

/// Words a calendar entry for a carer or for a partner.
private struct CalendarDesk {
  let words: Words.CalendarWords
  let area: AreaFacts

  func entry(_ method: CalendarFile.Method, _ facts: CalendarFacts, for booking: BookingFacts) -> CalendarEntry {
    let values = values(booking.reference, booking.offerTitle)
    return CalendarEntry(
      method: method, facts: facts, summary: fill(words.carerSummary, values),
      location: location(booking.place), description: fill(words.description, values), organizerName: area.schemeName)
  }

  func entry(
    _ method: CalendarFile.Method, _ facts: PartnerCalendarFacts, for booking: PartnerBookingFacts
  ) -> CalendarEntry {
    let values = values(booking.reference, booking.offerTitle)
    return CalendarEntry(
      method: method, facts: facts.entry, summary: fill(words.partnerSummary, values),
      location: location(facts.place), description: fill(words.description, values), organizerName: area.schemeName)
  }

  func entry(takingOut facts: DatesOffFacts, summary: String) -> CalendarEntry {
    let values = values(facts.reference, facts.offerTitle)
    return CalendarEntry(
      method: .cancel, facts: facts.calendar, summary: fill(summary, values),
      location: location(facts.place), description: fill(words.description, values), organizerName: area.schemeName)
  }

  private func values(_ reference: String, _ title: String) -> [String: String] {
    ["reference": reference, "title": title, "phone": area.phone, "hours": area.phoneHours]
  }

  private func location(_ place: PlaceFacts) -> String {
    ([place.name] + place.addressLines).joined(separator: ", ")
  }
}
