import Foundation

/// A program that a test runs, started without Foundation's `Process`.
///
/// `Process` lists this process's descriptors into a buffer that ends too early, and crashes a test run that holds many
/// (swift-corelibs-foundation 6.3, `Process.run`). Here the kernel's `posix_spawn` does it, and what the program says
/// goes into files: a pipe's end could be inherited by another program that starts at the same time.
package struct Program: Sendable {
  /// What a run left behind.
  package struct End: Sendable {
    /// The exit code; 128 and the signal's number where a signal ended it, 127 where there is no such program.
    package let code: Int32
    package let said: String
    package let complained: String
  }

  /// The process.
  package let id: pid_t
  private let folder: String

  /// Starts a program found on the path.
  ///
  /// - Parameters:
  ///   - words: its name or path, and its arguments.
  ///   - place: the folder it works in.
  ///   - environment: all it is told; nil: what this process was told.
  package init(_ words: [String], in place: URL, environment: [String: String]? = nil) throws {
    folder = try Program.makeFolder()
    let start = ["/usr/bin/env", "--chdir=\(place.path)"] + (environment == nil ? [] : ["-i"])
    let told = (environment ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    id = try Program.spawn(start + told + words, out: folder + "/said", complaints: folder + "/complained")
  }

  /// Waits until the program has ended, off the threads that tasks share.
  package func end() async throws -> End {
    let (id, folder) = (id, folder)
    let status: Int32 = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        continuation.resume(returning: status)
      }
    }
    let said = try Data(contentsOf: URL(fileURLWithPath: folder + "/said"))
    let complained = try Data(contentsOf: URL(fileURLWithPath: folder + "/complained"))
    try FileManager.default.removeItem(atPath: folder)
    let signal = status & 0x7f
    return End(
      code: signal == 0 ? status >> 8 & 0xff : 128 + signal, said: String(decoding: said, as: UTF8.self),
      complained: String(decoding: complained, as: UTF8.self))
  }

  /// Waits until the program has said something, to either side.
  ///
  /// - Throws: `Program.Silent` when a minute has brought nothing, so that one that has died holds nobody up.
  package func waitUntilSaid(_ words: String) async throws {
    let places = ["/said", "/complained"].map { folder + $0 }
    try await wait { places.contains { (try? String(contentsOfFile: $0, encoding: .utf8))?.contains(words) ?? false } }
  }

  /// Waits until something shows.
  ///
  /// - Throws: `Program.Silent` after a minute.
  package func wait(until shows: () -> Bool) async throws {
    for _ in 1...6_000 {
      if shows() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Silent()
  }

  /// The program did not do in a minute what a test waited for.
  package struct Silent: Error {}

  /// Runs a program to its end.
  package static func run(
    _ words: [String], in place: URL, environment: [String: String]? = nil
  ) async throws -> End {
    try await Program(words, in: place, environment: environment).end()
  }

  /// Tells the program that it may not go on, with no time to tidy up.
  package func kill() { _ = Foundation.kill(id, SIGKILL) }

  private static func makeFolder() throws -> String {
    var name = Array((NSTemporaryDirectory() + "/breather-program-XXXXXX").utf8CString)
    let made = name.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    guard made else { throw CocoaError(.fileWriteUnknown) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func spawn(_ words: [String], out: String, complaints: String) throws -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, out, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&files, 2, complaints, O_WRONLY | O_CREAT, 0o600)
    // A thread of a queue blocks signals and a server ignores some; the program begins with none blocked or ignored.
    var manners = posix_spawnattr_t()
    posix_spawnattr_init(&manners)
    defer { posix_spawnattr_destroy(&manners) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&manners, &none)
    posix_spawnattr_setsigdefault(&manners, &all)
    posix_spawnattr_setflags(&manners, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var texts = words.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var id: pid_t = 0
    let refused = posix_spawn(&id, words[0], &files, &manners, &texts, environ)
    guard refused == 0 else { throw POSIXError(POSIXErrorCode(rawValue: refused) ?? .EINVAL) }
    return id
  }
}
