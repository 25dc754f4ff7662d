import ArgumentParser
import Wire

/// Who comes, and what is said of them: of a booking, a place in line, an entry, or places that were kept.
struct PartyWords: ParsableArguments {
  @Option(
    help: """
      Someone who comes along: companion:Sam, child:Ella:6, cared-for. Add :in-charge, :diet=halal, :avoids=milk, \
      :severe=nuts, :food=words or :access=step-free. The carer comes without being named. May be repeated.
      """)
  var party: [String] = []
  @Flag(help: "The carer stays at home; the party is all who come.") var withoutCarer = false
  @Option(help: .cover) var cover: String?
  @Flag(
    inversion: .prefixedNo,
    help: "The partner may be told food and access needs. Left out: what the carer agreed to.")
  var shareNeeds: Bool?
  @Option(help: "The code of a redeemed prescription.") var prescription: String?
  @Option(help: "Words for the partner.") var note: String?

  /// All who come; the carer alone when nobody was named.
  /// - Throws: `DeskFault` with `.usage` when somebody cannot be read.
  func everybody() throws -> [PartyMember] { try PartyMember.party(party, withoutCarer: withoutCarer) }

  /// The members of a request with a party.
  func asked() throws -> JSON { body(try everybody()) }

  /// The body of a request about places that are kept: nobody named is the party that they are kept for.
  func anew() throws -> JSON { body(party.isEmpty && !withoutCarer ? [] : try everybody()) }

  private func body(_ party: [PartyMember]) -> JSON {
    .made([
      "party": .list(party.map(\.body)), "prescription": .text(prescription),
      "cover": cover.map { ["how": .string(Typed.word($0))] }, "shareNeeds": shareNeeds.map(JSON.bool),
      "note": .text(note),
    ])
  }
}
