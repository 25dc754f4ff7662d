import AsyncHTTPClient
import Foundation
import Wire

/// What the running server says of itself: only the process that writes knows whether its commits wait for the disk.
struct ExaminationServer {
  let settings: Settings

  private static let bytesMax = 64 << 10
  /// Said where no server can be asked.
  private static let promise =
    "`breather serve` makes every commit wait for the disk (synchronous=FULL), reads that back, and does not start "
    + "otherwise."

  /// Asks `/readyz` where the settings say that it listens.
  func finding() async -> Finding {
    guard settings.port != 0 else {
      return Finding("commits", .note, "The settings leave the port open, so no server is asked. \(Self.promise)")
    }
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    let finding: Finding
    do {
      let response = try await client.execute(HTTPClientRequest(url: base + "/readyz"), timeout: .seconds(5))
      let bytes = try await response.body.collect(upTo: ExaminationServer.bytesMax)
      finding = judge(Int(response.status.code), try? JSON.parse(bytes.readableBytesView))
    } catch {
      finding = Finding("commits", .note, "No server answers at \(base). \(Self.promise)")
    }
    do {
      try await client.shutdown()
    } catch {
      return Finding("commits", .bad, "The server at \(base) could not be asked to the end.")
    }
    return finding
  }

  /// A server that listens on every address is asked on this machine's own.
  private var base: String {
    let host =
      switch settings.host {
      case "0.0.0.0": "127.0.0.1"
      case "::": "::1"
      default: settings.host
      }
    return "http://\(host.contains(":") ? "[\(host)]" : host):\(settings.port)"
  }

  /// What an answer of `/readyz` means.
  func judge(_ status: Int, _ answer: JSON?) -> Finding {
    let failed = answer?["detail"]?.text ?? ""
    switch (status, answer?["checks"]?["durable"]?.text) {
    case (200, "ok"):
      return Finding(
        "commits", .well,
        "The server at \(base) is ready, and reads back that every commit waits for the disk (synchronous=FULL).")
    case (503, _) where failed.contains("durable"):
      return Finding(
        "commits", .bad,
        "The server at \(base) does not wait for the disk when it commits: a power cut could lose what it answered. "
          + "Restart it.")
    case (503, _) where answer?["code"]?.text == "not_ready":
      return Finding("commits", .bad, "The server at \(base) says: \(failed)")
    case (200, _) where answer?["status"]?.text == "ok":
      return Finding("commits", .note, "The server at \(base) is an older breather. \(Self.promise)")
    default:
      return Finding("commits", .note, "Something else than breather answers at \(base). \(Self.promise)")
    }
  }
}
