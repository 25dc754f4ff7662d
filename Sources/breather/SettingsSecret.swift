import Foundation

extension SettingsReader {
  /// One line, in a file that strangers cannot read. Systemd's credentials may show a group's bit, so only those of
  /// others count.
  ///
  /// - Parameters:
  ///   - setting: the one that names the file.
  ///   - what: what the file holds, for people, such as "password".
  func secret(in path: String, of setting: Setting, _ what: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 4096 else {
      wrong(setting, "names a file that cannot be read: \(path).")
      return nil
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o007 == 0 else {
      wrong(setting, "names a file that everybody may read; run: chmod 600 \(path)")
      return nil
    }
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      wrong(setting, "names a file that does not hold one line of \(what).")
      return nil
    }
    return text
  }
}
