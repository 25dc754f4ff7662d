import Breaks
import Store
import TestTown
import UseCases
import Wire

// What carers, their doctors and the desk ask for in a random story.

extension Replay {
  private static let names = ["Aisha Khan", "Tom O'Hara", "Zoë Ärm", "李 Wei", "Moira Ashcroft", "aisha khan"]
  private static let postcodes = ["L17 4JT", "L23 3ZE", "WN1 1AA", "M1 1AE", "nowhere"]

  mutating func register() async throws {
    let number = luck.next(150)
    let email = "carer\(number)@example.org"
    let body = town.registration([
      "name": .string(luck.one(of: Self.names)), "email": .string(email),
      "phone": .string("0151 496 0\(100 + luck.next(800))"), "postcode": .string(luck.one(of: Self.postcodes)),
      "area": luck.one(of: ["liverpool", "liverpool", "wigan", "leigh"]),
      "birthDate": luck.one(of: ["1980-06-01", "1955-02-28", "2015-01-01", "1980-06-31"]),
    ])
    let key = luck.next(3) == 0 ? ["Idempotency-Key": "register-\(number)"] : [:]
    let answer = try await send("POST", "/v1/carers", body, as: luck.next(4) == 0 ? somebody() : nil, headers: key)
    guard answer.status == 201, let id = answer.json["id"]?.text else { return }
    known.emails.append(email)
    let token = try await town.carryOut { errand -> String? in
      guard let carer = try errand.store.carers.find(try ID<Carer>(text: id)) else { return nil }
      try errand.store.people.markEmailProven(carer.person, at: errand.now)
      return try errand.openSession(for: carer.person, days: 30).token
    }
    if let token { known.carers.append((id, token)) }
  }

  mutating func verify() async throws {
    guard !known.carers.isEmpty else { return }
    let area = luck.one(of: ["liverpool", "liverpool", "wigan"])
    try await send(
      "POST", "/v1/carers/\(luck.one(of: known.carers).id)/verify", ["evidence": "letter seen"],
      as: luck.next(8) == 0 ? carer() : staff["coordinator \(area)"])
  }

  /// Asks for a code, and types a wrong one or the one in the letter.
  mutating func signIn() async throws {
    let email = known.emails.isEmpty || luck.next(5) == 0 ? "nobody@example.org" : luck.one(of: known.emails)
    try await send("POST", "/v1/sign-in", ["email": .string(email)], as: nil)
    let code = luck.next(3) == 0 ? nil : try await newestCode()
    try await send(
      "POST", "/v1/sign-in/confirm", ["email": .string(email), "code": .string(code ?? "1234 5678")], as: nil)
  }

  private func newestCode() async throws -> String? {
    try await town.carryOut { errand in
      try errand.store.sql.first(
        "SELECT id, code FROM letter WHERE code IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1"
      ).flatMap { row in
        let id = try row.id("id", Letter.self)
        return try errand.store.keys.openedIfAny(row.bytesIfAny("code"), place: "letter.code.\(id.text)")
      }
    }
  }

  mutating func changeCarer() async throws {
    let change: JSON = luck.one(of: [
      ["phone": "0151 496 0777"], ["name": "Aisha Whitworth"], ["access": ["step_free", "quiet_space"]],
      ["postcode": "L1 1"], ["food": ["diets": ["vegan"]]],
      ["consents": ["privacy": true, "shareWithPartners": false]],
    ])
    let path = "/v1/carers/me"
    if luck.next(2) == 0 { try await send("GET", path, as: carer()) }
    try await send("PATCH", path, change, as: carer(), headers: luck.next(3) == 0 ? ["If-Match": "\"1\""] : [:])
  }

  mutating func prescribe() async throws {
    let email = known.emails.isEmpty ? "aisha@example.org" : luck.one(of: known.emails)
    var body = town.prescription(["email": .string(email), "name": .string(luck.one(of: Self.names))]).object
    if luck.next(4) == 0 { body?["urgency"] = luck.one(of: ["urgent", "routine", "whenever"]) }
    if luck.next(6) == 0 { body?["reason"] = "" }
    let key = ["Idempotency-Key": "prescribe-\(luck.next(400))"]
    let answer = try await send(
      "POST", "/v1/prescriptions", body.map(JSON.object), as: luck.next(9) == 0 ? somebody() : staff["doctor"],
      headers: luck.next(4) == 0 ? [:] : key)
    if let code = answer.json["code"]?.text { known.codes.append(code) }
  }

  mutating func usePrescription() async throws {
    guard !known.codes.isEmpty else { return }
    let path = "/v1/prescriptions/\(luck.one(of: known.codes))"
    switch luck.next(6) {
    case 0: try await send("GET", path, as: staff["doctor"])
    case 1: try await send("POST", path + "/withdraw", ["reason": "Issued twice."], as: staff["doctor"])
    case 2: try await send("GET", path, as: somebody())
    default: try await send("POST", path + "/redeem", [:], as: carer())
    }
  }

  mutating func search() async throws {
    let asked: JSON = luck.one(of: [
      ["name": "khan"], ["name": "aisha"], ["phone": "0151 496 0303"], ["postcode": "L17 4JT"],
      ["email": .string(known.emails.last ?? "a@example.org")], ["name": "a", "postcode": "L17 4JT"], [:],
      ["birthDate": "1980-06-01", "name": "Ashcroft"],
    ])
    let found = try await send(
      "POST", "/v1/carers/search", asked, as: luck.next(6) == 0 ? carer() : staff["volunteer liverpool"])
    guard let id = found.json["items"]?.items?.first?["id"]?.text else { return }
    try await send("GET", "/v1/carers/\(id)", as: staff["volunteer liverpool"])
  }

  mutating func handLetter() async throws {
    let list = try await send(
      "GET", "/v1/letters?\(luck.one(of: ["by=phone", "state=failed", "state=withheld", "limit=3", "by=post"]))",
      as: staff["volunteer \(luck.one(of: ["liverpool", "wigan"]))"])
    known.letters += (list.json["items"]?.items ?? []).compactMap { $0["id"]?.text }
    guard !known.letters.isEmpty else { return }
    let path = "/v1/letters/\(luck.one(of: known.letters))"
    try await send("GET", path, as: staff["volunteer liverpool"])
    if luck.next(2) == 0 { try await send("POST", path + "/done", ["how": "spoke"], as: staff["volunteer liverpool"]) }
  }
}
