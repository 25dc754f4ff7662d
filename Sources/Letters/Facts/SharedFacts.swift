import Breaks

/// The area that writes: its name and the telephone that stands in every letter.
package struct AreaFacts: Equatable, Sendable {
  /// What the area calls its scheme, such as "Liverpool Breaks"; never in a discreet letter.
  package let schemeName: String
  /// The number that people ring, as they would dial it.
  package let phone: String
  /// When somebody answers it, such as "Monday to Friday, 9am to 5pm".
  package let phoneHours: String
  /// An address that people may write to; nil when there is none.
  package let email: String?

  /// Gathers the area's facts.
  package init(schemeName: String, phone: String, phoneHours: String, email: String? = nil) {
    self.schemeName = schemeName
    self.phone = phone
    self.phoneHours = phoneHours
    self.email = email
  }
}

/// Who reads the letter, as far as the letter may show it.
package struct ReaderFacts: Equatable, Sendable {
  /// The name to greet; nil while the address is not proven: then no name is used at all.
  package let name: String?
  /// The carer whom this reader answers for, when the reader is a responsible adult; left out when `name` is nil.
  package let behalfOf: String?
  /// BCP 47 tags of what the person reads, best first; where they read none, what they speak; empty means English.
  package let languages: [String]
  /// The contract's format words; `large_print` makes the letter's type larger.
  package let formats: [String]

  /// Gathers the reader's facts.
  package init(name: String?, behalfOf: String? = nil, languages: [String] = [], formats: [String] = []) {
    self.name = name
    self.behalfOf = behalfOf
    self.languages = languages
    self.formats = formats
  }
}

/// One stretch of time that is booked.
package struct SlotFacts: Equatable, Sendable {
  /// When it begins.
  package let startsAt: Instant
  /// When it ends; after `startsAt`.
  package let endsAt: Instant

  /// Makes a slot of its two ends.
  package init(startsAt: Instant, endsAt: Instant) {
    self.startsAt = startsAt
    self.endsAt = endsAt
  }
}

/// Where a break happens.
package struct PlaceFacts: Equatable, Sendable {
  /// The partner's name.
  package let name: String
  /// The partner's own telephone, when guests may ring it.
  package let phone: String?
  /// Street lines, then town, then postcode; may be empty when the offer has no fixed address.
  package let addressLines: [String]

  /// Gathers a place's facts.
  package init(name: String, phone: String?, addressLines: [String]) {
    self.name = name
    self.phone = phone
    self.addressLines = addressLines
  }
}

/// One person who comes, and what the place must know about food and access.
///
/// Food and access are the contract's words (`tree_nuts`, `step_free`); `Templates/en/words.json` says them for people.
package struct GuestFacts: Equatable, Sendable {
  /// The guest's name, for the carer's own letter only; a partner's letter never shows it.
  package let name: String?
  /// True for the one who reads the letter, who is called "You" in it.
  package let isReader: Bool
  /// Age in years on the day, 0...17, for a child; nil for an adult.
  package let childAge: Int?
  /// Diet words.
  package let diets: [String]
  /// Allergen words that must be avoided, those in `severe` too.
  package let avoids: [String]
  /// Allergen words for which a trace is dangerous.
  package let severe: [String]
  /// What else the kitchen should know, in the guest's own words.
  package let foodNotes: String?
  /// Access words.
  package let access: [String]

  /// Gathers one guest's facts; without any, an adult with no needs.
  package init(
    name: String? = nil, isReader: Bool = false, childAge: Int? = nil, diets: [String] = [], avoids: [String] = [],
    severe: [String] = [], foodNotes: String? = nil, access: [String] = []
  ) {
    self.name = name
    self.isReader = isReader
    self.childAge = childAge
    self.diets = diets
    self.avoids = avoids
    self.severe = severe
    self.foodNotes = foodNotes
    self.access = access
  }
}

/// What a guest pays themselves.
package struct ContributionFacts: Equatable, Sendable {
  /// Whole pence; 0 means nothing to pay.
  package let pence: Int
  /// `person`, `party`, or what is booked one by one: `room`, `table`, `bed`, or `unit` when it is not known which.
  package let per: String
  /// How often it is paid, where that is more than the reader might think; 1 says nothing.
  package let times: Int

  /// Makes a contribution of its amount and what it is for.
  package init(pence: Int, per: String, times: Int = 1) {
    self.pence = pence
    self.per = per
    self.times = times
  }
}

/// Rooms, tables or beds of one kind.
package struct RoomFacts: Equatable, Sendable {
  /// `single`, `double`, `twin`, `family`, `accessible`, `table` or `bed`.
  package let kind: String
  /// How many.
  package let count: Int

  /// Counts rooms of a kind.
  package init(kind: String, count: Int) {
    self.kind = kind
    self.count = count
  }
}

/// What care somebody needs, without a name.
package struct CareNeedFacts: Equatable, Sendable {
  /// `shared`, `one_to_one` or `two_to_one`.
  package let ratio: String
  /// What the person needs, in short words that somebody typed.
  package let needs: [String]

  /// Says what is needed.
  package init(ratio: String, needs: [String]) {
    self.ratio = ratio
    self.needs = needs
  }
}

/// A booking as its carer's letters show it.
package struct BookingFacts: Equatable, Sendable {
  /// The reference to say on the telephone, such as `HT4K-7QX`.
  package let reference: String
  /// The offer's title.
  package let offerTitle: String
  /// Where it is.
  package let place: PlaceFacts
  /// When it is, earliest first; never empty.
  package let slots: [SlotFacts]
  /// Everybody who comes, the carer first.
  package let guests: [GuestFacts]
  /// What they pay.
  package let contribution: ContributionFacts
  /// Which rooms, tables or beds are theirs; nil where kinds are not told apart.
  package let rooms: RoomFacts?

  /// Gathers a booking's facts.
  package init(
    reference: String, offerTitle: String, place: PlaceFacts, slots: [SlotFacts], guests: [GuestFacts],
    contribution: ContributionFacts, rooms: RoomFacts? = nil
  ) {
    self.reference = reference
    self.offerTitle = offerTitle
    self.place = place
    self.slots = slots
    self.guests = guests
    self.contribution = contribution
    self.rooms = rooms
  }
}

/// One event of a booking in a calendar.
package struct EventFacts: Equatable, Sendable {
  /// Which of the booking's events it is, from 1 on.
  package let number: Int
  /// When it is.
  package let time: SlotFacts

  /// Numbers an event.
  package init(number: Int, time: SlotFacts) {
    self.number = number
    self.time = time
  }

  /// Takes an event as the rules know it.
  package init(_ event: CalendarEvent) {
    let time = SlotFacts(startsAt: event.time.lowerBound, endsAt: event.time.upperBound)
    self.init(number: event.number, time: time)
  }
}

/// What a calendar entry needs beside the booking (RFC 5545, RFC 5546).
package struct CalendarFacts: Equatable, Sendable {
  /// UID: the same for the booking's whole life and for one reader, such as `<booking id>@breather`.
  package let uid: String
  /// SEQUENCE: 0 for the first entry, higher with every later one.
  package let sequence: Int
  /// What it puts in, or takes out; never empty.
  package let events: [EventFacts]
  /// DTSTAMP: when this letter was written; new each time.
  package let writtenAt: Instant
  /// ORGANIZER: the address that the letter comes from.
  package let organizerEmail: String
  /// ATTENDEE: the address that the letter goes to.
  package let attendeeEmail: String

  /// Gathers a calendar entry's facts.
  package init(
    uid: String, sequence: Int, events: [EventFacts], writtenAt: Instant, organizerEmail: String, attendeeEmail: String
  ) {
    self.uid = uid
    self.sequence = sequence
    self.events = events
    self.writtenAt = writtenAt
    self.organizerEmail = organizerEmail
    self.attendeeEmail = attendeeEmail
  }
}
