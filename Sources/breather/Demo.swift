import ArgumentParser
import AsyncHTTPClient
import Breaks
import Foundation
import MailSink
import Post
import UseCases

/// `breather demo`: a whole town on this machine, and one carer's story through it.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the whole of Breather on this machine, with a made-up town and a mailbox of its own.",
    discussion: "Everything stays on this machine: no letter leaves it. Ctrl-C ends it.")

  @Option(help: ArgumentHelp("Keep the town in this folder instead of a temporary one.", valueName: "folder"))
  var data: String?

  @Option(help: "The port to listen on; 0 for any that is free.")
  var port = 8080

  @Option(help: ArgumentHelp("The folder of seed files; found by itself otherwise.", valueName: "folder"))
  var seeds: String?

  @Flag(help: "End after the story: 0 when every step went well, 1 otherwise.")
  var once = false

  func run() async throws {
    let folder = try data ?? Demo.temporaryFolder()
    let town = try await DemoTown(folder: folder, seeds: try seeds ?? Demo.findSeeds(), port: port)
    let story = try await town.open { base in
      Console.say("Breather is open at \(base)\n")
      let client = HTTPClient(eventLoopGroupProvider: .singleton)
      let story = DemoStory(
        visitor: DemoVisitor(base: base, client: client, now: World.live.now), post: DemoPost(sink: town.sink),
        tokens: town.tokens, say: { Console.say($0) })
      let failure = await Demo.failure { try await story.play() }
      try await client.shutdown()
      Demo.tell(town, base, failure)
      if failure == nil, !once {
        Console.say("\nBreather keeps serving. Press Ctrl-C to end it.")
        await Demo.untilInterrupted()
      }
      return failure
    }
    if let story { throw CommandFault("The story stopped: \(story)") }
    Console.say("Breather has stopped. The town is in \(folder); delete the folder when you are done with it.")
  }

  private static func failure(_ play: () async throws -> Void) async -> String? {
    do {
      try await play()
      return nil
    } catch let failure as DemoFailure {
      return failure.description
    } catch {
      return "\(error)"
    }
  }

  private static func tell(_ town: DemoTown, _ base: String, _ failure: String?) {
    if let failure { return Console.complain("\nThe story stopped: \(failure)") }
    let roles = [
      "carer", "partner", "prescriber", "practice_staff", "worker", "volunteer", "coordinator",
      "commissioner", "administrator",
    ]
    let tokens = roles.compactMap { role in
      town.tokens[role].map { "  \(role.padding(toLength: 15, withPad: " ", startingAt: 0))\($0)" }
    }
    let (carer, volunteer) = (town.tokens["carer"] ?? "", town.tokens["volunteer"] ?? "")
    let program = CommandLine.arguments.first ?? "breather"
    Console.say(
      """

      The mailbox: \(town.mailbox)
      Each letter is an .eml file that a mail program opens.

      Tokens for trying the API (also in \(town.tokenFile)):
      \(tokens.joined(separator: "\n"))

      Try these:
        curl '\(base)/v1/offers?area=liverpool&diet=halal&access=step_free&limit=3'
        curl -H 'Authorization: Bearer \(carer)' \(base)/v1/carers/me
        curl -H 'Authorization: Bearer \(volunteer)' -H 'Content-Type: application/json' \
      -d '{"name":"Doreen Hathersedge","postcode":"L9 4SD"}' \(base)/v1/carers/search

      Or sit at the phone desk, as a volunteer:
        export BREATHER_SERVER=\(base) BREATHER_TOKEN=\(volunteer)
        \(program) carers find --name doreen --postcode 'L9 4SD'
        \(program) offers find --fits 1 --checked birth-date,postcode
      """)
  }

  private static func temporaryFolder() throws -> String {
    let name = "breather-demo-" + String(UInt32.random(in: 0 ... .max), radix: 36)
    return FileManager.default.temporaryDirectory.appendingPathComponent(name).path
  }

  /// `./Seeds`, or the nearest folder of that name upwards from the executable.
  private static func findSeeds() throws -> String {
    let here = FileManager.default.currentDirectoryPath
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? here
    var places = [here]
    var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
    while folder.path != "/" {
      places.append(folder.path)
      folder.deleteLastPathComponent()
    }
    for place in places where FileManager.default.fileExists(atPath: place + "/Seeds/areas.csv") {
      return place + "/Seeds"
    }
    throw CommandFault("There is no folder Seeds here or above the program. Name it with --seeds.", code: Ending.data)
  }

  /// Waits for Ctrl-C or a service manager's word.
  private static func untilInterrupted() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
    for await _ in stream { break }
    for source in sources { source.cancel() }
  }
}
