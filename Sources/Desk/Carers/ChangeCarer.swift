import ArgumentParser
import Foundation
import Wire

extension Carers {
  /// `breather carers change`.
  struct Change: Verb {
    static let configuration = CommandConfiguration.desk(
      "Change a registration; what is not named stays. A list is all of it: name what still holds, too.")

    @Argument(help: "The row in the last list, the reference, the id, or me.") var carer: String
    @OptionGroup(title: "What is different") var registration: RegistrationOptions
    @Option(help: .clear(RegistrationOptions.clearable)) var clear: [String] = []
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      let whose = try await desk.registration(carer)
      let registered = try await desk.client.send(.get("carers", whose)).json
      let body = try registration.change(of: registered, nowMinutes: time(nil) / 60).clearing(
        clear, of: RegistrationOptions.clearable)
      guard body.unlessEmpty != nil else {
        throw DeskFault(.usage, "Say what is different, such as --phone. See: breather carers change --help")
      }
      try await desk.tell(.patch("carers", whose, body: body), saying: "Changed.", CarerPages.page)
    }
  }
}

extension RegistrationOptions {
  /// The body of a change.
  ///
  /// The responsible adult is replaced as a whole, so what is not said of the adult stays as it is; an allergen that is
  /// dangerous is avoided as well.
  /// - Parameters:
  ///   - registered: the registration as it is.
  ///   - nowMinutes: minutes since 1970, for `--adult-agreed now`.
  func change(of registered: JSON, nowMinutes: Int) throws -> JSON {
    var change = try said(nowMinutes: nowMinutes).with(["consents": saidConsents.unlessEmpty])
    if let adult = change["responsibleAdult"]?.object {
      var whole = registered["responsibleAdult"]?.object ?? JSONObject()
      for said in adult.members { whole[said.name] = said.value }
      change = change.with(["responsibleAdult": .object(whole)])
    }
    if !severe.isEmpty, avoids.isEmpty, let food = change["food"] {
      let avoided = registered["food"]?["avoids"]?.items?.compactMap(\.text) ?? []
      change = change.with(["food": food.with(["avoids": .list(Typed.words(avoided + severe))])])
    }
    return change
  }

  /// What a change can take away.
  static let clearable: KeyValuePairs<String, Clearable> = [
    "email": .value("email"), "phone": .value("phone"), "address": .value("address"),
    "diets": .list("food", "diets"), "avoids": .list("food", "avoids"), "severe": .list("food", "severe"),
    "food-notes": .value("food", "notes"), "access": .list("access"), "formats": .list("formats"),
    "call-between": .value("contact", "callBetween"), "contact-note": .value("contact", "note"),
    "hours": .value("caring", "hoursPerWeek"), "since": .value("caring", "since"),
    "cares-for": .list("caring", "caresFor"), "adult": .value("responsibleAdult"),
  ]
}
