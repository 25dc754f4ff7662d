/// A PostgreSQL server, as the settings name it. Its addresses may hold passwords, so it never shows them.
struct DatabaseServer: Sendable, Equatable {
  /// The primary's address, `postgres://…`; several hosts with `target_session_attrs` where there are several.
  let url: String
  /// The address of a standby for those who only browse; nil when there is none.
  let readURL: String?
  /// How many connections a process opens to the primary, and as many to the standby; 1...64.
  let connections: Int
}

extension DatabaseServer: CustomStringConvertible, CustomReflectable {
  var description: String { "<a PostgreSQL server>" }
  var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SettingsReader {
  /// The PostgreSQL server to use; nil for SQLite in the data folder, and when something is wrong.
  func databaseServer() -> DatabaseServer? {
    let url = address(.databaseURL, orIn: .databaseURLFile)
    let readURL = address(.databaseReadURL, orIn: .databaseReadURLFile)
    let connections = number(.databaseConnections, 1...64)
    let isServed = isGiven(.databaseURL) || isGiven(.databaseURLFile)
    for setting in [Setting.databaseReadURL, .databaseReadURLFile] where isGiven(setting) && !isServed {
      wrong(
        setting, "needs \(Setting.databaseURL.environmentName) too: a standby answers beside a primary, not instead.")
    }
    guard let url, let connections else { return nil }
    return DatabaseServer(url: url, readURL: readURL, connections: connections)
  }

  /// A server's address, said in a setting or in a file that another setting names.
  private func address(_ setting: Setting, orIn file: Setting) -> String? {
    guard isGiven(file) else {
      guard isGiven(setting), let url = text(setting) else { return nil }
      return usable(url, setting)
    }
    guard !isGiven(setting) else {
      wrong(file, "must be left out, for \(setting.environmentName) says the address already.")
      return nil
    }
    return text(file).flatMap { secret(in: $0, of: file, "address") }.flatMap { usable($0, file) }
  }

  private func usable(_ url: String, _ setting: Setting) -> String? {
    guard let objection = ServerGround.objection(to: url) else { return url }
    wrong(setting, objection)
    return nil
  }
}
