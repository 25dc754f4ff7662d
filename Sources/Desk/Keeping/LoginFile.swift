import Wire

/// Who is signed in where; kept as `session.json`.
struct LoginFile: Equatable, Sendable {
  let server: String
  let token: String
  let expiresAt: String

  private static let name = "session.json"

  /// - Returns: nil when nobody has signed in.
  /// - Throws: `DeskFault` when others could read the file or it is not ours.
  static func read(in folder: DeskFolder) throws -> LoginFile? {
    guard let bytes = try folder.read(name) else { return nil }
    do {
      let json = try JSON.parse(bytes)
      if let server = json["server"]?.text, let token = json["token"]?.text {
        return LoginFile(server: server, token: token, expiresAt: json["expiresAt"]?.text ?? "")
      }
    } catch {
      throw damaged(folder)
    }
    throw damaged(folder)
  }

  func write(in folder: DeskFolder) throws {
    let json: JSON = ["server": .string(server), "token": .string(token), "expiresAt": .string(expiresAt)]
    try folder.write(Self.name, try WireEncoder().encode(json))
  }

  static func forget(in folder: DeskFolder) throws { try folder.remove(name) }

  private static func damaged(_ folder: DeskFolder) -> DeskFault {
    DeskFault(.troubleHere, "\(folder.path)/\(name) is damaged.", "Sign in afresh: breather login")
  }
}
