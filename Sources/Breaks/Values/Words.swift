// The closed lists of words that carers, partners and forms share (contract, "Words"; domain, section 4).

/// What kind of break an offer is, and what kind of organisation a partner is.
package enum Category: String, CaseIterable, Sendable, Codable {
  case hotel, restaurant, theatre, leisure, sport, learning, attraction, wellbeing, community, care
}

/// Where and how long: a night away, some hours out, or somebody who comes to the home.
package enum Stay: String, CaseIterable, Sendable, Codable {
  case overnight, daytime
  case atHome = "at_home"
}

/// A diet that a person keeps or a kitchen provides.
package enum Diet: String, CaseIterable, Sendable, Codable {
  case vegetarian, vegan, halal, kosher
  case hinduVegetarian = "hindu_vegetarian"
  case jain
  case glutenFree = "gluten_free"
  case lactoseFree = "lactose_free"
  case lowSalt = "low_salt"
  case diabetic
  case softFood = "soft_food"
  case pureed
}

/// The fourteen allergens that UK food law names.
///
/// - Source: retained Regulation (EU) No 1169/2011, Annex II.
package enum Allergen: String, CaseIterable, Sendable, Codable {
  case celery, gluten, crustaceans, eggs, fish, lupin, milk, molluscs, mustard, peanuts, sesame, soya, sulphites
  case treeNuts = "tree_nuts"
}

/// What a place has, and what a person needs: the same words for both.
package enum Access: String, CaseIterable, Sendable, Codable {
  case stepFree = "step_free"
  case accessibleToilet = "accessible_toilet"
  case changingPlaces = "changing_places"
  case wheelchairSpace = "wheelchair_space"
  case accessibleBedroom = "accessible_bedroom"
  case rollInShower = "roll_in_shower"
  case hoist
  case hearingLoop = "hearing_loop"
  case quietSpace = "quiet_space"
  case relaxedSession = "relaxed_session"
  case dementiaFriendly = "dementia_friendly"
  case blueBadgeParking = "blue_badge_parking"
  case assistanceDogs = "assistance_dogs"
  case carerEssentialCompanionFree = "carer_essential_companion_free"
}

/// How words must reach somebody (Accessible Information Standard, DAPB1605).
package enum Format: String, CaseIterable, Sendable, Codable {
  case email, post, phone
  case largePrint = "large_print"
  case easyRead = "easy_read"
  case braille, audio, bsl
}

/// A way to reach a person.
package enum ContactWay: String, CaseIterable, Sendable, Codable {
  case email, phone, post
}

extension RawRepresentable where RawValue == String {
  /// The word as people read it: `gluten free` for `gluten_free`.
  package var inWords: String { String(rawValue.map { $0 == "_" ? " " : $0 }) }
}
