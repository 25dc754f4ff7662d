import ArgumentParser
import Foundation
import Synchronization
import Testing
import Wire

@testable import Desk

/// A phone desk whose line leads nowhere.
final class Booth {
  let line: ListeningLine
  private let folder: String
  private let shown: Int32

  private struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: DeskCommands.all)
  }

  init(_ contract: DeskContract) throws {
    line = ListeningLine(contract)
    folder = NSTemporaryDirectory() + "/breather-booth-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    shown = open(folder + "/shown", O_RDWR | O_CREAT | O_TRUNC, 0o600)
    try #require(shown >= 0)
    try Data("name\n".utf8).write(to: URL(fileURLWithPath: folder + "/list.csv"))
  }

  func close() {
    Foundation.close(shown)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Does what was typed, and says what the desk showed.
  func say(_ words: String) async throws -> String {
    ftruncate(shown, 0)
    lseek(shown, 0, SEEK_SET)
    let typed = words.split(separator: " ").map { $0 == "list.csv" ? folder + "/list.csv" : String($0) }
    let verb = try #require(try Root.parseAsRoot(typed) as? any Verb, "\(words)")
    let desk = Desk(
      client: Client(server: try ServerAddress("http://127.0.0.1:1"), token: "t", line: line),
      terminal: Terminal(width: 400, output: shown), folder: DeskFolder(environment: ["XDG_CONFIG_HOME": folder]))
    do {
      try await verb.work(at: desk)
    } catch let fault as DeskFault where fault.exit != .usage && fault.exit != .notFound {
      // The server's refusal was shown; what was asked is what counts.
    }
    lseek(shown, 0, SEEK_SET)
    return String(decoding: FileHandle(fileDescriptor: shown).readDataToEndOfFile(), as: UTF8.self)
  }
}

/// Writes down what was asked, and answers with every field that there is.
final class ListeningLine: Line {
  private struct State {
    var asked: [String: Set<String>] = [:]
    var variant = 0
    var altered: (id: String, leaf: String)?
  }

  private let contract: DeskContract
  private let state = Mutex(State())

  init(_ contract: DeskContract) { self.contract = contract }

  /// The fields that were asked with, by operation.
  var asked: [String: Set<String>] { state.withLock { $0.asked } }

  /// What is answered from now on.
  ///
  /// - Parameters:
  ///   - variant: which of several values an enumeration, a boolean or a choice takes.
  ///   - field: the operation and the field that has another value than before; nil when none.
  func answer(_ variant: Int, altered field: (id: String, leaf: String)?) {
    state.withLock { ($0.variant, $0.altered) = (variant, field) }
  }

  func carry(_ ask: Ask) async throws -> (Answer, retryAfterSeconds: Int?) {
    let operation = try #require(contract.operation(ask.method, ["v1"] + ask.path), "\(ask.method) \(ask.path)")
    let fields = Set(ask.query.map { "?" + $0.name }).union(ask.body?.leaves ?? [])
    let (variant, altered) = state.withLock { state in
      state.asked[operation.id, default: []].formUnion(fields)
      return (state.variant, state.altered)
    }
    var json = contract.sample(of: operation, variant: variant)
    if let altered, altered.id == operation.id {
      json = json.altered(at: altered.leaf.split(separator: "/").map(String.init)[...])
    }
    return (Answer(status: operation.status, bytes: try WireEncoder().encode(json), json: json), nil)
  }

  func close() async throws {}
}
