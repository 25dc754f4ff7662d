import SQL
import Store

/// What Breather stands on: an opened engine, and the few things in which engines differ for whoever runs one.
///
/// Everything else asks the `SQLDatabase`, and nobody asks which engine it is.
protocol Ground: Sendable {
  var database: any SQLDatabase { get }
  /// The database in words that begin a sentence: "The database in ./data".
  var place: String { get }
  /// Who answers those that only browse; nil where the database itself does.
  var standby: Standby? { get }
  /// What to do with a key file that was just made, in one sentence.
  func keyAdvice(_ path: String) -> String
  /// Refuses an engine that would not keep or sort things as we need it.
  ///
  /// - Throws: `SQLFault.cannotOpen` with a sentence that says what to change.
  func verify() async throws
  /// Frees letters that a killed process had claimed, where it is certain that nobody else is at work.
  func freeClaims(_ keys: Keys) async throws
  /// The checks of `/readyz` by name, true when all is well; measures on the way what an operator watches.
  func checks() async -> [String: Bool]
  /// Measures what costs more than a look, such as the size of all there is.
  func weigh() async
  /// Finishes what was begun, and closes everything.
  func close() async throws
}

/// What a command wants the database for.
enum Occasion: String, Sendable {
  /// Many short units of work for people who wait.
  case serve
  /// One letter after the other.
  case post
  /// An operator's errand, which may take its time.
  case tend
}

/// Opens what the settings name.
enum Grounds {
  /// Opens it.
  ///
  /// - Parameter making: whether what is not there yet is to be made.
  /// - Throws: `SQLFault`, also when another process holds it.
  static func open(_ settings: Settings, for occasion: Occasion, making: Bool) throws -> any Ground {
    guard let server = settings.server else { return try FolderGround(settings, for: occasion, making: making) }
    return try ServerGround.open(server, settings, for: occasion, making: making)
  }
}
