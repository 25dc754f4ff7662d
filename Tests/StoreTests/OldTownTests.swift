import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing

/// A town that was founded on the first schema is whole after every migration since.
@Suite(.onEveryEngine) struct OldTownTests {
  private static let keys = Keys(id: "old", master: Array(repeating: 7, count: 32))
  private static let founded = Town.start

  @Test func `later migrations keep what the first schema wrote`() async throws {
    let database = try await Ground.database(at: 1)
    try await database.write { tx in
      for (sql, values) in try Self.rows() { try tx.execute(sql, values) }
    }
    _ = try await Migrator(Schema.migrations).migrate(database, now: Self.founded.millis)
    try await database.write { tx in
      let store = StoreTransaction(tx, keys: Self.keys)
      let area = try #require(try store.areas.find(AreaSlug(stored: "liverpool")))
      #expect(area.details.caps.count == 1)
      let offer = try #require(try store.offers.find(ID(id(4)), now: Self.founded))
      #expect(offer.details.title == "A night by the beach")
      #expect(offer.details.unitKinds == [])
      let slot = try #require(try store.slots.find([ID(id(5))], of: offer.id).first)
      #expect(slot.placesLeft == 1)
      #expect(slot.unitsLeft == nil)
      let carer = try #require(try store.carers.find(ID(id(3))))
      #expect(carer.details.name == "Moira Ashcroft")
      #expect(carer.quiet == nil)
      #expect(carer.consents.map(\.value) == [true])
      try Self.checkBookings(store)
      try Self.checkLetters(store)
    }
  }

  private static func checkBookings(_ store: StoreTransaction) throws {
    let stands = try #require(try store.bookings.find(ID<Booking>(id(6))))
    #expect(stands.state == .confirmed)
    #expect(stands.party == [PartyMember(kind: .carer), PartyMember(kind: .companion, name: "Teresa")])
    #expect(stands.need == Need(people: 2))
    #expect(stands.note == "We may be late.")
    #expect(stands.calendarID == stands.id)
    #expect(stands.replaces == nil)
    let ended = try #require(try store.bookings.find(ID<Booking>(id(7))))
    #expect(ended.ending?.why == .illness)
    #expect(ended.ending?.reason == "A cold.")
    // Nobody was asked in those days, so it costs nothing.
    let absent = try #require(try store.bookings.find(ID<Booking>(id(8))))
    #expect(absent.absence?.excused == true)
    let days = (from: London.day(of: founded).adding(days: -300), until: London.day(of: founded).adding(days: 300))
    #expect(try store.bookings.countTowardsCap(ID(id(3)), stay: .overnight, on: days) == 1)
    #expect(try store.bookings.holds(ID(id(3)), anyOf: [ID(id(5))]))
    #expect(try store.standings.lastTookAt([ID(id(3))], stay: .overnight)[ID(id(3))] == stands.startsAt)
  }

  private static func checkLetters(_ store: StoreTransaction) throws {
    let letter = try #require(try store.letters.find(ID(id(9))))
    #expect(letter.kind == .bookingConfirmed)
    #expect(letter.subject == LetterSubject(booking: ID(id(6)), calendarSequence: 0))
    let due = try store.outbox.claim(limit: 10, leaseSeconds: 60, owner: ID(id(99)), now: founded)
    #expect(due.map(\.id) == [ID(id(9))])
    #expect(try store.letters.told(of: [ID(id(6))])[ID(id(6))]?.map(\.state) == [.queued])
  }
}

// The rows, in the words of the first schema: what its program wrote stands here letter by letter.
extension OldTownTests {
  private typealias Row = (sql: String, values: [SQLValue])

  private static func rows() throws -> [Row] {
    try places() + people() + bookings()
      + [
        (
          """
          INSERT INTO letter (id, kind, area, recipient, recipient_id, booking_id, calendar_sequence, by_way, state, lane,
            message_id, not_before, created_at)
          VALUES ($1, 'booking_confirmed', 'liverpool', 'carer', $2, $3, 0, 'email', 'queued', 1, 'old@letters', $4, $4)
          """, [.uuid(id(9)), .uuid(id(3)), .uuid(id(6)), .at(founded)]
        )
      ]
  }

  private static func places() -> [Row] {
    [
      ("INSERT INTO area (slug, details, created_at) VALUES ('liverpool', $1, $2)", [.text(area), .at(founded)]),
      (
        """
        INSERT INTO partner (id, area, name, kind, email, no_personal_care, created_at)
        VALUES ($1, 'liverpool', 'Bluebell House', 'hotel', 'desk@bluebell.example', FALSE, $2)
        """, [.uuid(id(1)), .at(founded)]
      ),
      (
        """
        INSERT INTO offer (id, partner_id, area, state, category, stay, party_max, children_welcome, contribution_pence,
          details, created_at)
        VALUES ($1, $2, 'liverpool', 'published', 'hotel', 'overnight', 4, TRUE, 0, $3, $4)
        """, [.uuid(id(4)), .uuid(id(1)), .text(offer), .at(founded)]
      ),
      (
        "INSERT INTO slot (id, offer_id, starts_at, ends_at, places, taken, created_at) VALUES ($1, $2, $3, $4, 3, 2, $5)",
        [.uuid(id(5)), .uuid(id(4)), .at(founded.adding(hours: 200)), .at(founded.adding(hours: 220)), .at(founded)]
      ),
    ]
  }

  private static func people() throws -> [Row] {
    [
      (
        """
        INSERT INTO person (id, name, email, email_canonical, languages, email_sign_in, email_proven_at, created_at)
        VALUES ($1, 'Moira Ashcroft', 'moira@example.org', 'moira@example.org', '[]', TRUE, $2, $2)
        """, [.uuid(id(2)), .at(founded)]
      ),
      (
        """
        INSERT INTO carer (id, person_id, reference, area, state, name_canonical, postcode, birth_date, profile, created_at)
        VALUES ($1, $2, 'MR7NWDJ', 'liverpool', 'verified', 'moira ashcroft', 'L8 3SB', '1968-04-17', $3, $4)
        """, [.uuid(id(3)), .uuid(id(2)), try sealed(carer, "carer.profile.\(ID<Carer>(id(3)))"), .at(founded)]
      ),
      (
        """
        INSERT INTO carer_consent (carer_id, position, kind, value, at, how, notice_version)
        VALUES ($1, 0, 'privacy', TRUE, $2, 'web', '2026-04')
        """, [.uuid(id(3)), .at(founded)]
      ),
    ]
  }

  private static func bookings() throws -> [Row] {
    try booking(6, "HT4K7QX", "confirmed", startsIn: 200) + booking(7, "AAAAAAA", "cancelled", startsIn: 200)
      + booking(8, "CCCCCCC", "absent", startsIn: -200)
  }

  private static func booking(_ number: Int, _ reference: String, _ state: String, startsIn hours: Int) throws -> [Row]
  {
    let key = ID<Booking>(id(number))
    let isCancelled = state == "cancelled"
    let start = founded.adding(hours: hours)
    let face: [SQLValue] = [
      .id(key), .text(reference), .uuid(id(3)), .uuid(id(4)), .uuid(id(1)), .at(start), .at(start.adding(hours: 20)),
      .on(London.day(of: start)), .text(state), try sealed("We may be late.", "booking.note.\(key)"),
      .bool(!isCancelled), .at(founded),
    ]
    var ending: [SQLValue] = [.null(.instant), .null(.text), .null(.text), .null(.bytes), .null(.bool)]
    if isCancelled {
      ending = [
        .at(founded), .text("carer"), .text("illness"), try sealed("A cold.", "booking.reason.\(key)"), .bool(false),
      ]
    }
    let insert = """
      INSERT INTO booking (id, reference, carer_id, offer_id, partner_id, area, stay, starts_at, ends_at, starts_on,
        people, state, channel, note, cancel_free_until, counts_towards_cap, breaks, created_at, ended_at, ended_by, why,
        reason, late)
      VALUES ($1, $2, $3, $4, $5, 'liverpool', 'overnight', $6, $7, $8, 2, $9, 'web', $10, $6, $11, 1, $12, $13, $14,
        $15, $16, $17)
      """
    let slot: [SQLValue] = [.id(key), .uuid(id(5)), .uuid(id(3)), .bool(state == "confirmed")]
    let first = try sealed(#"{"access":[],"kind":"carer"}"#, "party_member.details.\(key).0")
    let second = try sealed(
      #"{"access":[],"kind":"companion","name":"Teresa"}"#, "party_member.details.\(key).1")
    let member = "INSERT INTO party_member (booking_id, position, kind, details) VALUES"
    return [
      (insert, face + ending),
      ("INSERT INTO booking_slot (booking_id, slot_id, carer_id, people, live) VALUES ($1, $2, $3, 2, $4)", slot),
      ("\(member) ($1, 0, 'carer', $2)", [.id(key), first]),
      ("\(member) ($1, 1, 'companion', $2)", [.id(key), second]),
    ]
  }

  private static func sealed(_ text: String, _ place: String) throws -> SQLValue {
    .bytes(try keys.seal(Array(text.utf8), place: place))
  }

  private static let area = """
    {"caps":[{"count":1,"per":"half_year","stay":"overnight"}],"controller":"Breathe CIC","email":"desk@liverpool.example",\
    "name":"Liverpool","phone":"0151 496 0100","phoneHours":"weekdays 9 to 5","postalAddress":"1 Dale Street",\
    "postcodeDistricts":[],"privacyNotice":{"url":"https://breathe.example/privacy","version":"2026-04"},\
    "safeguardingPhone":"0151 496 0199","schemeName":"Breathe Liverpool"}
    """
  private static let offer = """
    {"audience":{"caredForWelcome":true,"childrenWelcome":true,"partyMax":4,"youngCarersWelcome":true},\
    "bookBeforeHours":0,"cancelFreeHours":24,"category":"hotel","confirmation":"instant","contributionPence":0,\
    "contributionPer":"person","description":"Two streets from the sand.","postcode":"L23 3ZE",\
    "provides":{"access":[],"allergensAvoided":[],"diets":[],"languages":[]},"stay":"overnight",\
    "summary":"Bed and breakfast.","title":"A night by the beach","town":"Crosby"}
    """
  private static let carer = """
    {"access":["step_free"],"area":"liverpool","birthDate":"1968-04-17",\
    "caring":{"canLeaveOvernight":true,"caresFor":[{"needs":["dementia"],"relation":"mother"}],\
    "needsReplacementCare":false},"contact":{"calendar":true,"discreet":false,"emailSignIn":true,"leaveMessage":false,\
    "safeBy":["email"]},"email":"moira@example.org","food":{"avoids":[],"diets":["vegetarian"],"severe":[]},\
    "formats":[],"languages":[{"interpreter":false,"reads":true,"speaks":true,"tag":"en"}],"name":"Moira Ashcroft",\
    "postcode":"L8 3SB"}
    """
}
