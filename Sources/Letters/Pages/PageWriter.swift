import Breaks
import Foundation

/// Writes the pages behind the links in letters: whole HTML pages without scripts, their words in templates.
///
/// As with letters, every template is tried on made-up facts when the writer is made.
package struct PageWriter: Sendable {
  private let shelf: TemplateShelf
  private let maker: SheetMaker

  /// Loads the templates.
  ///
  /// - Parameters:
  ///   - templatesFolder: the folder that holds one folder a language, such as `en`, with `pages` in it.
  ///   - answers: the words that can be chosen, by the purposes that are served; each purpose has two pages of its own.
  /// - Throws: `LetterFault`, which names the file that is missing or broken.
  package init(templatesFolder: String, answers: [LinkPurpose: [String]]) throws {
    let english = (templatesFolder as NSString).appendingPathComponent("en")
    shelf = try TemplateShelf(folder: english)
    maker = SheetMaker(words: try Words.load(folder: english))
    for page in LinkPage.specimens(answers) { _ = try write(page) }
  }

  /// Writes a page.
  ///
  /// - Throws: `LetterFault` when a template is missing, or names a fact that the page does not have.
  package func write(_ page: LinkPage) throws -> String {
    switch page {
    case .asks(let facts, let trouble):
      try shelf.render("pages/\(facts.purpose.rawValue).html", sheet(facts).with(PageWriter.sheet(trouble)))
    case .answered(let facts, let answer, let isAgain):
      try shelf.render(
        "pages/\(facts.purpose.rawValue)_done.html",
        sheet(facts).with(PageWriter.did(answer, of: facts.answers)).with(["isAgain": .yes(isAgain)]))
    case .over(let area): try shelf.render("pages/over.html", PageWriter.sheet(area))
    case .settled(let area): try shelf.render("pages/settled.html", PageWriter.sheet(area))
    case .unknown: try shelf.render("pages/unknown.html", [:])
    case .problem(let problem): try shelf.render("pages/problem.html", PageWriter.sheet(problem))
    }
  }

  private func sheet(_ facts: LinkPageFacts) -> FactSheet {
    let nothing: FactSheet = [
      "offerTitle": .absent, "slots": .list([]), "party": .absent, "guests": .list([]), "anyNeeds": .yes(false),
      "anySevere": .yes(false), "rooms": .absent, "careRatio": .absent, "careNeeds": .list([]),
    ]
    let written = facts.written.flatMap { $0.isEmpty ? nil : Fact.words($0) }
    return (facts.booking.map { maker.partnerBooking($0) } ?? nothing).with(PageWriter.sheet(facts.area)).with([
      "reference": .text(facts.reference), "seen": .words("\(facts.version)"), "until": .words(facts.until.spoken),
      "isShown": .yes(facts.booking != nil),
      // A page that may show neither place nor date does not say who wrote either.
      "schemeName": facts.booking == nil ? .absent : .text(facts.area.schemeName),
      "placeName": facts.booking == nil ? .absent : .text(facts.placeName), "written": written ?? .absent,
      "was": maker.was(facts.was), "isChange": .yes(facts.was != nil),
      "costs": .yes(facts.costs), "waits": .yes(facts.waits),
      "isPrivate": .yes(facts.isPrivate),
    ]).with(PageWriter.sheet(facts.stars))
  }

  private static func sheet(_ area: AreaFacts) -> FactSheet {
    ["phone": .text(area.phone), "phoneHours": .text(area.phoneHours), "schemeName": .absent]
  }

  /// `welcomeOne` to `welcomeFive`, and so on: which stars had been chosen.
  private static func sheet(_ stars: Stars) -> FactSheet {
    let chosen = [
      ("welcome", stars.welcome), ("food", stars.food), ("access", stars.access),
      ("wouldRecommend", stars.wouldRecommend),
    ]
    return Dictionary(
      uniqueKeysWithValues: chosen.flatMap { name, number in
        zip(1...5, ["One", "Two", "Three", "Four", "Five"]).map { ("\(name)\($1)", Fact.yes($0 == number)) }
      })
  }

  private static func sheet(_ trouble: LinkPageTrouble?) -> FactSheet {
    var refusal = Fact.absent
    if case .refused(let sentence) = trouble { refusal = .text(sentence) }
    return [
      "nothingChosen": .yes(trouble == .nothingChosen), "messageUnfit": .yes(trouble == .messageUnfit),
      "hasChanged": .yes(trouble == .changed), "refusal": refusal,
    ]
  }

  private static func sheet(_ problem: LinkPageProblem) -> FactSheet {
    var (wait, number) = (Fact.absent, Fact.absent)
    if case .busy(let seconds?) = problem { wait = .words(seconds == 1 ? "1 second" : "\(seconds) seconds") }
    if case .fault(let id) = problem { number = .text(id) }
    let isBusy = if case .busy = problem { true } else { false }
    return [
      "isUnreadable": .yes(problem == .unreadable), "isTooLong": .yes(problem == .tooLong), "isBusy": .yes(isBusy),
      "wait": wait, "isUnsure": .yes(problem == .unsure), "faultNumber": number,
    ]
  }

  /// `didAccept` and `didDecline`, of which one is true.
  private static func did(_ answer: String, of answers: [String]) -> FactSheet {
    Dictionary(
      uniqueKeysWithValues: answers.map { word in
        let name = word.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return ("did\(name)", Fact.yes(word == answer))
      })
  }
}

extension LinkPage {
  /// Made-up pages on which every template is tried: shown and discreet, each trouble, each answer.
  static func specimens(_ answers: [LinkPurpose: [String]]) -> [LinkPage] {
    let area = AreaFacts(schemeName: "Seatown Breaks", phone: "0151 496 0123", phoneHours: "weekdays")
    let night = SlotFacts(
      startsAt: London.instant(Day(daysSince1970: 20_791), minuteOfDay: 900),
      endsAt: London.instant(Day(daysSince1970: 20_792), minuteOfDay: 660))
    let guests = [GuestFacts(avoids: ["peanuts"], severe: ["peanuts"]), GuestFacts(childAge: 6)]
    let booking = PartnerBookingFacts(
      reference: "HT4K-7QX", offerTitle: "A night by the sea", slots: [night], guests: guests,
      rooms: RoomFacts(kind: "twin", count: 1), care: CareNeedFacts(ratio: "one_to_one", needs: ["Company"]))
    let shown: [(PartnerBookingFacts?, PartnerBookingFacts?)] = [(booking, nil), (booking, booking), (nil, nil)]
    let ofPurposes = answers.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { purpose, words -> [LinkPage] in
      shown.flatMap { booking, was -> [LinkPage] in
        var facts = LinkPageFacts(
          purpose: purpose, area: area, reference: "HT4K-7QX", until: night.startsAt, answers: words, booking: booking,
          was: was, placeName: "The Larkfield Hotel", written: booking.map { _ in "We look forward to it." })
        (facts.costs, facts.waits) = (was != nil, was != nil)
        let asks: [LinkPage] = [nil, .nothingChosen, .messageUnfit, .changed, .refused("There is no room.")].map {
          .asks(facts, $0)
        }
        return asks + words.flatMap { [.answered(facts, $0, isAgain: false), .answered(facts, $0, isAgain: true)] }
      }
    }
    let problems: [LinkPageProblem] = [
      .unreadable, .tooLong, .busy(seconds: nil), .busy(seconds: 1), .unsure, .fault("018f6b1e"),
    ]
    return ofPurposes + [.over(area), .settled(area), .unknown] + problems.map { .problem($0) }
  }
}
