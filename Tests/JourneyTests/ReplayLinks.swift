import Breaks
import TestTown
import Wire

// What the readers of letters do with their links in a random story.

extension Replay {
  mutating func useLink() async throws {
    guard !known.bookings.isEmpty else { return }
    let purpose = luck.one(of: [LinkPurpose.partnerAnswer, .carerCancel, .waitingOffer, .feedback])
    guard let path = try await town.link(purpose, of: luck.one(of: known.bookings)) else { return }
    try await send("GET", path, as: nil)
    let message = ("message", luck.next(2) == 0 ? "Späť & \"so\"" : "")
    let answer = luck.one(of: ["accept", "decline", "cancel", "keep", "yes", "no", ""])
    let said = try await town.submit(path, [purpose == .feedback ? ("welcome", "4") : ("answer", answer), message])
    note("form: \(path) \(answer) \(said.status) \(said.text)")
  }
}
