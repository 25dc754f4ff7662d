import ArgumentParser
import Wire

/// `breather areas`: where the scheme runs.
struct Areas: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Where the scheme runs: its numbers, hours and limits.", subcommands: [List.self, Show.self])

  /// `breather areas list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List the areas.")

    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.browse("areas", query: page.query), AreaPages.list)
    }
  }

  /// `breather areas show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show an area.")

    @Argument(help: .theArea) var area: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.browse("areas", area), AreaPages.page)
    }
  }
}

/// `breather refusals`: what was refused, counted without persons.
struct RefusalsDesk: Verb {
  static let configuration = CommandConfiguration.desk(
    "Count what was refused, day by day and without persons: full dates, used-up shares and so on; for coordinators.",
    named: "refusals")

  @Option(help: .anArea) var area: String?
  @Option(help: .firstDay) var from: String?
  @Option(help: .lastDay) var to: String?
  @OptionGroup var page: PageOptions
  @OptionGroup var desk: DeskOptions

  func work(at desk: Desk) async throws {
    let query = Typed.query([("area", area), ("from", from), ("to", to)]) + page.query
    try await desk.tell(.get("refusals", query: query), AreaPages.refusals)
  }
}

/// How areas look at the desk.
enum AreaPages {
  static func list(_ found: JSON, on terminal: Terminal) -> [String] {
    let areas = found["items"]?.items ?? []
    guard !areas.isEmpty else { return ["There is no area yet."] }
    var table = Table(
      .firm("area"), .soft("name", least: 10), .soft("scheme", least: 12), .soft("phone", least: 12),
      .soft("hours", least: 12))
    for area in areas {
      table.rows.append(["slug", "name", "schemeName", "phone", "phoneHours"].map { area.said($0) ?? "" })
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found) + ["All of one: breather areas show AREA"]
  }

  static func page(_ area: JSON, on terminal: Terminal) -> [String] {
    var facts = Facts()
    facts.add("area", area.said("slug"))
    facts.add("name", area.said("name"))
    facts.add("scheme", area.said("schemeName"))
    facts.add("phone", area.said("phone"))
    facts.add("hours", area.said("phoneHours"))
    facts.add("e-mail", area.said("email"))
    facts.add("address", area.said("postalAddress"))
    facts.add("postcodes", area.saidList("postcodeDistricts").joined(separator: ", "))
    facts.add("in danger", area.said("safeguardingPhone").map { "999, then \($0)" })
    facts.add("limits", (area["caps"]?.items ?? []).map(cap).joined(separator: "\n"))
    facts.add("care", area["careHoursPerWeek"]?.int.map { "\($0) hours a week" })
    facts.add("answers for data", area.said("controller"))
    facts.add(
      "privacy notice", [area.said("privacyNotice", "version"), area.said("privacyNotice", "url")].withCommas())
    return facts.lines(on: terminal)
  }

  static func refusals(_ found: JSON, on terminal: Terminal) -> [String] {
    let counts = found["items"]?.items ?? []
    guard !counts.isEmpty else { return ["Nothing was refused on these days."] }
    var table = Table(.firm("day"), .soft("area", least: 9), .soft("what was refused", least: 16), .firm("times"))
    for count in counts {
      table.rows.append([
        count.said("day") ?? "", count.said("area") ?? "", FieldWords.camel(count.said("code") ?? ""),
        String(count["count"]?.int ?? 0),
      ])
    }
    return table.lines(on: terminal) + [""] + OfferPages.more(found)
  }

  /// Such as `overnight: 1 a half-year`.
  private static func cap(_ cap: JSON) -> String {
    "\(FieldWords.camel(cap.said("stay") ?? "")): \(CapPages.limit(cap))"
  }
}
