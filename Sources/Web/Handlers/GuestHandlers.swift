import Breaks
import HTTPTypes
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/partners/{id}/guests`
  func listGuests() async throws -> Response {
    try requireToken()
    let today = London.day(of: market.world.now())
    let days = try query(readDays)
    let first = days.from ?? days.to.map { min($0, today) } ?? today
    // Behind the last year that a day can say there is no week.
    let last = days.to ?? (first.year < 9999 ? first.adding(days: 6) : first)
    let found = try await guests(from: first, to: last, act: "guests_read")
    return try Reply.json(GuestsShape(found, from: first, to: last), ask: self)
  }

  /// `GET /v1/partners/{id}/guests.csv`
  func exportGuests() async throws -> Response {
    try requireToken()
    let today = London.day(of: market.world.now())
    let day = try query { q -> Day? in q.value("day", Day.init(text:)) ?? today }
    let found = try await guests(from: day, to: day, act: "guests_exported")
    var answer = Reply.bytes(GuestSheet.bytes(found), type: "text/csv; charset=utf-8")
    // The name of the file says the day and nobody's name.
    answer.headers[.contentDisposition] = "attachment; filename=\"guests-\(day.text).csv\""
    return answer
  }

  private func guests(from first: Day, to last: Day, act: String) async throws -> [GuestDay] {
    let partner = try id("id", Partner.self)
    return try await asParameters {
      try await market.carryOut(as: caller) {
        try $0.guests(ofPartner: partner, from: first, to: last, act: act)
      }
    }
  }
}
