import Foundation

/// Where the commands speak to people.
enum Console {
  /// Says a line on standard output, at once even when it is a pipe.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// Says a line on standard error.
  static func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
