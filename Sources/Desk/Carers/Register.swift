import ArgumentParser
import Foundation
import Wire

extension Carers {
  /// `breather carers register`.
  struct Register: Verb {
    static let configuration = CommandConfiguration.desk(
      "Register a carer. At a terminal, what is missing is asked step by step.")

    @OptionGroup(title: "The registration") var registration: RegistrationOptions
    @Option(help: "A JSON file with the whole registration, as the API takes it; - reads the standard input.")
    var from: String?
    @OptionGroup var desk: DeskOptions

    func work(at desk: Desk) async throws {
      try await desk.make(.post("carers", body: try body(desk)), as: .carers) { registered, _ in
        let reference = registered.said("reference") ?? ""
        return [
          "Registered. The reference is \(reference)   (say: \(Words.aloud(reference)))",
          "id  \(registered.said("id") ?? "")",
          "Next: breather carers verify 1 --evidence \"what was seen or said\"",
        ]
      }
    }

    private func body(_ desk: Desk) throws -> JSON {
      if let from { return try Self.read(from) }
      var options = registration
      let nowMinutes = time(nil) / 60
      if !options.missing.isEmpty {
        guard desk.terminal.isInteractive else {
          throw DeskFault(.usage, sentences: ["Still needed: " + options.missing.joined(separator: ", ")])
        }
        let today = LondonTime(epochMinutes: nowMinutes).isoDay
        try RegistrationQuestions(terminal: desk.terminal, today: today).fill(&options)
      }
      return try options.body(nowMinutes: nowMinutes)
    }

    private static func read(_ from: String) throws -> JSON {
      let bytes: Data
      if from == "-" {
        bytes = FileHandle.standardInput.readDataToEndOfFile()
      } else {
        guard let file = FileManager.default.contents(atPath: from) else {
          throw DeskFault(.troubleHere, "The file \(from) cannot be read.")
        }
        bytes = file
      }
      do {
        return try JSON.parse(bytes)
      } catch {
        throw DeskFault(.wrongInput, "What --from gives is not JSON that we read: \(error.sentence)")
      }
    }
  }
}
