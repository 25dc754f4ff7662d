import ArgumentParser
import Wire

/// How an offer's places are shared out, as options.
struct SharingOptions: ParsableArguments {
  @Option(help: "How places are shared out: first-come, rota, tiers or ballot.") var allocation: String?
  @Option(help: "How many per cent are kept for carers with a prescription first, where places are shared out.")
  var prescriptionPercent: Int?
  @Option(help: "From how many hours before the start carers may ask; rounds then open by themselves.")
  var askFromHours: Int?
  @Option(help: "Until how many hours before the start carers may ask.") var askUntilHours: Int?

  /// The fields that were said, as a request has them.
  var members: [(String, JSON?)] {
    let window = JSON.made([
      "opensHoursBefore": OfferOptions.number(askFromHours), "closesHoursBefore": OfferOptions.number(askUntilHours),
    ])
    return [
      ("allocation", .text(allocation.map(Typed.word))),
      ("prescriptionPercent", OfferOptions.number(prescriptionPercent)), ("window", window.unlessEmpty),
    ]
  }
}
