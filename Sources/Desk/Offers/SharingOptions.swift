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

  /// The `window` of a request; nil when it was not spoken of.
  var window: JSON? {
    JSON.made([
      "opensHoursBefore": .number(askFromHours), "closesHoursBefore": .number(askUntilHours),
    ]).unlessEmpty
  }
}
