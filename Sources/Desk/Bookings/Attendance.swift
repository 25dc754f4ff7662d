import ArgumentParser
import Wire

extension Bookings {
  /// `breather bookings attended`.
  struct Attended: Verb {
    static let configuration = CommandConfiguration.desk("Say that the party came, for a partner; after the start.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("bookings", reference, "attended"), saying: "They came.", BookingPages.page)
    }
  }

  /// `breather bookings needs-seen`.
  struct NeedsSeen: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say that you have read what your guests eat and need; for partners.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.tell(.post("bookings", reference, "needs-seen"), saying: "Thank you.", BookingPages.page)
    }
  }

  /// `breather bookings absent`.
  struct Absent: Verb {
    static let configuration = CommandConfiguration.desk(
      "Say that nobody came, for a partner; after the start. A slip is mended with attended.")

    @Argument(help: .reference) var reference: String
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try desk.confirm("Write down that nobody came for \(reference)?")
      try await desk.tell(
        .post("bookings", reference, "absent"), saying: "Written down: nobody came.", BookingPages.page)
    }
  }
}
