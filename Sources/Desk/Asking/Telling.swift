import Wire

// The three shapes of an errand: look at a thing or act on it, list things, make one.

extension Desk {
  /// How an answer looks.
  typealias Page = (JSON, Terminal) throws -> [String]

  /// Asks once and shows the answer: to look at something, or to act on it.
  ///
  /// - Parameter first: what stands above the page, such as `Left.`
  func tell(_ ask: Ask, saying first: String? = nil, _ page: Page) async throws {
    try show(try await client.send(ask), first, page)
  }

  /// Asks for a list and shows it; its rows can be named from now on.
  ///
  /// - Parameters:
  ///   - kind: what the rows are.
  ///   - id: where a row's id stands.
  func list(
    _ ask: Ask, as kind: LastList.Kind, id: (JSON) -> JSON? = { $0["id"] }, _ page: Page
  ) async throws {
    let answer = try await client.send(ask)
    remember(kind, (answer.json["items"]?.items ?? []).compactMap { id($0)?.text })
    try show(answer, nil, page)
  }

  /// Makes something, once whatever happens to the line, and shows it; as row 1 it can be named from now on.
  ///
  /// - Parameters:
  ///   - kind: what it is; nil when nothing can be done with it.
  ///   - key: the key of an earlier try.
  ///   - first: what stands above the page, such as `Written down.`
  func make(
    _ ask: Ask, as kind: LastList.Kind? = nil, key: String? = nil, saying first: String? = nil, _ page: Page
  ) async throws {
    let answer = try await made(by: ask, key: key)
    if let kind, let id = answer.json["id"]?.text { remember(kind, [id]) }
    try show(answer, first, page)
  }

  /// What the server answers when something is made, once whatever happens to the line.
  func made(by ask: Ask, key: String? = nil) async throws -> Answer {
    var ask = ask
    ask.idempotencyKey = key ?? Ask.freshKey()
    return try await client.sendOnce(ask, note: terminal.sayAside)
  }

  private func show(_ answer: Answer, _ first: String?, _ page: Page) throws {
    try show(answer) { (first.map { [terminal.bold($0)] } ?? []) + (try page($0, terminal)) }
  }
}
