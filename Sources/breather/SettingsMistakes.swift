/// Everything that is wrong with the settings, at once.
struct SettingsMistakes: Error, Equatable, CustomStringConvertible {
  /// One mistake.
  struct Mistake: Equatable, Sendable {
    /// Where: a name in the environment, an option, or a name in the settings file.
    let name: String
    /// What, without the value: it may be a secret.
    let sentence: String
  }

  let mistakes: [Mistake]

  var description: String {
    let lines = mistakes.map { "  \($0.name) \($0.sentence)" }
    return (["The settings are not right:"] + lines).joined(separator: "\n")
  }
}
