import ArgumentParser
import Wire

/// Whose needs a list of breaks is ordered by.
struct FitOptions: ParsableArguments {
  @Option(
    help: """
      Put first what fits a carer: the row in the last list, the reference, the id, or me; and say what to ask about.
      """)
  var fits: String?

  @Option(help: "For --fits: a fact you asked the caller for and found right. Volunteers check two.")
  var checked: [String] = []

  /// The question to the server; nil when nobody's needs were named.
  func ask(_ filters: Offers.Filters, at desk: Desk) async throws -> Ask? {
    guard let fits else {
      guard checked.isEmpty else { throw DeskFault(.usage, "Say for which carer you checked this: --fits CARER") }
      return nil
    }
    guard filters.sort == nil else { throw DeskFault(.usage, "With --fits, what fits best comes first: no --sort.") }
    if Typed.word(fits) == "me" { return Ask.get("offers", query: filters.query + [("fitsMe", "true")]) }
    return Ask.post("offers", "fits", body: body(filters, carer: try await desk.carer(fits)))
  }

  /// The body of the question about a carer.
  func body(_ filters: Offers.Filters, carer: String) -> JSON {
    var object = filters.body.object ?? JSONObject()
    object["onBehalfOf"] = .string(carer)
    if let facts = JSON.list(Typed.words(checked)) { object["identity"] = ["checked": facts] }
    return .object(object)
  }
}

extension Offers.Filters {
  /// The filters as members of a body, by the API's names.
  var body: JSON {
    var object = JSONObject()
    for (name, value) in query {
      switch name {
      case "party", "children", "withinKm", "limit": object[name] = Int64(value).map(JSON.int) ?? .string(value)
      case "free": object[name] = .bool(true)
      case "diet", "avoid", "access": object[name] = .array((object[name]?.items ?? []) + [.string(value)])
      default: object[name] = .string(value)
      }
    }
    return .object(object)
  }
}

extension Offers {
  /// `breather offers facets`.
  struct Facets: Verb {
    static let configuration = CommandConfiguration.desk("Count how many breaks each further choice would leave.")

    @OptionGroup var filters: Filters
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.browse("offers", "facets", query: filters.query), FitPages.facets)
    }
  }
}
