import ArgumentParser

/// What every command of the operator may be told about the settings.
struct SettingsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The settings file; config/breather.json if it is there.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The data folder; ./data unless the settings say otherwise.", valueName: "folder"))
  var data: String?

  /// Reads all settings; what the command line says comes first.
  ///
  /// - Parameter writesLetters: whether the command sends letters, whose links need our address.
  /// - Throws: `SettingsMistakes`.
  func settings(
    also options: [Setting: String] = [:], writesLetters: Bool = false
  ) throws(SettingsMistakes) -> Settings {
    var options = options
    options[.data] = data
    return try Settings.read(options: options, config: config, writesLetters: writesLetters)
  }
}
