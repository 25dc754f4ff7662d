import Breaks
import TestTown
import Wire

// What somebody asks in a random story before they book: what fits, what there is, and how much is left.

extension Replay {
  private static let facets = [
    "", "?area=liverpool&category=hotel", "?stay=overnight&diet=halal&free=true&language=en", "?q=swiming", "?near=L17",
  ]

  /// The same questions in turn; the story itself goes on as if nobody had asked.
  mutating func find(_ turn: Int) async throws {
    let kept = known
    defer { known = kept }
    guard !known.carers.isEmpty else { return }
    let carer = known.carers[turn % known.carers.count]
    let asker = turn % 3 == 0 ? nil : turn % 3 == 1 ? carer.token : staff["commissioner liverpool"]
    switch turn % 6 {
    case 0:
      let first = try await send("GET", "/v1/offers?fitsMe=true&limit=\(1 + turn % 4)", as: carer.token)
      guard let next = first.json["next"]?.text else { return }
      try await send("GET", "/v1/offers?fitsMe=true&near=L17&cursor=\(next)", as: carer.token)
    case 1: try await send("GET", "/v1/offers/facets\(Self.facets[turn / 6 % Self.facets.count])", as: asker)
    case 2: try await send("GET", "/v1/carers/me/caps", as: carer.token)
    case 3:
      let offer = known.offers[turn % known.offers.count]
      try await send(
        "PATCH", "/v1/offers/\(offer.id)", ["visibility": turn % 4 == 0 ? "carers" : "open"], as: offer.token)
      for token in [nil, carer.token, offer.token] { try await send("GET", "/v1/offers/\(offer.id)", as: token) }
    case 4:
      let body: JSON = [
        "onBehalfOf": .string(carer.id), "identity": ["checked": ["name", "postcode"]], "q": "night",
      ]
      try await send("POST", "/v1/offers/fits", body, as: staff["volunteer liverpool"])
    default: try await send("GET", "/v1/carers/\(carer.id)/caps", as: staff["volunteer liverpool"])
    }
  }
}
