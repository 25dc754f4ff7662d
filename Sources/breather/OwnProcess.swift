import Foundation

/// What a process that handles personal data asks of the system.
enum OwnProcess {
  /// Leaves no memory in a core file, makes files for its owner only, and outlives a client that hangs up.
  static func keepToItself() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    if setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none) != 0 {
      Console.complain("Core files could not be turned off; a crash may leave personal data on disk.")
    }
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
  }
}
