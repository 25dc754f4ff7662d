import ArgumentParser
import Wire

extension Carers {
  /// `breather carers caps`.
  struct Caps: Verb {
    static let configuration = CommandConfiguration.desk("Show how many breaks a carer has had and has left.")

    @Argument(help: "The row in the last list, the reference, the id, or me.") var carer: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let whose = try await desk.registration(carer)
      try await desk.tell(.get("carers", whose, "caps"), CapPages.list)
    }
  }
}

/// How caps look at the desk.
enum CapPages {
  static func list(_ answer: JSON, on terminal: Terminal) -> [String] {
    let caps = answer["caps"]?.items ?? []
    guard !caps.isEmpty else { return ["The area sets no limit to anybody's breaks."] }
    var table = Table(
      .firm("kind"), .soft("limit"), .firm("had"), .firm("left"), .soft("begins anew"), .soft("after that"))
    for cap in caps {
      table.rows.append([
        FieldWords.camel(cap.said("stay") ?? ""), limit(cap),
        String(cap["used"]?.int ?? 0), String(cap["left"]?.int ?? 0), LondonTime.dayWords(cap.said("resetsOn") ?? ""),
        "\(cap["next"]?["left"]?.int ?? 0) left",
      ])
    }
    return table.lines(on: terminal)
      + ["", "Nights or days that follow one another are one break. What a partner declines is given back."]
  }

  /// What is left of the cap for a kind of break, before one is booked; nil where there is no such cap.
  static func left(_ answer: JSON, of stay: String) -> String? {
    guard let cap = answer["caps"]?.items?.first(where: { $0.said("stay") == stay }) else { return nil }
    let anew = cap.said("resetsOn").map(LondonTime.dayWords) ?? ""
    return "\(cap["left"]?.int ?? 0) until \(anew), \(cap["next"]?["left"]?.int ?? 0) after that (\(limit(cap)))"
  }

  /// Such as `1 a half-year`.
  static func limit(_ cap: JSON) -> String {
    let per = (cap.said("per").map(FieldWords.camel) ?? "").replacing("half year", with: "half-year")
    return "\(cap["count"]?.int ?? 0) a \(per)"
  }
}
