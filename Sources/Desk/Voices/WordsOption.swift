import ArgumentParser

/// Words that are too many or too private for the command line, where the shell keeps them.
struct WordsOption: ParsableArguments {
  @Option(help: "The words; - reads them from standard input until its end, so that the shell keeps none of them.")
  var words: String?

  /// The words: as typed, from standard input, or asked for.
  /// - Throws: `DeskFault` with `.usage` when there are none and nobody can be asked.
  func said(at desk: Desk, asking question: String) throws -> String {
    if let words, words != "-" { return words }
    if words == nil {
      guard desk.terminal.isInteractive else {
        throw DeskFault(.usage, "Say it: --words TEXT, or --words - to pipe it in")
      }
      guard let said = desk.terminal.ask(question), !said.isEmpty else {
        throw DeskFault(.stopped, "Nothing was said, and nothing was done.")
      }
      return said
    }
    if desk.terminal.isInteractive { desk.terminal.sayAside("\(question) End with Ctrl-D on a line of its own.") }
    var lines: [String] = []
    while let line = readLine() { lines.append(line) }
    return Typed.trimmed(lines.joined(separator: "\n"))
  }
}
