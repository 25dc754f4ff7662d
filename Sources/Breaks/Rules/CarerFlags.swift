/// What a volunteer must heed before saying a word.
package enum CarerFlags {
  /// Nobody has recorded that the carer read, heard or was sent the privacy notice: no letter goes to them.
  package static let noticeNeeded = "privacy_needed"

  /// The flags of a carer on a day, in a fixed order.
  ///
  /// - Parameter isQuiet: whether the carer is to be left in peace; why is not for a list.
  package static func flags(of carer: CarerDetails, isQuiet: Bool = false, on today: Day) -> [String] {
    let otherFormats: Set<Format> = [.largePrint, .easyRead, .braille, .audio, .bsl]
    let flags: [(String, Bool)] = [
      ("discreet", carer.contact.discreet),
      ("quiet", isQuiet),
      ("young_carer", carer.birthDate.age(on: today) < PartyRules.adultAge),
      ("responsible_adult", carer.responsibleAdult != nil),
      ("interpreter", carer.languages.contains(where: \.interpreter)),
      ("other_format", !otherFormats.isDisjoint(with: carer.formats)),
      ("access_needs", !carer.access.isEmpty),
      ("no_email", carer.email == nil),
      ("severe_allergy", !carer.food.severe.isEmpty),
    ]
    return flags.filter(\.1).map(\.0)
  }
}
