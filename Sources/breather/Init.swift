import ArgumentParser
import Breaks
import UseCases

/// `breather init`: an empty, real installation with one area and one administrator.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begin for real: an empty installation with one area and one administrator.",
    discussion: """
      The administrator signs in by mailed code. What is left out here stands as a placeholder until the administrator \
      or a coordinator sets it with PATCH /v1/areas/<area>.
      """)

  @OptionGroup var options: SettingsOptions

  @Option(help: "The area's short name, such as liverpool.")
  var area: String

  @Option(help: ArgumentHelp("The administrator's e-mail address.", valueName: "email"))
  var admin: String

  @Option(help: "The administrator's name.")
  var adminName = "Administrator"

  @OptionGroup(title: "The area's details") var details: FoundingDetails

  func run() async throws {
    let (slug, email) = (try AreaSlug(text: area), try EmailAddress(text: admin))
    guard (1...120).contains(adminName.count) else { throw CommandFault("A name has 1 to 120 characters.", code: 65) }
    let wish = try details.area(slug, admin: email)
    let person = PersonDetails(
      name: adminName, email: email, phone: nil, roles: [RoleGrant(role: .administrator, area: slug)])
    let settings = try options.settings()
    let (installation, _) = try await Installation.make(settings)
    try await installation.closing {
      try await installation.market.carryOut(as: nil) { try $0.found(slug, wish, administrator: person) }
    }
    Console.say(
      """
      \(installation.ground.place) has its first area, \(wish.name), and \(email.text) as its administrator.

      \(installation.ground.keyAdvice(settings.keys))
      Next: breather serve --data \(settings.data)
      Then \(email.text) signs in by mailed code: breather login --server http://\(settings.host):\(settings.port)
      """)
    Console.say(
      """
      Nobody is named yet to read concerns about somebody's safety, so nobody would read one. Once signed in, name \
      somebody: breather concerns people \(slug.text) --name PERSON-ID
      """)
    if !details.missing.isEmpty {
      Console.say("Every letter shows the area's details. Please set: \(details.missing.joined(separator: ", ")).")
    }
  }
}

extension Errand {
  /// Writes the first area and the first administrator, for whom nobody can yet have given leave.
  ///
  /// - Throws: `CommandFault` when somebody has begun in this database already; `Invalid`.
  fileprivate func found(_ slug: AreaSlug, _ details: AreaDetails, administrator: PersonDetails) throws {
    guard try store.areas.all().isEmpty else {
      throw CommandFault("This database has an area already; more are made with POST /v1/areas.")
    }
    try Invalid.throwIfAny(AreaRules.problems(in: details))
    guard try store.areas.insert(slug, details, now: now) else { throw Refusal.wrongState }
    try note("area_made", "area", slug.text)
    let person = try store.people.insert(administrator, id: world.id(), now: now)
    try note("person_made", "person", person.id.text)
  }
}
