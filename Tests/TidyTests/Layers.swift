import Foundation

/// Which room may use which: the table of the design, and who may use which library.
enum Layers {
  /// The rooms each room may import; imports point only this way.
  static let rooms: [String: Set<String>] = [
    "Breaks": [],
    "SQL": [],
    "SQLiteEngine": ["SQL"],
    "CPostgres": [],
    "PostgresEngine": ["SQL", "CPostgres"],
    "Store": ["Breaks", "SQL"],
    "UseCases": ["Breaks", "Store", "SQL"],
    "Letters": ["Breaks"],
    "CCurl": [],
    "Post": ["Breaks", "Store", "SQL", "Letters", "CCurl"],
    "Wire": [],
    "Web": ["Breaks", "UseCases", "Letters", "Wire"],
    "MailSink": [],
    "Desk": ["Wire"],
    "breather": [
      "Breaks", "SQL", "SQLiteEngine", "PostgresEngine", "Store", "UseCases", "Letters", "Post", "Wire", "Web",
      "MailSink", "Desk",
    ],
    "CBareWriter": [],
    "breather-bench": [
      "Breaks", "SQL", "SQLiteEngine", "PostgresEngine", "Store", "UseCases", "Wire", "MailSink", "CBareWriter",
    ],
  ]

  /// The rooms that may import a library; one that is not here is used nowhere.
  static let libraries: [String: Set<String>] = [
    "ArgumentParser": ["Desk", "breather", "breather-bench"],
    "AsyncHTTPClient": ["Desk", "breather", "breather-bench"],
    "Configuration": ["breather"],
    "CoreMetrics": ["Web"],
    "Crypto": ["Store"],
    "GRDB": ["SQLiteEngine"],
    "GRDBSQLite": ["SQLiteEngine"],
    "HTTPTypes": ["Web"],
    "Hummingbird": ["Web", "breather"],
    "Logging": ["Post", "Web", "breather"],
    "Metrics": ["Post", "Web", "breather"],
    "Mustache": ["Letters"],
    "NIOCore": ["Web", "MailSink", "Desk", "breather", "breather-bench"],
    "NIOHTTPTypes": ["Web"],
    "NIOPosix": ["MailSink"],
    "ServiceLifecycle": ["Post", "breather"],
    "Yams": ["Web"],
  ]

  /// What comes with the toolchain and every room but the trade may use.
  static let toolchain: Set<String> = ["Foundation", "Dispatch", "Glibc", "Synchronization"]

  /// The imports of a file that its room may not make.
  static func untidy(_ file: SourceFile) -> [Untidy] {
    imports(file).compactMap { line, module in
      guard let remedy = objection(to: module, in: file.room) else { return nil }
      return Untidy(path: file.path, line: line, what: "imports \(module): \(remedy)")
    }
  }

  private static func objection(to module: String, in room: String) -> String? {
    guard let allowed = rooms[room] else { return "Sources/\(room) is not a room; give it a line in Layers.rooms" }
    if rooms[module] != nil {
      return allowed.contains(module)
        ? nil : "\(room) may import \(list(allowed)); do it in a room that may, or hand it in"
    }
    if let users = libraries[module] {
      return users.contains(room) ? nil : "only \(list(users)) may; hand in what \(room) needs of it"
    }
    if room == "Breaks" { return module == "Foundation" ? nil : "the trade is pure: Foundation only" }
    return toolchain.contains(module) ? nil : "a library nobody may use; say in Layers.libraries who may"
  }

  /// The modules a file imports, with their lines.
  static func imports(_ file: SourceFile) -> [(line: Int, module: String)] {
    file.code.enumerated().compactMap { place, line in
      let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
      guard let word = words.firstIndex(of: "import"), word <= 1, words.count > word + 1 else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "let", "var"]
      let name = kinds.contains(words[word + 1]) ? words.last : words[word + 1]
      return (place + 1, String(name?.split(separator: ".").first ?? ""))
    }
  }

  private static func list(_ names: Set<String>) -> String {
    names.isEmpty ? "none of ours" : names.sorted().joined(separator: ", ")
  }
}
