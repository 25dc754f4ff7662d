/// How much one request, one connection and one process may take.
package struct Limits: Sendable {
  /// Most bytes of a request's body.
  package var bodyBytes = 64 * 1024
  /// Most bytes of a request's body that holds a whole file.
  package var fileBytes = 2 * 1024 * 1024
  /// Most bytes of all header fields together, and of one of them.
  package var headerBytes = 16 * 1024
  /// Most header fields.
  package var headerCount = 100
  /// How long a body may take to arrive, in seconds; each byte more does not start it anew.
  package var bodySeconds = 10
  /// How long a body that holds a file may take to arrive, in seconds: two million bytes over a slow line at home.
  package var fileSeconds = 60
  /// Most files that are taken in at once, for each may fill so much memory.
  package var filesMax = 8
  /// How long a handler may take, in seconds, before the client is told to come again.
  package var requestSeconds = 10
  /// How long a client may take to read an answer, in seconds.
  package var responseSeconds = 30
  /// How long a connection may do nothing, in seconds.
  package var idleSeconds = 30
  /// Most open connections; more wait in the system's backlog.
  package var connectionsMax = 2000
  /// Most requests being answered at once; more are told to come again.
  package var inFlightMax = 512
  /// For any address, and for any caller.
  package var general = Rate(burst: 600, perSecond: 50)
  /// For asking for sign-in codes and trying them: 20 an hour for each address that is not loopback.
  package var signIn = Rate(burst: 20, perSecond: 20.0 / 3600)

  /// The limits of real life; tests tighten them.
  package init() {}
}

/// How often something may be done.
package struct Rate: Sendable, Equatable {
  /// How many at once.
  package let burst: Int
  /// How many more each second.
  package let perSecond: Double

  /// Puts a rate together.
  package init(burst: Int, perSecond: Double) {
    self.burst = burst
    self.perSecond = perSecond
  }
}
