import Breaks
import SQL

// What an offer is found by, beside its own columns.

extension OfferStore {
  /// Writes an offer's words and grams anew.
  func index(_ offer: Offer) throws {
    try tx.sql.execute("DELETE FROM offer_word WHERE offer_id = $1", [.id(offer.id)])
    try tx.sql.execute("DELETE FROM offer_gram WHERE offer_id = $1", [.id(offer.id)])
    for (kind, words) in OfferStore.words(of: offer.details.provides) {
      for word in words {
        try tx.sql.execute(
          "INSERT INTO offer_word (offer_id, kind, word) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          [.id(offer.id), .text(kind), .text(word)])
      }
    }
    try add(Grams.index(OfferStore.texts(of: offer))[...], to: offer.id)
  }

  private static func words(of provides: Provides) -> [(kind: String, words: [String])] {
    [
      ("diet", provides.diets.map(\.rawValue)),
      ("avoid", provides.allergensAvoided.map(\.rawValue)),
      ("access", provides.access.map(\.rawValue)),
      ("language", provides.languages.flatMap { beginnings(of: $0) }),
    ]
  }

  /// `pa` and `pa-Guru` of `pa-Guru`: whoever looks for the one finds the other by plain equality.
  private static func beginnings(of tag: LanguageTag) -> [String] {
    let parts = tag.text.split(separator: "-")
    return (1...parts.count).map { parts.prefix($0).joined(separator: "-") }
  }

  private static func texts(of offer: Offer) -> [String] {
    let details = offer.details
    return [
      details.title, details.summary, details.description, offer.partner.name, details.town ?? "",
      details.category.inWords,
    ] + details.provides.languages.map(LanguageWords.names)
  }

  /// In three sizes of statement, so that few statements serve any number of grams.
  private func add(_ grams: ArraySlice<String>, to offer: ID<Offer>) throws {
    var left = grams
    for size in [100, 10, 1] {
      let rows = (0..<size).map { "($1, $\($0 + 2))" }.joined(separator: ", ")
      while left.count >= size {
        try tx.sql.execute(
          "INSERT INTO offer_gram (offer_id, gram) VALUES \(rows)",
          [.id(offer)] + left.prefix(size).map { .text($0) })
        left = left.dropFirst(size)
      }
    }
  }
}
