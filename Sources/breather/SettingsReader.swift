import Breaks
import Configuration
import Foundation

/// Reads settings from all places in their order, and gathers every mistake instead of stopping at the first.
///
/// Values come through `required…` only: the readers with a `default:` take `80a80` for the default without a word.
final class SettingsReader {
  private(set) var mistakes: [SettingsMistakes.Mistake]
  private let reader: ConfigReader
  /// Where each given setting was given, as people know the place.
  private var places: [Setting: String] = [:]

  /// Opens the places.
  ///
  /// - Parameters:
  ///   - options: what the command line said.
  ///   - environment: all of the process's.
  ///   - file: the settings file.
  init(options: [Setting: String], environment: [String: String], file: SettingsFile) {
    mistakes = file.mistakes
    let ours = environment.filter { $0.key.hasPrefix("BREATHER_") }
    for name in ours.keys.sorted() where !Setting.isKnown(environmentName: name) {
      mistakes.append(.init(name: name, sentence: "is not a setting."))
    }
    for setting in Setting.allCases {
      if file.values[setting.rawValue] != nil { places[setting] = "\(setting.rawValue) in \(file.path)" }
      if ours[setting.environmentName] != nil { places[setting] = setting.environmentName }
      if options[setting] != nil { places[setting] = "--\(setting.rawValue)" }
    }
    // The command line's texts and the defaults are read as an environment is: a number may be written in a text.
    let spoken = Dictionary(uniqueKeysWithValues: options.map { ($0.key.environmentName, $0.value) })
    let fallbacks = Dictionary(
      uniqueKeysWithValues: Setting.allCases.compactMap { setting in
        setting.fallback.map { (setting.environmentName, $0) }
      })
    let written = Dictionary(
      uniqueKeysWithValues: file.values.map { name, value in
        (AbsoluteConfigKey(SettingsReader.components(name)), value)
      })
    let secret = SecretsSpecifier<String, String>.specific(
      Set(Setting.allCases.filter(\.isSecret).map(\.environmentName)))
    reader = ConfigReader(providers: [
      EnvironmentVariablesProvider(environmentVariables: spoken),
      EnvironmentVariablesProvider(environmentVariables: ours, secretsSpecifier: secret),
      InMemoryProvider(name: file.path, values: written),
      EnvironmentVariablesProvider(environmentVariables: fallbacks),
    ])
  }

  private static func components(_ name: String) -> [String] {
    ["breather"] + name.split(separator: ".").map(String.init)
  }

  /// Whether somebody gave the setting.
  func isGiven(_ setting: Setting) -> Bool { places[setting] != nil }

  /// Notes a mistake of a setting.
  func wrong(_ setting: Setting, _ sentence: String) {
    mistakes.append(.init(name: places[setting] ?? setting.environmentName, sentence: sentence))
  }

  /// A text that is not empty; nil when the setting was left out and has no default, or is wrong.
  func text(_ setting: Setting) -> String? {
    guard isGiven(setting) || setting.fallback != nil else { return nil }
    guard let text = try? reader.requiredString(forKey: key(setting), isSecret: setting.isSecret) else {
      wrong(setting, "must be a text.")
      return nil
    }
    guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      wrong(setting, "must not be empty or hold a control character; leave it out for its default.")
      return nil
    }
    return text
  }

  /// A whole number in a range.
  func number(_ setting: Setting, _ range: ClosedRange<Int>) -> Int? {
    let number = try? reader.requiredInt(forKey: key(setting))
    guard let number, range.contains(number) else {
      wrong(setting, "must be a whole number from \(range.lowerBound) to \(range.upperBound).")
      return nil
    }
    return number
  }

  /// One of a few words.
  func word(_ setting: Setting, _ words: [String]) -> String? {
    guard let text = text(setting) else { return nil }
    guard words.contains(text) else {
      wrong(setting, "must be one of: \(words.joined(separator: ", ")).")
      return nil
    }
    return text
  }

  private func key(_ setting: Setting) -> ConfigKey { ConfigKey(SettingsReader.components(setting.rawValue)) }
}
