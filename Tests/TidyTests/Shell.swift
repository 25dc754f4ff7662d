import Foundation

/// A program run to its end in a folder, with what it said.
struct Shell {
  let status: Int32
  let said: String

  /// Runs a program found on the path; status 127 when it is not found.
  static func run(_ words: [String], in folder: URL) throws -> Shell {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Shell(status: process.terminationStatus, said: String(decoding: said, as: UTF8.self))
  }
}
