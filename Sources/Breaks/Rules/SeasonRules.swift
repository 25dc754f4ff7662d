/// What an offer's season must be, and what it keeps out.
package enum SeasonRules {
  /// The longest season, in days: a year, a leap year's too.
  package static let daysMax = 366

  /// What is wrong with a season, at the places where a request has it.
  package static func problems(of season: Season?) -> [Problem] {
    guard let season else { return [] }
    if season.to < season.from {
      return [Problem("/season/to", "ends_before_start", "The season ends before it begins.")]
    }
    if season.to.daysSince1970 - season.from.daysSince1970 >= daysMax {
      return [Problem("/season/to", "too_large", "A season has at most \(daysMax) days.")]
    }
    return []
  }

  /// What is wrong with a season because of dates that were added before.
  ///
  /// - Parameter outside: how many coming dates lie outside and are not paused.
  package static func problems(datesOutside outside: Int) -> [Problem] {
    if outside == 0 { return [] }
    let dates = outside == 1 ? "1 coming date lies" : "\(outside) coming dates lie"
    return [
      Problem("/season", "dates_outside_season", "\(dates) outside this season. Pause them first, or say a longer one.")
    ]
  }

  /// What is wrong with a rule because dates that it makes lie outside a season.
  package static func problems(ofRuleWith dates: [SlotRequest], outside season: Season?) -> [Problem] {
    guard let season, let wrong = dates.first(where: { !season.holds($0.startsAt) }) else { return [] }
    let end = London.day(of: wrong.startsAt) < season.from ? "from" : "until"
    return [Problem("/repeat/\(end)", "outside_season", "This break is given from \(season.shown) only.")]
  }

  /// Which dates of a request lie outside a season, each with its pointer.
  package static func problems(_ requests: [SlotRequest], outside season: Season?) -> [Problem] {
    guard let season else { return [] }
    return requests.enumerated().filter { !season.holds($0.element.startsAt) }.map { place, _ in
      Problem(
        "/slots/\(place)/startsAt", "outside_season", "This break is given from \(season.shown) only.")
    }
  }
}
