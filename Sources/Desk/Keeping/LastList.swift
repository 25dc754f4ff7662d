import Wire

/// What a row number of the last list stands for, so that `offers show 3` works; kept as `last-list.json`, ids only.
struct LastList: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case offers, dates, carers, letters
    case partners
    case waiting = "waiting parties"
    case wishes, concerns
    case rounds, entries
    case people, practices
  }

  private(set) var ids: [Kind: [String]] = [:]

  private static let name = "last-list.json"
  private static let rowDigitsMax = 3

  static func read(in folder: DeskFolder) throws -> LastList {
    guard let bytes = try folder.read(name) else { return LastList() }
    var list = LastList()
    do {
      let json = try JSON.parse(bytes)
      for kind in Kind.allCases { list.ids[kind] = json[kind.rawValue]?.items?.compactMap(\.text) }
    } catch {
      return LastList()
    }
    return list
  }

  /// For adding to it: one that cannot be trusted is begun afresh.
  static func readOrEmpty(in folder: DeskFolder) -> LastList {
    do { return try read(in: folder) } catch { return LastList() }
  }

  func write(in folder: DeskFolder) throws {
    var object = JSONObject()
    for kind in Kind.allCases { object[kind.rawValue] = ids[kind].map { .array($0.map(JSON.string)) } }
    try folder.write(Self.name, try WireEncoder().encode(JSON.object(object)))
  }

  mutating func remember(_ kind: Kind, _ ids: [String]) { self.ids[kind] = ids }

  /// Turns a row number, the end of an id as lists show it, or a whole id into the id.
  /// - Returns: nil when it is none of these, such as a reference.
  /// - Throws: `DeskFault` with `.usage` when it is a row that was not there.
  func id(of typed: String, _ kind: Kind) throws -> String? {
    let typed = Typed.trimmed(typed).lowercased()
    if Typed.isID(typed) { return typed }
    let known = ids[kind] ?? []
    if !typed.isEmpty, typed.count <= Self.rowDigitsMax, let row = Int(typed) {
      guard known.indices.contains(row - 1) else {
        throw DeskFault(
          .usage,
          known.isEmpty
            ? "No \(kind.rawValue) were listed last, so there is no row \(row)."
            : "The last list of \(kind.rawValue) has rows 1 to \(known.count).",
          "List them again, then use a row number or the whole id.")
      }
      return known[row - 1]
    }
    guard typed.count >= Self.shortCharacters, typed.allSatisfy(\.isHexDigit) else { return nil }
    let fitting = Set(known.filter { $0.hasSuffix(typed) || $0.hasPrefix(typed) })
    return fitting.count == 1 ? fitting.first : nil
  }

  static let shortCharacters = 8

  /// The end of an id; ids made in one moment begin alike.
  static func short(_ id: String) -> String { String(id.suffix(shortCharacters)) }
}
