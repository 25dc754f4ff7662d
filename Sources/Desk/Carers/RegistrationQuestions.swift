import Wire

/// Asks for a registration step by step, in the order in which a call goes.
struct RegistrationQuestions {
  let terminal: Terminal
  let today: String

  /// Fills in what was not given; Enter leaves out what may be left out.
  /// - Throws: `DeskFault` with `.stopped` at the end of input.
  func fill(_ options: inout RegistrationOptions) throws {
    terminal.sayAside("Enter leaves out what may be left out. Ctrl-C stops; nothing is sent before the end.")
    options.name = try needed("The whole name:", options.name)
    options.birthDate = try day("Birth date (1948-01-09):", options.birthDate)
    options.postcode = try needed("Postcode:", options.postcode)
    options.area = try needed("Area (such as liverpool):", options.area)
    while options.phone == nil, options.email == nil, options.address.isEmpty {
      options.phone = try optional("Phone:", nil)
      options.email = try optional("E-mail:", nil)
      options.address = try list("Address, lines with commas between:", [])
      if options.phone == nil, options.email == nil, options.address.isEmpty {
        terminal.sayAside("One way to reach her or him is needed.")
      }
    }
    try askContact(&options)
    try askNeeds(&options)
    if let birthDate = options.birthDate, Self.isUnder16(birthDate, on: today) { try askAdult(&options) }
    if !options.privacyRead {
      guard terminal.agrees("Have you read out the privacy notice, or has she or he read it?") else {
        throw DeskFault(.stopped, "Without that nobody can be registered. Nothing was sent.")
      }
      options.privacyRead = true
    }
    if options.share == nil { options.share = terminal.agrees("May partners be told food and access needs?") }
    if options.news == nil { options.news = terminal.agrees("Send news now and then?") }
  }

  private func askContact(_ options: inout RegistrationOptions) throws {
    terminal.sayAside("A letter can do harm at home. Ask, without naming why:")
    options.safeBy = try list("Safe ways (email, phone, post or none; Enter: all given):", options.safeBy)
    if options.discreet == nil {
      options.discreet = terminal.agrees("Discreet: no place and no date in anything we send?")
    }
    if options.phone != nil, options.leaveMessage == nil {
      options.leaveMessage = terminal.agrees("May a message be left on the phone?")
    }
    options.callBetween = try optional("When to ring, in words:", options.callBetween)
  }

  private func askNeeds(_ options: inout RegistrationOptions) throws {
    if options.language.isEmpty, let typed = try optional("Languages (pa:speaks en:speaks,reads; Enter: English):", nil)
    {
      options.language = typed.split(separator: " ").map(String.init)
    }
    options.format = try list("Formats (large-print, easy-read, braille …):", options.format)
    options.diet = try list("Diets (vegetarian, halal …):", options.diet)
    options.avoids = try list("Allergens to avoid (milk, peanuts …):", options.avoids)
    if !options.avoids.isEmpty { options.severe = try list("Which of them are dangerous?", options.severe) }
    options.access = try list("Access needs (step-free, quiet-space …):", options.access)
    if options.caresFor.isEmpty, let typed = try optional("Cares for (mother:dementia,frailty), without names:", nil) {
      options.caresFor = [typed]
    }
    while options.hours == nil, let typed = try optional("Hours of caring a week:", nil) {
      options.hours = Int(typed)
      if options.hours == nil { terminal.sayAside("A whole number, please.") }
    }
    if options.overnight == nil {
      let can = terminal.agrees("Can she or he leave overnight?")
      options.overnight = can ? .canLeaveOvernight : .cannotLeaveOvernight
    }
    if options.needsReplacementCare == nil {
      options.needsReplacementCare = terminal.agrees("Must somebody stand in while she or he is away?")
    }
  }

  private func askAdult(_ options: inout RegistrationOptions) throws {
    terminal.sayAside("Under 16 a responsible adult must agree, and receives the letters.")
    options.adultName = try needed("The adult's name:", options.adultName)
    options.adultRelation = try needed("parent, guardian or professional:", options.adultRelation)
    options.adultContact = try needed("The adult's e-mail or phone:", options.adultContact)
    options.adultAgreed = try needed("When did the adult agree (now, or a day):", options.adultAgreed)
    options.adultHow = try needed("How (by phone, in person, in writing):", options.adultHow)
    if options.adultMayAct == nil { options.adultMayAct = terminal.agrees("May the adult sign in and act?") }
  }

  private func needed(_ question: String, _ given: String?) throws -> String {
    if let given { return given }
    while true {
      if let typed = try optional(question, nil) { return typed }
      terminal.sayAside("This is needed.")
    }
  }

  private func day(_ question: String, _ given: String?) throws -> String {
    if let given { return given }
    while true {
      let typed = try needed(question, nil)
      if LondonTime.civil(typed) != nil { return typed }
      terminal.sayAside("Year, month and day, such as 1948-01-09.")
    }
  }

  /// Nil when Enter was pressed.
  private func optional(_ question: String, _ given: String?) throws -> String? {
    if let given { return given }
    guard let typed = terminal.ask(question) else { throw DeskFault(.stopped, "Nothing was sent.") }
    return typed.isEmpty ? nil : typed
  }

  private func list(_ question: String, _ given: [String]) throws -> [String] {
    guard given.isEmpty, let typed = try optional(question, nil) else { return given }
    return typed.split(separator: ",").map { Typed.trimmed($0) }
  }

  /// Whether the sixteenth birthday lies after that day; a 29 February is kept on 1 March.
  static func isUnder16(_ birthDate: String, on today: String) -> Bool {
    guard let born = LondonTime.civil(birthDate), let now = LondonTime.civil(today) else { return false }
    let hadBirthday = (now.month, now.day) >= (born.month, born.day)
    return now.year - born.year - (hadBirthday ? 0 : 1) < 16
  }
}
