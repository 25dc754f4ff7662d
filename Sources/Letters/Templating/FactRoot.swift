import Mustache

/// The names that a template used wrongly while it was rendered.
final class FactMisses {
  private(set) var names: [String] = []

  func note(_ name: String) {
    if !names.contains(name) { names.append(name) }
  }
}

/// A sheet of facts as swift-mustache sees it.
///
/// The library renders an unknown name as nothing. It looks a name up from the innermost section outwards, and dotted
/// names are refused when templates are loaded, so a name that the root does not know is nowhere: only the root notes
/// it.
final class FactNode: MustacheParent, MustacheCustomRenderable {
  private let sheet: FactSheet
  private let isRoot: Bool
  private let misses: FactMisses

  init(_ sheet: FactSheet, isRoot: Bool, misses: FactMisses) {
    self.sheet = sheet
    self.isRoot = isRoot
    self.misses = misses
  }

  func child(named name: String) -> Any? {
    if let fact = sheet[name] { return shown(fact, as: name) }
    if let list = listAsked(by: name) { return !list.isEmpty }
    if isRoot { misses.note(name) }
    return nil
  }

  let isNull = false

  /// A group of facts cannot be printed as a word.
  var renderText: String {
    misses.note(". (a group of facts)")
    return ""
  }

  /// `hasSlots` asks whether the list `slots` has anything in it.
  private func listAsked(by name: String) -> [Fact]? {
    guard name.hasPrefix("has"), let first = name.dropFirst(3).first, first.isUppercase,
      case .list(let facts) = sheet[first.lowercased() + name.dropFirst(4)]
    else { return nil }
    return facts
  }

  private func shown(_ fact: Fact, as name: String) -> Any {
    switch fact {
    case .words(let words): words
    case .yes(let yes): yes
    case .list(let facts): FactList(facts.map { shown($0, as: name) }, name: name, misses: misses)
    case .sheet(let sheet): FactNode(sheet, isRoot: false, misses: misses)
    case .absent: AbsentFact(name: name, misses: misses)
    }
  }
}

/// A fact that is known and empty: its section stays out; printing it is noted, for it would leave a hole.
private final class AbsentFact: MustacheCustomRenderable {
  private let name: String
  private let misses: FactMisses

  init(name: String, misses: FactMisses) {
    self.name = name
    self.misses = misses
  }

  let isNull = true

  var renderText: String {
    misses.note("\(name) (it can be absent: put it into a section)")
    return ""
  }
}

/// Several facts; a section repeats for each, and printing them as one word is noted.
private struct FactList: MustacheSequence, MustacheCustomRenderable {
  private let elements: [Any]
  private let name: String
  private let misses: FactMisses

  init(_ elements: [Any], name: String, misses: FactMisses) {
    self.elements = elements
    self.name = name
    self.misses = misses
  }

  let isNull = false

  func makeIterator() -> IndexingIterator<[Any]> { elements.makeIterator() }

  var renderText: String {
    misses.note("\(name) (a list)")
    return ""
  }
}
