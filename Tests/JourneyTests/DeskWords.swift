/// One line a verb, with every option it has; more where options exclude each other.
enum DeskWords {
  private static let id = "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01"
  private static let filters = """
    --area liverpool --category hotel --stay overnight --from 2027-03-05 --to 2027-03-06 --party 2 --children 1 \
    --diet halal --avoid milk --access step-free --language pa --words tea --near L1 --within-km 5 --free \
    --limit 5 --cursor c
    """
  private static let acting = "--for \(id) --checked postcode --checked birth-date"
  private static let party = """
    --party companion:Sam:in-charge:diet=halal:avoids=milk:severe=peanuts:food=softly:access=step-free \
    --party child:Ella:6
    """
  private static let words = "--cover arranged --share-needs --prescription RWKG-YNA-4TD --note Late"
  private static let page = "--limit 5 --cursor c"
  private static let room = "--places 8 --units 4 --kind twin:3 --staff 1"
  private static let registration = """
    --name Gill --email h@example.org --phone 01514960177 --address Here --postcode L15 --birth-date 2012-01-09 \
    --area liverpool --language pa:speaks,reads,interpreter --diet halal --avoids milk --severe milk --food-notes x \
    --access step-free --format large-print --safe-by phone --discreet --leave-message --call-between ten \
    --no-calendar --no-email-sign-in --contact-note x --hours 50 --since 2019 --cares-for mother:dementia \
    --cannot-leave-overnight --needs-replacement-care --adult-name Ada --adult-relation parent \
    --adult-contact a@example.org --adult-agreed now --adult-how phone --adult-may-act --privacy-read --share --news
    """
  private static let offer = """
    --title T --stay overnight --category hotel --area liverpool --summary S --description D --postcode L1 --town T \
    --diet halal --avoids milk --allergens-stated-on 2027-03-05 --language pa --access step-free --party-max 4 \
    --children --young-carers --cared-for --minimum-age 0 --contribution-pence 1 --contribution-per party \
    --value-pence 1 --book-before-hours 1 --cancel-free-hours 1 --confirmation partner --season-from 2027-03-05 \
    --season-to 2027-03-06 --visibility carers --unit-kind twin:2 --allocation ballot --prescription-percent 20 \
    --ask-from-hours 500 --ask-until-hours 100
    """
  private static let partner = """
    --name N --kind hotel --area liverpool --email a@example.org --phone 1 --postcode L1 --town T --address A \
    --description D --safeguarding-lead N --policy-seen-on 2027-03-05 --insurance-seen-on 2027-03-05 \
    --cqc-location 1 --no-personal-care
    """
  private static let care = "--care-offer \(id) --care-date \(id) --care-need Company --care-ratio shared --care-note x"

  static let all: [String] = [
    "me", "login --email a@example.org", "login --email a@example.org --code 1 --person \(id)", "logout",
    "areas list \(page)", "areas show liverpool",
    "carers find --phone 1 --reference r --name n --postcode p --birth-date 1948-01-09 --state verified",
    "carers show \(id)", "carers show me", "carers register \(registration)", "carers change \(id) \(registration)",
    "carers change me \(registration)", "carers verify \(id) --evidence x --evidence-kind other",
    "carers caps \(id)", "carers caps me", "carers privacy \(id) --how heard", "carers quiet \(id) --why asked",
    "carers lift \(id)",
    "offers find --sort soonest \(filters)", "offers find \(filters) --fits me",
    "offers find \(filters) --fits \(id) --checked postcode --checked phone", "offers facets \(filters)",
    "offers show \(id) --from 2027-03-05 --to 2027-03-06 \(page)", "offers draft --partner \(id) \(offer)",
    "offers change \(id) \(offer)", "offers copy \(id) --title T", "offers publish \(id)", "offers withdraw \(id)",
    "offers add-dates \(id) --date 2027-03-05 --starts 10:00 --ends 12:00 \(room)",
    """
    offers repeat \(id) --on tuesday --starts 10:00 --ends 12:00 --from 2027-03-05 --until 2027-07-05 --every-weeks 2 \
    --not-bank-holidays --except 2027-03-09 \(room)
    """,
    "offers change-date \(id) \(room)", "offers remove-date \(id)",
    "offers pause \(id) --from 2027-03-05 --to 2027-03-06 --reason x",
    "offers resume \(id) --from 2027-03-05 --to 2027-03-06",
    "bookings make --offer \(id) --slot \(id) \(acting) \(party) \(words) --unit-kind twin --override-reason x \(care)",
    "bookings make --offer \(id) --slot \(id) --hold --care-need Company --care-ratio shared",
    "bookings confirm R \(party) \(words)", "bookings extend R",
    "bookings list --for \(id) --area a --state held --from 2027-03-05 --to 2027-03-06 \(page)", "bookings show R",
    """
    bookings change R --slot \(id) --care-date \(id) \(party) --unit-kind twin --cover arranged --note x \
    --share-needs --checked phone
    """,
    "bookings cancel R --why illness --reason x --spoke-to x --care-too",
    "bookings accept R --message x --reason x --spoke-to x", "bookings decline R --message x --reason x --spoke-to x",
    "bookings attended R", "bookings absent R", "bookings absence R --why illness --reason x --excused",
    "bookings care R --how arranged", "bookings care R \(care) --share-needs", "bookings needs-seen R",
    "prescriptions list --state issued --due-before 2027-03-05 \(page)", "prescriptions show C",
    "prescriptions redeem C \(acting) --birth-date 1948-01-09 --postcode L1 --nhs-number 1",
    "letters list --by phone --state done \(page)", "letters read \(id)", "letters done \(id) --how spoke --note x",
    "partners list --area a --kind hotel \(page)", "partners show \(id)", "partners add \(partner)",
    "partners change \(id) \(partner)", "partners offers \(id) --state draft \(page)",
    "partners bookings \(id) --state confirmed --from 2027-03-05 --to 2027-03-06 \(page)",
    "partners bookings \(id) --whole",
    "partners guests \(id) --from 2027-03-05 --to 2027-03-06", "partners guests \(id) --csv 2027-03-05",
    "partners thanks \(id) --year 2027", "partners thanks \(id) --send",
    "import offers list.csv --partner \(id)", "import slots list.csv --partner \(id)",
    "import partners list.csv --area a", "import carers list.csv --area a",
    """
    waiting join --offer \(id) --slot \(id) \(acting) \(party) \(words) --unit-kind twin --care-need Company \
    --care-ratio shared
    """,
    "waiting list --for \(id) --offer \(id) --area a --state waiting \(page)", "waiting show \(id)",
    "waiting leave \(id)", "waiting accept \(id) \(party) \(words)", "waiting turn-down \(id)",
    "rounds list \(id) \(page)", "rounds show \(id)",
    "rounds open \(id) --slot \(id) --opens-at 2027-02-12T09:00:00Z --closes-at 2027-02-26T17:00:00Z",
    "rounds call-off \(id)", "rounds ballot \(id)",
    "entries make --round \(id) --slot \(id) \(acting) \(party) \(words) --unit-kind twin \(care)",
    "entries make --round \(id) --slot \(id) --care-need Company --care-ratio shared",
    "entries list --for \(id) \(page)", "entries show \(id)", "entries withdraw \(id)", "entries ask \(id) --words x",
    "asks list --area a --answered \(page)", "asks answer \(id) --outcome stands --words x",
    "wishes list --for \(id) --area a --state shown \(page)",
    "wishes make \(acting) --words x --area a --category hotel --stay overnight --near L1 --language pa",
    "wishes second \(id) \(acting)", "wishes second \(id) \(acting) --undo", "wishes withdraw \(id) \(acting)",
    "wishes show \(id)",
    "wishes close \(id) --why offered --offer \(id)", "demand --area a \(page)",
    """
    feedback give R \(acting) --welcome 5 --food 4 --access 3 --recommend 2 --words x --words-private
    """,
    "feedback show R", "feedback list --partner \(id) \(page)",
    "concerns raise --about child --words x --danger-now --area a --booking R --partner \(id) --carer \(id)",
    "concerns list --area a --state open \(page)", "concerns read \(id)", "concerns note \(id) --words x",
    "concerns close \(id) --words x", "concerns people a", "concerns people a --name \(id)",
    """
    people add --name N --email a@example.org --phone 1 --language pa --profession gp --registration 1234567 \
    --role partner:liverpool:\(id) --role prescriber:liverpool:\(id)
    """,
    "people show \(id)", "people disable \(id)", "practices list --area a \(page)",
    "practices add --ods-code N82001 --name N --area a --email a@example.org --phone 1 --carers-lead N",
    "refusals --area a --from 2027-03-05 --to 2027-03-06 \(page)",
  ]

  /// What is done elsewhere than at the desk, and why.
  static let elsewhere: [String: String] = [
    "addArea": "breather init makes an area; more are an administrator's, who knows curl",
    "changeArea": "an administrator's, who knows curl",
    "issuePrescription": "a health professional's, from the practice's own system",
    "withdrawPrescription": "a health professional's, from the practice's own system",
    "showSlot": "offers show shows every date of a break",
    "showLink": "a page for who got the letter", "useLink": "a page for who got the letter",
    "showHealth": "the operator's", "showReadiness": "the operator's", "showMetrics": "the operator's",
    "showOpenAPI": "the programmer's",
  ]

  /// Fields that no verb says, by operation.
  static let unsaid: [String: Set<String>] = [:]

  /// The verb whose page tells all of one thing, by operation.
  static let pages: [String: String] = [
    "showMe": "me", "showArea": "areas show liverpool", "showCarer": "carers show \(id)",
    "showCaps": "carers caps \(id)", "showOffer": "offers show \(id)", "showBooking": "bookings show R",
    "showPrescription": "prescriptions show C", "readLetter": "letters read \(id)",
    "showPartner": "partners show \(id)",
    "listPartnerBookings": "partners bookings \(id) --whole", "listGuests": "partners guests \(id)",
    "showThanks": "partners thanks \(id)", "showWaiting": "waiting show \(id)", "showRound": "rounds show \(id)",
    "showEntry": "entries show \(id)", "showFeedback": "feedback show R", "readConcern": "concerns read \(id)",
    "showPerson": "people show \(id)",
  ]

  /// Whether a field tells nobody anything: an id, or the version of a row.
  static func isForMachines(_ field: String) -> Bool {
    field.hasSuffix("/id") || field.hasSuffix("Id") || field.hasSuffix("/version")
  }

  /// What a page leaves out, by operation.
  static let unshown: [String: Set<String>] = [
    "showCarer": ["/consents/news/by", "/consents/privacy/by", "/consents/shareWithPartners/by"],
    // What is left now and after the reset is said; when each period began is not.
    "showCaps": ["/caps/0/from", "/caps/0/next/from", "/caps/0/next/resetsOn", "/caps/0/next/used"],
    // Of a list that fits, of an offer just published, and said by its dates.
    "showOffer": [
      "/fit/answer", "/fit/says/0/answer", "/fit/says/0/what", "/fit/says/0/why", "/fit/words", "/nextSlotAt",
      "/partner/kind", "/warnings/0/code", "/warnings/0/column", "/warnings/0/detail", "/warnings/0/line",
      "/warnings/0/parameter", "/warnings/0/pointer",
    ],
    // The offer's page has the rest of it; an open absence says until when it can be told what happened.
    "showBooking": [
      "/absence/answerBy", "/absence/askedAt", "/absence/settledAt", "/channel", "/offer/area", "/offer/category",
      "/offer/partner/kind", "/offer/stay",
    ],
    "showPrescription": ["/practice/odsCode", "/prescriber/registration"],
    // The party's own counts and ages are added up to adults and the ages of children.
    "listGuests": [
      "/days/0/offers/0/parties/0/adults", "/days/0/offers/0/parties/0/guests/0/age",
      "/days/0/offers/0/parties/0/guests/0/kind", "/from", "/to",
    ],
    // A step's words say all that its numbers do.
    "showWaiting": [
      "/channel", "/offer/area", "/offer/category", "/offer/partner/kind", "/offer/postcode", "/offer/stay",
      "/steps/0/ahead", "/steps/0/by", "/steps/0/code", "/steps/0/free", "/steps/0/needed", "/steps/0/of",
      "/steps/0/people", "/steps/0/until", "/steps/0/what",
    ],
    "showRound": ["/area", "/createdAt"],
    // `why` says in a sentence what the numbers of the draw say; the dates are looked up among the break's.
    "showEntry": [
      "/ask/state", "/channel", "/drawn/asked", "/drawn/at", "/drawn/free", "/drawn/left", "/drawn/needed",
      "/drawn/scarce", "/drawn/slot", "/reason", "/replacementCare/slots/0", "/slots/0",
    ],
    "showFeedback": ["/channel"],
    // The note that closed it says when.
    "readConcern": ["/closedAt"],
  ]
}
