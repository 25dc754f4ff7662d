// Every address of the API and of the pages behind links, on one screen; openapi.yaml says what each takes and gives, and a
// test holds them equal.

extension AddressBook {
  /// All of them.
  static let all: AddressBook = {
    var book = AddressBook()
    book.fill()
    book.finding()
    return book
  }()

  private mutating func fill() {
    people()
    partners()
    offers()
    dates()
    carers()
    prescriptions()
    bookings()
    waiting()
    shares()
    letters()
    voices()
    pages()
    health()
  }

  private mutating func people() {
    post("/v1/sign-in") { try await $0.startSignIn() }
    post("/v1/sign-in/confirm") { try await $0.confirmSignIn() }
    delete("/v1/session") { try await $0.endSession() }
    get("/v1/me") { try await $0.showMe() }
    get("/v1/areas") { try await $0.listAreas() }
    post("/v1/areas") { try await $0.addArea() }
    get("/v1/areas/{slug}") { try await $0.showArea() }
    patch("/v1/areas/{slug}") { try await $0.changeArea() }
    get("/v1/practices") { try await $0.listPractices() }
    post("/v1/practices") { try await $0.addPractice() }
    post("/v1/people") { try await $0.addPerson() }
    get("/v1/people/{id}") { try await $0.showPerson() }
    post("/v1/people/{id}/disable") { try await $0.disablePerson() }
  }

  private mutating func partners() {
    get("/v1/partners") { try await $0.listPartners() }
    post("/v1/partners") { try await $0.addPartner() }
    get("/v1/partners/{id}") { try await $0.showPartner() }
    patch("/v1/partners/{id}") { try await $0.changePartner() }
    get("/v1/partners/{id}/bookings") { try await $0.listPartnerBookings() }
    get("/v1/partners/{id}/guests") { try await $0.listGuests() }
    get("/v1/partners/{id}/guests.csv") { try await $0.exportGuests() }
    get("/v1/partners/{id}/thanks") { try await $0.showThanks() }
    post("/v1/partners/{id}/thanks") { try await $0.thankPartner() }
    postFile("/v1/partners/{id}/import/offers") { try await $0.importOffers() }
    postFile("/v1/partners/{id}/import/slots") { try await $0.importSlots() }
    postFile("/v1/areas/{slug}/import/partners") { try await $0.importPartners() }
  }

  private mutating func offers() {
    get("/v1/partners/{id}/offers") { try await $0.listPartnerOffers() }
    post("/v1/partners/{id}/offers") { try await $0.draftOffer() }
    get("/v1/offers") { try await $0.browseOffers() }
    get("/v1/offers/{id}") { try await $0.showOffer() }
    patch("/v1/offers/{id}") { try await $0.changeOffer() }
    post("/v1/offers/{id}/copy") { try await $0.copyOffer() }
    post("/v1/offers/{id}/publish") { try await $0.publishOffer() }
    post("/v1/offers/{id}/withdraw") { try await $0.withdrawOffer() }
  }

  private mutating func dates() {
    get("/v1/offers/{id}/slots") { try await $0.listSlots() }
    post("/v1/offers/{id}/slots") { try await $0.addSlots() }
    post("/v1/offers/{id}/pause") { try await $0.pauseOffer() }
    post("/v1/offers/{id}/resume") { try await $0.resumeOffer() }
    get("/v1/slots/{id}") { try await $0.showSlot() }
    patch("/v1/slots/{id}") { try await $0.changeSlot() }
    delete("/v1/slots/{id}") { try await $0.removeSlot() }
  }

  private mutating func carers() {
    post("/v1/carers") { try await $0.registerCarer() }
    get("/v1/carers/me") { try await $0.showOwnRegistration() }
    patch("/v1/carers/me") { try await $0.changeOwnRegistration() }
    post("/v1/carers/search") { try await $0.searchCarers() }
    get("/v1/carers/{id}") { try await $0.showCarer() }
    patch("/v1/carers/{id}") { try await $0.changeCarer() }
    post("/v1/carers/{id}/verify") { try await $0.verifyCarer() }
    post("/v1/carers/{id}/quiet") { try await $0.quietCarer() }
    post("/v1/carers/{id}/lift") { try await $0.liftQuiet() }
    post("/v1/carers/{id}/privacy") { try await $0.recordPrivacy() }
    postFile("/v1/areas/{slug}/import/carers") { try await $0.importCarers() }
  }

  private mutating func prescriptions() {
    get("/v1/prescriptions") { try await $0.listPrescriptions() }
    post("/v1/prescriptions") { try await $0.issuePrescription() }
    get("/v1/prescriptions/{code}") { try await $0.showPrescription() }
    post("/v1/prescriptions/{code}/redeem") { try await $0.redeemPrescription() }
    post("/v1/prescriptions/{code}/withdraw") { try await $0.withdrawPrescription() }
  }

  private mutating func bookings() {
    get("/v1/bookings") { try await $0.listBookings() }
    post("/v1/bookings") { try await $0.bookBreak() }
    get("/v1/bookings/{reference}") { try await $0.showBooking() }
    post("/v1/bookings/{reference}/confirm") { try await $0.confirmHold() }
    post("/v1/bookings/{reference}/extend") { try await $0.extendHold() }
    post("/v1/bookings/{reference}/change") { try await $0.changeBooking() }
    post("/v1/bookings/{reference}/cancel") { try await $0.cancelBooking() }
    post("/v1/bookings/{reference}/care") { try await $0.answerCare() }
    post("/v1/bookings/{reference}/accept") { try await $0.acceptBooking() }
    post("/v1/bookings/{reference}/decline") { try await $0.declineBooking() }
    post("/v1/bookings/{reference}/attended") { try await $0.markAttended() }
    post("/v1/bookings/{reference}/absent") { try await $0.markAbsent() }
    post("/v1/bookings/{reference}/absence") { try await $0.settleAbsence() }
    post("/v1/bookings/{reference}/needs-seen") { try await $0.markNeedsSeen() }
  }

  private mutating func waiting() {
    get("/v1/waiting") { try await $0.listWaiting() }
    post("/v1/waiting") { try await $0.joinWaiting() }
    get("/v1/waiting/{id}") { try await $0.showWaiting() }
    post("/v1/waiting/{id}/leave") { try await $0.leaveWaiting() }
    post("/v1/waiting/{id}/accept") { try await $0.acceptWaiting() }
    post("/v1/waiting/{id}/turn-down") { try await $0.turnDownWaiting() }
  }

  private mutating func shares() {
    get("/v1/offers/{id}/rounds") { try await $0.listRounds() }
    post("/v1/offers/{id}/rounds") { try await $0.openRound() }
    get("/v1/rounds/{id}") { try await $0.showRound() }
    get("/v1/rounds/{id}/ballot") { try await $0.showBallot() }
    post("/v1/rounds/{id}/call-off") { try await $0.callOffRound() }
    post("/v1/rounds/{id}/entries") { try await $0.enterRound() }
    get("/v1/entries") { try await $0.listEntries() }
    get("/v1/entries/{id}") { try await $0.showEntry() }
    post("/v1/entries/{id}/withdraw") { try await $0.withdrawEntry() }
    post("/v1/entries/{id}/ask-a-person") { try await $0.askAPerson() }
    post("/v1/entries/{id}/answer") { try await $0.answerAsk() }
    get("/v1/asks") { try await $0.listAsks() }
  }

  private mutating func letters() {
    get("/v1/letters") { try await $0.listLetters() }
    get("/v1/letters/{id}") { try await $0.readLetter() }
    post("/v1/letters/{id}/done") { try await $0.settleLetter() }
    get("/v1/refusals") { try await $0.countRefusals() }
  }

  private mutating func pages() {
    get("/l/{token}") { try await $0.showLink() }
    post("/l/{token}") { try await $0.useLink() }
  }

  private mutating func health() {
    get("/healthz") { try await $0.showHealth() }
    get("/readyz") { try await $0.showReadiness() }
    get("/metrics") { try await $0.showMetrics() }
    get("/openapi.json") { try await $0.showOpenAPI() }
  }

  /// Where carers shape the market, and where anybody says what worries them.
  private mutating func voices() {
    get("/v1/concerns") { try await $0.listConcerns() }
    post("/v1/concerns") { try await $0.raiseConcern() }
    get("/v1/concerns/{id}") { try await $0.showConcern() }
    post("/v1/concerns/{id}/notes") { try await $0.addConcernNote() }
    post("/v1/concerns/{id}/close") { try await $0.closeConcern() }
    get("/v1/areas/{slug}/safeguarding") { try await $0.listSafeguardingPeople() }
    post("/v1/areas/{slug}/safeguarding") { try await $0.nameSafeguardingPeople() }
    get("/v1/bookings/{reference}/feedback") { try await $0.showFeedback() }
    post("/v1/bookings/{reference}/feedback") { try await $0.giveFeedback() }
    get("/v1/partners/{id}/feedback") { try await $0.listPartnerFeedback() }
    get("/v1/wishes") { try await $0.listWishes() }
    post("/v1/wishes") { try await $0.makeWish() }
    post("/v1/wishes/{id}/second") { try await $0.secondWish() }
    post("/v1/wishes/{id}/unsecond") { try await $0.unsecondWish() }
    post("/v1/wishes/{id}/show") { try await $0.showWish() }
    post("/v1/wishes/{id}/close") { try await $0.closeWish() }
    post("/v1/wishes/{id}/withdraw") { try await $0.withdrawWish() }
    get("/v1/demand") { try await $0.listDemand() }
  }

  /// What fits, what there is, and what is left.
  private mutating func finding() {
    get("/v1/offers/facets") { try await $0.countOffers() }
    post("/v1/offers/fits") { try await $0.findFittingOffers() }
    get("/v1/carers/me/caps") { try await $0.showOwnCaps() }
    get("/v1/carers/{id}/caps") { try await $0.showCaps() }
  }
}
