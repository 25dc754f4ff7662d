import ArgumentParser
import Wire

/// `breather people`: who works for the scheme.
struct People: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "Add people with roles, such as volunteers and partners; for coordinators and administrators.",
    subcommands: [Add.self, Show.self, Disable.self])

  /// `breather people add`.
  struct Add: Verb {
    static let configuration = CommandConfiguration.desk("Add somebody who may then sign in with a mailed code.")

    @Option(help: "The whole name.") var name: String
    @Option(
      help: """
        What they do, and where: volunteer:liverpool, coordinator:liverpool, worker:liverpool, commissioner:liverpool, \
        administrator:liverpool; with the partner's or practice's row or id partner:liverpool:1, prescriber:liverpool:1, \
        practice-staff:liverpool:1. May be repeated.
        """)
    var role: [String]
    @Option(help: "The e-mail address; needed to sign in.") var email: String?
    @Option(help: "The phone number.") var phone: String?
    @Option(help: "A language, such as pa. May be repeated.") var language: [String] = []
    @Option(help: "A prescriber's profession: gp, nurse, pharmacist and so on.") var profession: String?
    @Option(help: "A prescriber's number in the register of the profession.") var registration: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.make(.post("people", body: try body(desk)), as: .people, saying: "Added.", PeoplePages.page)
    }

    private func body(_ desk: Desk) throws -> JSON {
      .made([
        "name": .string(name), "email": .text(email), "phone": .text(phone), "languages": .list(language),
        "roles": .array(try role.map { try Self.role($0, at: desk) }),
        "profession": .text(profession.map(Typed.word)), "registration": .text(registration),
      ])
    }

    /// Reads `volunteer:liverpool` or `partner:liverpool:1`.
    private static func role(_ typed: String, at desk: Desk) throws -> JSON {
      let parts = typed.split(separator: ":", omittingEmptySubsequences: false).map { Typed.trimmed($0) }
      guard (2...3).contains(parts.count) else {
        throw DeskFault(.usage, "Say a role and its area, such as --role volunteer:liverpool.")
      }
      let role = Typed.word(parts[0])
      let place = parts.count == 3 ? parts[2] : nil
      return .made([
        "role": .string(role), "area": .string(parts[1]),
        "partnerId": role == "partner" ? .text(try desk.id(ifSaid: place, .partners)) : nil,
        "practiceId": role == "partner" ? nil : .text(try desk.id(ifSaid: place, .practices)),
      ])
    }
  }

  /// `breather people show`.
  struct Show: Verb {
    static let configuration = CommandConfiguration.desk("Show somebody and what they may do.")

    @Argument(help: .row) var person: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.get("people", try desk.id(person, .people)), PeoplePages.page)
    }
  }

  /// `breather people disable`.
  struct Disable: Verb {
    static let configuration = CommandConfiguration.desk("Let somebody sign in no more; all their sessions end.")

    @Argument(help: .row) var person: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let id = try desk.id(person, .people)
      try desk.confirm("Shall this person sign in no more?")
      try await desk.tell(.post("people", id, "disable"), saying: "They sign in no more.", PeoplePages.page)
    }
  }
}

/// `breather practices`: where prescribers work.
struct Practices: AsyncParsableCommand {
  static let configuration = CommandConfiguration.desk(
    "The practices whose people prescribe breaks; for coordinators and administrators.",
    subcommands: [List.self, Add.self])

  /// `breather practices list`.
  struct List: Verb {
    static let configuration = CommandConfiguration.desk("List practices by name.")

    @Option(help: .anArea) var area: String?
    @OptionGroup var page: PageOptions
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let query = Typed.query([("area", area)]) + page.query
      try await desk.list(.get("practices", query: query), as: .practices, PeoplePages.practices)
    }
  }

  /// `breather practices add`.
  struct Add: Verb {
    static let configuration = CommandConfiguration.desk("Add a practice.")

    @Option(help: "Its code in the NHS's register of organisations, such as N82001.") var odsCode: String
    @Option(help: "The name.") var name: String
    @Option(help: .theArea) var area: String
    @Option(help: "Where letters go.") var email: String
    @Option(help: "The phone number.") var phone: String?
    @Option(help: "Who looks after carers there.") var carersLead: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let body = JSON.made([
        "odsCode": .string(odsCode), "name": .string(name), "area": .string(area), "email": .string(email),
        "phone": .text(phone), "carersLead": .text(carersLead),
      ])
      try await desk.make(.post("practices", body: body), as: .practices, saying: "Added.", PeoplePages.practice)
    }
  }
}
