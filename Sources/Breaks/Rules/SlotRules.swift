/// Which dates a partner may add to an offer.
package enum SlotRules {
  /// The most dates in one request.
  package static let mostAtOnce = 400
  /// How far ahead a date may begin, in months.
  package static let monthsAhead = 36
  /// How long one date may be, in days.
  package static let daysLong = 31

  /// Everything wrong with the dates of a request, each with its pointer; empty when all may be added.
  ///
  /// - Parameter standing: what the offer has already.
  package static func problems(
    _ requests: [SlotRequest], of offer: OfferDetails, beside standing: StandingDates, now: Instant
  ) -> [Problem] {
    if requests.isEmpty { return [Problem("/slots", "too_few", "Please give at least one date.")] }
    if requests.count > mostAtOnce {
      return [Problem("/slots", "too_many", "Please give at most \(mostAtOnce) dates at once.")]
    }
    let lastDay = London.day(of: now).adding(months: monthsAhead)
    let overlapping = Set(RoomRules.overlapping(requests, of: offer, standing: standing.spans))
    var seen = standing.starts
    return requests.enumerated().flatMap { place, request in
      var problems = problemsOfTimes(request, at: "/slots/\(place)", lastDay: lastDay, now: now)
      if !seen.insert(request.startsAt).inserted {
        problems.append(
          Problem("/slots/\(place)/startsAt", "duplicate", "The offer has a date that begins at this time already."))
      } else if overlapping.contains(place) {
        problems.append(
          Problem("/slots/\(place)/startsAt", "overlaps", "The same rooms or beds are let to somebody else meanwhile."))
      }
      return problems + RoomRules.problems(request.room, of: offer, at: "/slots/\(place)")
    }
  }

  private static func problemsOfTimes(
    _ request: SlotRequest, at place: String, lastDay: Day, now: Instant
  ) -> [Problem] {
    var problems: [Problem] = []
    if request.startsAt <= now {
      problems.append(Problem(place + "/startsAt", "in_the_past", "This date has begun already."))
    } else if London.day(of: request.startsAt) > lastDay {
      problems.append(
        Problem(place + "/startsAt", "in_the_future", "A date begins within three years, by \(lastDay.text)."))
    }
    // An hour more than the days: a stay over the end of summer time is that much longer.
    if request.endsAt <= request.startsAt {
      problems.append(Problem(place + "/endsAt", "ends_before_start", "A date ends after it begins."))
    } else if request.endsAt > request.startsAt.adding(hours: daysLong * 24 + 1) {
      problems.append(Problem(place + "/endsAt", "too_large", "A date lasts at most \(daysLong) days."))
    }
    return problems
  }
}
