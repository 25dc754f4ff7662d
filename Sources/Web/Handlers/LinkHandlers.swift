import Breaks
import Foundation
import Hummingbird
import Letters
import UseCases
import Wire

// The pages behind the links in letters: one for people, without a login and without a script.

extension Ask {
  /// `GET /l/{token}`: shows the page, and changes nothing, for programs follow links too.
  func showLink() async throws -> Response {
    let token = linkToken
    return try page(try await market.look(as: nil) { try $0.openLink(token) })
  }

  /// `POST /l/{token}`: does what was chosen; a form in which nothing was chosen decides nothing, for programs send those.
  func useLink() async throws -> Response {
    let token = linkToken
    let fields = try Form.fields(try await bytes(), contentType: request.headers[values: .contentType])
    guard let view = try await market.look(as: nil, { try $0.openLink(token) }), view.standing == .open else {
      return try await showLink()
    }
    switch LinkForm(fields, of: view.act) {
    case .nothingChosen: return try page(view, .nothingChosen, filledIn: fields)
    case .messageUnfit: return try page(view, .messageUnfit, filledIn: fields)
    case .answer(let answer):
      do {
        return try page(try await market.carryOut(as: nil) { try $0.answerLink(token, answer) })
      } catch let refusal as Refusal {
        let now = try await market.look(as: nil) { try $0.openLink(token) }
        let trouble: LinkPageTrouble = refusal == .changedMeanwhile ? .changed : .refused(refusal.sentence)
        return try page(now, trouble, filledIn: fields)
      }
    }
  }

  /// What stands behind `/l/`; text that cannot be read is no link of ours.
  private var linkToken: String { context.parameters.get("token")?.removingPercentEncoding ?? "" }

  private func page(
    _ view: LinkView?, _ trouble: LinkPageTrouble? = nil, filledIn fields: [String: String] = [:]
  ) throws -> Response {
    guard let view else { return try html(.unknown, .notFound) }
    var facts = LinkPageFacts(view)
    facts.written = fields["message"]
    facts.costs = view.costs
    facts.waits = view.booking.state == .requested && view.booking.agreedAt != nil
    facts.stars = LinkForm.stars(fields)
    facts.isPrivate = !(fields["private"] ?? "").isEmpty
    switch view.standing {
    case .open: return try html(.asks(facts, trouble), trouble.map(Self.status) ?? .ok)
    case .answered(let word): return try html(.answered(facts, word, isAgain: false), .ok)
    case .answeredBefore(let word): return try html(.answered(facts, word, isAgain: true), .gone)
    case .over: return try html(.over(facts.area), .gone)
    case .settled: return try html(.settled(facts.area), .gone)
    }
  }

  private static func status(_ trouble: LinkPageTrouble) -> HTTPResponse.Status {
    switch trouble {
    case .nothingChosen, .messageUnfit: .unprocessableContent
    case .refused, .changed: .conflict
    }
  }

  private func html(_ page: LinkPage, _ status: HTTPResponse.Status) throws -> Response {
    try Reply.page(page, status, by: app.surroundings.pages)
  }
}

extension Reply {
  /// A page for a person.
  ///
  /// - Throws: `LetterFault` when it cannot be written.
  static func page(_ page: LinkPage, _ status: HTTPResponse.Status, by pages: PageWriter) throws -> Response {
    let text = try pages.write(page)
    var answer = bytes(Array(text.utf8), type: "text/html; charset=utf-8")
    answer.status = status
    answer.headers[.contentSecurityPolicy] = PagePolicy.of(text)
    answer.headers[.robotsTag] = "noindex"
    return answer
  }
}

/// What a browser may do with a page of ours: show it with its own style sheet, and send its form back to us.
enum PagePolicy {
  /// The policy of a page.
  ///
  /// - Parameter page: its style sheet stands in its head, before anything that somebody typed.
  /// - Source: CSP Level 3, sections 6.1.15 and 8.4.
  static func of(_ page: String) -> String {
    let rest = "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    guard let open = page.range(of: "<style>"), let close = page.range(of: "</style>") else {
      return "default-src 'none'; \(rest)"
    }
    let hash = Data(sha256(of: String(page[open.upperBound..<close.lowerBound]))).base64EncodedString()
    return "default-src 'none'; style-src 'sha256-\(hash)'; \(rest)"
  }
}

extension LinkPageFacts {
  /// What the page behind a link may show.
  fileprivate init(_ view: LinkView) {
    let booking = view.booking
    self.init(
      purpose: view.link.purpose,
      area: AreaFacts(
        schemeName: view.area.schemeName, phone: view.area.phone.typed, phoneHours: view.area.phoneHours),
      reference: booking.reference.shown, version: booking.version, until: view.link.expiresAt,
      answers: view.act.answers,
      booking: view.isDiscreet ? nil : PartnerBookingFacts(of: booking),
      was: view.act.reader == .partner ? view.replaces.map { PartnerBookingFacts(of: $0) } : nil,
      placeName: view.act.reader == .carer ? booking.offer.partner.name : nil)
  }
}
