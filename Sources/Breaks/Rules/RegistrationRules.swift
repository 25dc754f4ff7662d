/// What a registration must be.
package enum RegistrationRules {
  /// The oldest anybody can be.
  package static let ageMax = 120
  /// How far a client's clock may be ahead of ours, in seconds.
  package static let clockSlackSeconds = 300

  /// Everything that is wrong with a registration, at the places where a request has it.
  ///
  /// - Parameter hasRead: whether the privacy notice was read, heard or posted.
  package static func problems(in details: CarerDetails, hasRead: Bool, now: Instant) -> [Problem] {
    let today = London.day(of: now)
    var problems = reachProblems(in: ReachedPerson(details), at: "", now: now)
    for (place, allergen) in details.food.severe.enumerated() where !details.food.avoids.contains(allergen) {
      problems.append(
        Problem("/food/severe/\(place)", "not_allowed_here", "What is severe must stand among avoids too."))
    }
    if let since = details.caring.since, since.firstDay > today {
      problems.append(Problem("/caring/since", "in_the_future", "This day has not come yet."))
    }
    if !hasRead {
      problems.append(
        Problem(
          "/consents/privacy", "consent_needed",
          "Please read the privacy notice, or have it read or posted, before registering."))
    }
    return problems
  }

  /// What is wrong with how somebody is to be reached: age, adult, ways and languages.
  ///
  /// - Parameter place: where the request has this person: empty, or `/carer`.
  package static func reachProblems(in person: ReachedPerson, at place: String, now: Instant) -> [Problem] {
    let today = London.day(of: now)
    var problems: [Problem] = []
    let age = person.birthDate.age(on: today)
    if person.birthDate > today {
      problems.append(Problem("\(place)/birthDate", "in_the_future", "This day has not come yet."))
    } else if age > ageMax {
      problems.append(Problem("\(place)/birthDate", "too_small", "Nobody is older than \(ageMax) years."))
    } else if age < PartyRules.inChargeUntilAge, person.adult == nil {
      problems.append(
        Problem(
          "\(place)/responsibleAdult", "responsible_adult_needed",
          "A carer under 16 needs a responsible adult who has agreed."))
    }
    if let adult = person.adult, adult.agreedAt > now.adding(seconds: clockSlackSeconds) {
      problems.append(
        Problem("\(place)/responsibleAdult/agreedAt", "in_the_future", "This time has not come yet."))
    }
    if person.ways.isEmpty {
      problems.append(
        Problem(
          place, "no_way_to_reach",
          "Please give an e-mail address, a phone number or a full postal address."))
    }
    for (number, way) in person.contact.safeBy.enumerated() where !person.ways.contains(way) {
      problems.append(
        Problem(
          "\(place)/contact/safeBy/\(number)", "not_allowed_here",
          "This way is called safe, but there is nothing to reach the carer by it."))
    }
    for (number, language) in person.languages.enumerated()
    where person.languages.firstIndex(where: { $0.tag == language.tag }) != number {
      problems.append(Problem("\(place)/languages/\(number)/tag", "duplicate", "This is already in the list."))
    }
    return problems
  }

  /// What is said when a request names an area that there is not, or that is not the caller's.
  package static let noSuchArea = Problem("/area", "not_found", "There is no area of this name for you.")
}

/// What a registration and a prescription have in common: a person, and how to reach them.
package struct ReachedPerson: Sendable {
  let birthDate: Day
  let languages: [LanguageSkill]
  let contact: SafeContact
  let adult: ResponsibleAdult?
  /// The ways that there are, safe or not.
  package let ways: [ContactWay]

  /// Takes it from a registration.
  package init(_ carer: CarerDetails) {
    birthDate = carer.birthDate
    languages = carer.languages
    contact = carer.contact
    adult = carer.responsibleAdult
    ways = ReachedPerson.ways(email: carer.email, phone: carer.phone, address: carer.address)
  }

  /// Takes it from a prescription.
  package init(_ carer: PrescribedCarer) {
    birthDate = carer.birthDate
    languages = carer.languages
    contact = carer.contact
    adult = carer.responsibleAdult
    ways = ReachedPerson.ways(email: carer.email, phone: carer.phone, address: carer.address)
  }

  /// By which ways somebody can be reached who has these.
  package static func ways(email: EmailAddress?, phone: UKPhone?, address: String?) -> [ContactWay] {
    let ways: [(ContactWay, Bool)] = [(.email, email != nil), (.phone, phone != nil), (.post, address != nil)]
    return ways.filter(\.1).map(\.0)
  }
}
