import Configuration
import Foundation
import Wire

/// The settings file: strict JSON, of which every name must be one of ours.
struct SettingsFile {
  let path: String
  /// By the setting's name, such as `smtp.url`.
  private(set) var values: [String: ConfigValue] = [:]
  private(set) var mistakes: [SettingsMistakes.Mistake] = []

  private static let bytesMax = 64 * 1024

  /// Reads a file.
  ///
  /// - Parameter isWanted: whether somebody named it, so that it must be there.
  init(path: String, isWanted: Bool) {
    self.path = path
    if isWanted || FileManager.default.fileExists(atPath: path) { read() }
  }

  private mutating func read() {
    guard FileManager.default.fileExists(atPath: path) else {
      return wrong(path, "is not there, but was named as the settings file.")
    }
    guard let data = FileManager.default.contents(atPath: path) else { return wrong(path, "cannot be read.") }
    guard data.count <= SettingsFile.bytesMax else { return wrong(path, "is too large for a settings file.") }
    do throws(JSONFault) {
      guard let object = try JSON.parse(data).object else { return wrong(path, "must hold one JSON object.") }
      read(object, within: "")
    } catch {
      wrong(path, "is not JSON: \(error.sentence)")
    }
  }

  private mutating func read(_ object: JSONObject, within outer: String) {
    for member in object.members {
      let name = outer + member.name
      let isGroup = outer.isEmpty && Setting.allCases.contains { $0.rawValue.hasPrefix(name + ".") }
      if isGroup {
        guard let group = member.value.object else {
          wrong(name, "must be an object.")
          continue
        }
        read(group, within: name + ".")
      } else if !member.name.contains("."), let setting = Setting(rawValue: name) {
        read(member.value, of: setting)
      } else {
        wrong(name, "is not a setting.")
      }
    }
  }

  private mutating func read(_ value: JSON, of setting: Setting) {
    switch value {
    case .string(let text) where !setting.isNumber:
      values[setting.rawValue] = ConfigValue(.string(text), isSecret: setting.isSecret)
    case .int(let number) where setting.isNumber:
      values[setting.rawValue] = ConfigValue(.int(Int(number)), isSecret: false)
    default:
      wrong(setting.rawValue, setting.isNumber ? "must be a whole number." : "must be a text.")
    }
  }

  private mutating func wrong(_ name: String, _ sentence: String) {
    let place = name == path ? "The settings file \(path)" : "\(name) in \(path)"
    mistakes.append(SettingsMistakes.Mistake(name: place, sentence: sentence))
  }
}
