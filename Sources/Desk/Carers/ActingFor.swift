import ArgumentParser
import Wire

/// For whom something is done, and what the caller was asked.
struct ActingFor: ParsableArguments {
  @Option(name: .customLong("for"), help: .whom)
  var whom: String?

  @Option(
    help: """
      A fact you asked the caller for and found right: name, birth-date, postcode, address, phone, email, reference or \
      nhs-number. Volunteers check two.
      """)
  var checked: [String] = []

  /// The carer's id; nil when it is for oneself.
  func carer(at desk: Desk) async throws -> String? {
    if let whom { return try await desk.carer(whom) }
    guard checked.isEmpty else { throw DeskFault(.usage, "Say for which carer you checked this: --for CARER") }
    return nil
  }

  /// The `identity` of a request; nil when nothing was checked.
  var identity: JSON? {
    JSON.list(Typed.words(checked)).map { ["checked": $0] }
  }
}
