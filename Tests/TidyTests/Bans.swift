/// A call that does not stand in our code, and why.
struct Ban: Sendable {
  let call: String
  let remedy: String
  /// The folders it holds in.
  let folders: [String]
  /// Paths that may, each with the reason.
  let allowed: [String: String]
  /// Also in comments and strings: a note to self stays in no file.
  let isEverywhere: Bool

  init(
    _ call: String, _ remedy: String, in folders: [String] = ["Sources/"], allowed: [String: String] = [:],
    isEverywhere: Bool = false
  ) {
    (self.call, self.remedy, self.folders) = (call, remedy, folders)
    (self.allowed, self.isEverywhere) = (allowed, isEverywhere)
  }

  /// The lines of a file that break it.
  func untidy(_ file: SourceFile) -> [Untidy] {
    guard folders.contains(where: file.path.hasPrefix), allowed[file.path] == nil else { return [] }
    return (isEverywhere ? file.lines : file.code).enumerated().filter { occurs(in: $0.element) }.map {
      Untidy(path: file.path, line: $0.offset + 1, what: "`\(call)`: \(remedy)")
    }
  }

  /// Whether a line holds the call and not the end of a longer name.
  private func occurs(in line: Substring) -> Bool {
    guard let first = call.first, first.isLetter else { return line.contains(call) }
    return line.ranges(of: call).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && !before.isNumber && before != "_"
    }
  }
}

extension Ban {
  /// Where the live world is made: it alone reads the clock, draws chance and so makes ids.
  private static let theWorld = ["Sources/breather/LiveWorld.swift": "the live world itself"]
  private static let theDesk = ["Sources/Desk/Asking/Ask.swift": "an idempotency key, at the volunteer's home"]
  private static let code = ["Sources/", "Tests/"]
  private static let drawn = "chance is drawn by `World.randomBytes`"
  private static let handedIn = "the world is handed in: take `now:` or ask `World`"

  static let all: [Ban] =
    [
      Ban("Date()", handedIn, allowed: theWorld),
      Ban("Date.now", handedIn, allowed: theWorld),
      Ban("UUID()", "ids are made by `World.newID`", allowed: theWorld),
      Ban(".random(", drawn, allowed: theWorld.merging(["Sources/breather/Demo.swift": "names its folder"]) { $1 }),
      Ban("SystemRandomNumberGenerator", drawn, allowed: theWorld.merging(theDesk) { $1 }),
      Ban(".randomElement(", drawn, allowed: theWorld),
      Ban(".shuffled()", drawn, allowed: theWorld),
      Ban("try!", "let the fault rise, or stop with a sentence in `preconditionFailure`", in: code),
      Ban("as!", "use `as?` and say what happens otherwise", in: code),
      Ban("fatalError()", "stop with a sentence worth logging", in: code),
      Ban("Bundle.module", "it traps once the build folder is gone: find files beside the executable (design 9a)"),
      Ban("TO" + "DO", "do it now, or file an issue", in: code, isEverywhere: true),
      Ban("FIX" + "ME", "fix it now, or file an issue", in: code, isEverywhere: true),
      Ban(".embed" + "InCode", "names in two languages collide: copy resources (design 9a)", in: ["Package.swift"]),
    ] + ["print(", "debugPrint(", "dump(", "NSLog("].map(printing)

  /// Only the command line speaks on standard output.
  private static func printing(_ call: String) -> Ban {
    let rooms = Layers.rooms.keys.filter { !["Desk", "breather"].contains($0) }.map { "Sources/\($0)/" }
    return Ban(call, "log it, or return it and let the command line print it", in: rooms)
  }
}

/// Tags in letter templates that would put a carer's words into HTML unescaped.
enum TemplateBans {
  static func untidy(_ file: SourceFile) -> [Untidy] {
    file.lines.enumerated().filter { $0.element.contains("{{{") || $0.element.contains("{{&") }.map {
      Untidy(path: file.path, line: $0.offset + 1, what: "facts are always escaped: write `{{name}}`")
    }
  }
}
