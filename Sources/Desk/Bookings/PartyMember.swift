import Wire

/// One person of the party as typed, such as `carer`, `companion:Sam`, `child:Ella:6` or
/// `companion:Teresa:in-charge:diet=halal:access=step-free`.
struct PartyMember: Equatable {
  let kind: String
  private(set) var name: String?
  private(set) var age: Int?
  private(set) var isInCharge = false
  private(set) var diets: [String] = []
  private(set) var avoids: [String] = []
  private(set) var severe: [String] = []
  private(set) var foodNotes: String?
  private(set) var access: [String] = []

  private static let kinds = ["carer", "companion", "child", "cared_for"]

  /// Reads one `--party`.
  /// - Throws: `DeskFault` with `.usage`.
  init(_ typed: String) throws {
    var parts = typed.split(separator: ":", omittingEmptySubsequences: false).map { Typed.trimmed($0) }
    kind = Typed.word(parts.removeFirst())
    guard Self.kinds.contains(kind) else {
      throw DeskFault(
        .usage, "A party is made of carer, companion, child and cared-for, such as --party companion:Sam.")
    }
    for part in parts where !part.isEmpty { try take(part) }
  }

  private mutating func take(_ part: String) throws {
    if let equals = part.firstIndex(of: "=") {
      try take(Typed.word(String(part[..<equals])), Typed.trimmed(part[part.index(after: equals)...]))
    } else if Typed.word(part) == "in_charge" {
      isInCharge = true
    } else if let number = Int(part) {
      guard age == nil else { throw DeskFault(.usage, "One person of the party has two ages.") }
      age = number
    } else {
      guard name == nil else {
        throw DeskFault(.usage, "One person of the party has two names. Write child:Ella:6, one --party a person.")
      }
      name = part
    }
  }

  private mutating func take(_ fact: String, _ value: String) throws {
    switch fact {
    case "diet", "diets": diets += [value]
    case "avoid", "avoids": avoids += [value]
    case "severe": severe += [value]
    case "food", "food_notes": foodNotes = value
    case "access": access += [value]
    default: throw DeskFault(.usage, "Of a person of the party one can say diet=, avoids=, severe=, food= and access=.")
    }
  }

  var body: JSON {
    .made([
      "kind": .string(kind), "name": .text(name), "age": age.map { .int(Int64($0)) },
      "inCharge": .flag(isInCharge),
      "food": Food(diets: diets, avoids: avoids, severe: severe, notes: foodNotes).body,
      "access": .list(Typed.words(access)),
    ])
  }

  /// Such as `child Ella, 6`.
  var words: String {
    [
      [FieldWords.camel(kind), name].compactMap { $0 }.joined(separator: " "), age.map(String.init),
      isInCharge ? "in charge" : nil,
    ]
    .withCommas()
  }

  /// The whole party; the carer comes first unless she was named or stays at home.
  static func party(_ typed: [String], withoutCarer: Bool) throws -> [PartyMember] {
    let named = try typed.map(PartyMember.init)
    if withoutCarer || named.contains(where: { $0.kind == "carer" }) { return named }
    return [try PartyMember("carer")] + named
  }
}
