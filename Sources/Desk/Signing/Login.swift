import ArgumentParser
import Wire

/// `breather login`: a code by mail, then a token in the login file.
struct Login: Verb {
  static let configuration = CommandConfiguration.desk("Sign in with a code that comes by mail.")

  @OptionGroup var desk: DeskOptions

  @Option(help: "The e-mail address the server knows.")
  var email: String?

  @Option(help: "The code of the letter, when you have it already.")
  var code: String?

  @Option(help: "Who you are when several people share the address: the number in the list, or the id.")
  var person: String?

  private static let tries = 3

  func run() async throws { try await desk.run(afresh: true, work) }

  func work(at desk: Desk) async throws {
    guard let email = email ?? (desk.terminal.isInteractive ? desk.terminal.ask("Your e-mail address:") : nil),
      !email.isEmpty
    else { throw DeskFault(.usage, "Say your e-mail address: breather login --email you@example.org") }
    if let code {
      try await confirm(desk, email, code)
      return
    }
    var ask = Ask.post("sign-in", body: ["email": .string(email)])
    ask.token = .none
    _ = try await desk.client.send(ask)
    desk.terminal.sayAside("If we know this address, a code is on its way to it. It is good for ten minutes.")
    guard desk.terminal.isInteractive else {
      desk.terminal.sayAside("Then: breather login --email \(email) --code CODE")
      return
    }
    try await askForCode(desk, email)
  }

  private func askForCode(_ desk: Desk, _ email: String) async throws {
    for attempt in 1...Self.tries {
      guard let typed = desk.terminal.ask("The code:"), !typed.isEmpty else {
        throw DeskFault(.stopped, "You are not signed in.")
      }
      do {
        return try await confirm(desk, email, typed)
      } catch let fault as DeskFault where fault.code == "code_wrong" && attempt < Self.tries {
        fault.sentences.forEach(desk.terminal.sayAside)
      }
    }
  }

  private func confirm(_ desk: Desk, _ email: String, _ code: String) async throws {
    var chosen: String?
    if let person, Typed.isID(person.lowercased()) { chosen = person.lowercased() }
    var answer = try await desk.client.send(ask(email, code, chosen), also: [300])
    if answer.status == 300 {
      let id = try choose(desk, answer)
      answer = try await desk.client.send(ask(email, code, id))
    }
    guard let token = answer.json["token"]?.text else {
      throw DeskFault(.serverFault, "The server signed you in without a token. Tell whoever runs it.")
    }
    let expiresAt = answer.json["expiresAt"]?.text ?? ""
    try LoginFile(server: desk.client.server.base, token: token, expiresAt: expiresAt).write(in: desk.folder)
    try desk.show(answer) { json in
      let until = json.said("expiresAt").flatMap(LondonTime.init(instant:))
      return ["You are signed in\(until.map { " until \($0.dayLong)" } ?? "")."]
        + (json["roles"]?.items ?? []).map { "  " + Me.role($0) }
    }
  }

  private func ask(_ email: String, _ code: String, _ person: String?) -> Ask {
    var ask = Ask.post(
      "sign-in", "confirm",
      body: .made(["email": .string(email), "code": .string(code), "person": .text(person)]))
    ask.token = .none
    return ask
  }

  /// Which of the people who share the address.
  private func choose(_ desk: Desk, _ answer: Answer) throws -> String {
    let people = answer.json["people"]?.items ?? []
    if desk.json, person == nil, !desk.terminal.isInteractive {
      throw DeskFault(.wrongInput, "Say who you are: --person ID", document: answer.bytes)
    }
    let list = people.enumerated().map { "  \($0 + 1)  \($1.said("label") ?? "")" }
    var typed = person
    if typed == nil, desk.terminal.isInteractive {
      (["Several people share this address:"] + list).forEach(desk.terminal.sayAside)
      typed = desk.terminal.ask("Who are you? (number)")
    }
    guard let number = typed.flatMap({ Int($0) }), people.indices.contains(number - 1),
      let id = people[number - 1]["id"]?.text
    else {
      throw DeskFault(
        .wrongInput, sentences: ["Several people share this address:"] + list + ["Say which you are: --person NUMBER"])
    }
    return id
  }
}

/// `breather logout`: ends the session on the server and forgets it here.
struct Logout: Verb {
  static let configuration = CommandConfiguration.desk("Sign out, here and on the server.")

  @OptionGroup var desk: DeskOptions

  func work(at desk: Desk) async throws {
    guard desk.client.token != nil else {
      try LoginFile.forget(in: desk.folder)
      desk.terminal.sayAside("You were not signed in.")
      return
    }
    do {
      _ = try await desk.client.send(.delete("session"))
    } catch let fault as DeskFault where fault.exit == .notSignedIn {
      desk.terminal.sayAside("The session had ended already.")
    } catch let fault as DeskFault {
      try LoginFile.forget(in: desk.folder)
      throw DeskFault(
        fault.exit,
        sentences: fault.sentences + ["You are signed out on this computer; the server does not know yet."])
    }
    try LoginFile.forget(in: desk.folder)
    if !desk.json { desk.terminal.say("You are signed out.") }
  }
}
