import Synchronization

/// What all conversations of one mail sink share.
final class MailSinkRoom: Sendable {
  private struct State {
    var behaviour: MailSinkBehaviour
    var letters: [CaughtLetter] = []
    var caught = 0
    var connections = 0
  }

  private static let lettersInMemoryMax = 20_000

  private let shelf: LetterShelf?
  private let state: Mutex<State>

  init(shelf: LetterShelf?, behaviour: MailSinkBehaviour) {
    self.shelf = shelf
    state = Mutex(State(behaviour: behaviour))
  }

  var behaviour: MailSinkBehaviour {
    get { state.withLock { $0.behaviour } }
    set { state.withLock { $0.behaviour = newValue } }
  }

  var connections: Int { state.withLock { $0.connections } }
  var caught: Int { state.withLock { $0.caught } }
  var letters: [CaughtLetter] { state.withLock { $0.letters } }

  /// Counts a connection, and gives it its number, 1 for the first.
  func noteConnection() -> Int {
    state.withLock { state in
      state.connections += 1
      return state.connections
    }
  }

  /// Keeps a letter: the file first, so that whoever sees the count finds the file too.
  /// - Throws: when the file cannot be written; the letter is then not caught.
  func keep(_ bytes: [UInt8], from: String, to: [String]) throws {
    try state.withLock { state in
      try shelf?.put(bytes, to: to.first ?? "")
      state.caught += 1
      state.letters.append(CaughtLetter(number: state.caught, from: from, to: to, bytes: bytes))
      if state.letters.count > Self.lettersInMemoryMax { state.letters.removeFirst(Self.lettersInMemoryMax / 10) }
    }
  }
}
