import ArgumentParser
import Foundation
import Wire

/// What every verb of the desk takes.
struct DeskOptions: ParsableArguments {
  @Option(help: "The server, such as https://breather.example. Else BREATHER_SERVER, else where you signed in.")
  var server: String?

  @Flag(help: "Print the server's JSON as it came, for machines.")
  var json = false

  @Flag(help: "Do not ask before doing it.")
  var yes = false

  /// Opens the desk, does the work, and says what went wrong.
  /// - Parameter afresh: for signing in: a login file that cannot be trusted is passed over.
  /// - Throws: `ExitCode` by `DeskExit`.
  func run(afresh: Bool = false, _ work: (Desk) async throws -> Void) async throws {
    let environment = ProcessInfo.processInfo.environment
    let terminal = Terminal(environment: environment)
    do {
      let desk = try Desk(self, terminal: terminal, environment: environment, afresh: afresh)
      do {
        try await work(desk)
      } catch {
        try await desk.client.close()
        throw error
      }
      try await desk.client.close()
    } catch let fault as DeskFault {
      if json, !fault.document.isEmpty {
        terminal.sayAside(String(decoding: fault.document, as: UTF8.self))
      } else {
        for sentence in fault.sentences { terminal.sayAside(sentence) }
      }
      throw ExitCode(fault.exit.rawValue)
    }
  }
}

/// One errand at the desk: the line to the server, the terminal and the folder.
struct Desk: Sendable {
  let client: Client
  let terminal: Terminal
  let folder: DeskFolder
  let json: Bool
  let yes: Bool

  /// Finds server and token: what was typed, else the environment, else the login file. The token of the login file goes
  /// to its own server only.
  init(_ options: DeskOptions, terminal: Terminal, environment: [String: String], afresh: Bool = false) throws {
    folder = DeskFolder(environment: environment)
    self.terminal = terminal
    json = options.json
    yes = options.yes
    let said = options.server ?? environment["BREATHER_SERVER"].flatMap { $0.isEmpty ? nil : $0 }
    let given = environment["BREATHER_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    let login = given == nil || said == nil ? try Self.login(in: folder, afresh: afresh) : nil
    let server = try ServerAddress(said ?? login?.server ?? ServerAddress.here)
    client = Client(server: server, token: given ?? (login?.server == server.base ? login?.token : nil))
  }

  /// A desk with another line, terminal or folder than the real ones.
  init(client: Client, terminal: Terminal, folder: DeskFolder, json: Bool = false) {
    (self.client, self.terminal, self.folder, self.json, yes) = (client, terminal, folder, json, true)
  }

  private static func login(in folder: DeskFolder, afresh: Bool) throws -> LoginFile? {
    do {
      return try LoginFile.read(in: folder)
    } catch let fault as DeskFault {
      if afresh { return nil }
      throw fault
    }
  }

  /// Shows the answer: as it came for machines, else as `lines` say it.
  func show(_ answer: Answer, _ lines: (JSON) throws -> [String]) throws {
    if json { terminal.pass(answer.bytes) } else { terminal.say(try lines(answer.json)) }
  }

  /// Remembers ids so that row numbers can be used; when that fails it says so and goes on.
  func remember(_ kind: LastList.Kind, _ ids: [String]) {
    do {
      var list = LastList.readOrEmpty(in: folder)
      list.remember(kind, ids)
      try list.write(in: folder)
    } catch let fault as DeskFault {
      terminal.sayAside("Row numbers cannot be used: " + fault.sentences.joined(separator: " "))
    } catch {
      terminal.sayAside("Row numbers cannot be used.")
    }
  }

  /// The id behind a row number, a short id or an id.
  /// - Throws: `DeskFault` with `.usage` when it is none of these.
  func id(_ typed: String, _ kind: LastList.Kind) throws -> String {
    if let id = try LastList.read(in: folder).id(of: typed, kind) { return id }
    throw DeskFault(.usage, "Name one of the \(kind.rawValue) by its row in the last list or by its whole id.")
  }

  /// The carer behind a row number, an id, or a reference (her own or a booking's).
  func carer(_ typed: String) async throws -> String {
    if let id = try LastList.read(in: folder).id(of: typed, .carers) { return id }
    let body: JSON = ["reference": .string(Typed.trimmed(typed))]
    let found = try await client.send(.post("carers", "search", body: body)).json
    guard let id = found["items"]?[0]?["id"]?.text else {
      throw DeskFault(.notFound, "There is no carer of your areas with this reference.")
    }
    return id
  }

  /// The registration behind a row number, an id or a reference, or `me` for one's own.
  func registration(_ typed: String) async throws -> String {
    Typed.word(typed) == "me" ? "me" : try await carer(typed)
  }

  /// The carer behind what was typed, if anything was.
  func carer(ifSaid typed: String?) async throws -> String? {
    if let typed { try await carer(typed) } else { nil }
  }

  /// The id behind what was typed, if anything was.
  func id(ifSaid typed: String?, _ kind: LastList.Kind) throws -> String? {
    try typed.map { try id($0, kind) }
  }

  /// Asks whether to go on, when somebody can be asked.
  /// - Throws: `DeskFault` with `.stopped` when the answer is no.
  func confirm(_ question: String) throws {
    guard terminal.isInteractive, !yes else { return }
    guard terminal.agrees(question) else { throw DeskFault(.stopped, "Nothing was done.") }
  }
}
