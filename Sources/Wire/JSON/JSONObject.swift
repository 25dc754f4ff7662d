/// The members of a JSON object, in the order they were written, each name once.
///
/// Names are the same when their characters are, without normalisation.
package struct JSONObject: Sendable, Equatable {
  /// One name and its value.
  package struct Member: Sendable, Equatable {
    /// The name, with its escapes undone.
    package let name: String
    /// The value under that name.
    package fileprivate(set) var value: JSON
  }

  /// All members, in order.
  package private(set) var members: [Member] = []

  /// Places by name, kept only for objects too long to look through.
  private var places: [ExactName: Int] = [:]
  private static let shortEnoughToScan = 12

  /// An object without members.
  package init() {}

  /// The names, in order.
  package var names: [String] { members.map(\.name) }

  /// How many members there are.
  package var count: Int { members.count }

  /// Whether there are no members.
  package var isEmpty: Bool { members.isEmpty }

  /// The value of that name; setting a new name adds it at the end, setting nil takes the member out.
  package subscript(_ name: String) -> JSON? {
    get { place(of: name).map { members[$0].value } }
    set {
      switch (place(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?): append(name, value)
      case (let place?, nil): remove(at: place)
      case (nil, nil): break
      }
    }
  }

  /// Whether a member of that name is there, null or not.
  package func has(_ name: String) -> Bool { place(of: name) != nil }

  /// Whether both have the same members in the same order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }

  /// Adds a member whose name is known to be new.
  mutating func append(_ name: String, _ value: JSON) {
    members.append(Member(name: name, value: value))
    if !places.isEmpty {
      places[ExactName(name)] = members.count - 1
    } else if members.count > Self.shortEnoughToScan {
      index()
    }
  }

  private mutating func remove(at place: Int) {
    members.remove(at: place)
    places = [:]
    if members.count > Self.shortEnoughToScan { index() }
  }

  private mutating func index() {
    for (place, member) in members.enumerated() { places[ExactName(member.name)] = place }
  }

  private func place(of name: String) -> Int? {
    let exact = ExactName(name)
    return places.isEmpty ? members.firstIndex { ExactName($0.name) == exact } : places[exact]
  }
}

/// A name compared by its bytes.
///
/// `String` compares after normalisation, which for a long run of combining marks takes a third of a second; and strangers
/// choose these names.
struct ExactName: Hashable {
  private let name: String

  init(_ name: String) { self.name = name }

  static func == (left: ExactName, right: ExactName) -> Bool { left.name.utf8.elementsEqual(right.name.utf8) }

  func hash(into hasher: inout Hasher) {
    var name = name
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
