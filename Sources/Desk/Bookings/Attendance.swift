import ArgumentParser
import Wire

extension Bookings {
  /// `breather bookings attended`.
  struct Attended: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say that the party came, for a partner; after the start.", discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        let done = try await desk.client.send(.post("bookings", reference, "attended", body: .made([:])))
        try desk.show(done) { ["They came."] + BookingPages.page($0, on: desk.terminal) }
      }
    }
  }

  /// `breather bookings absent`.
  struct Absent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say that nobody came, for a partner; after the start. A slip is mended with attended.",
      discussion: DeskExit.help)

    @Argument(help: "The reference, with or without hyphens.") var reference: String
    @OptionGroup var desk: DeskOptions

    func run() async throws {
      try await desk.run { desk in
        try desk.confirm("Write down that nobody came for \(reference)?")
        let done = try await desk.client.send(.post("bookings", reference, "absent", body: .made([:])))
        try desk.show(done) { ["Written down: nobody came."] + BookingPages.page($0, on: desk.terminal) }
      }
    }
  }
}
