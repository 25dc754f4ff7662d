import Foundation

/// What the tidy tests read in `Package.swift`.
enum PackageFile {
  /// Our own rooms among the dependencies of a target, libraries left out.
  static func rooms(givenTo target: String, in package: String) -> Set<String> {
    let package = package.range(of: "targets: [").map { package[$0.upperBound...] } ?? package[...]
    guard let start = package.range(of: "arget(name: \"\(target)\"") ?? package.range(of: "  name: \"\(target)\",\n")
    else { return ["no target of that name"] }
    let rest = package[start.upperBound...]
    let end = rest.range(of: "arget(")?.lowerBound ?? rest.endIndex
    guard let list = rest[..<end].range(of: "dependencies: [") else { return [] }
    let words = rest[list.upperBound..<end].split(separator: "resources:")[0].split(separator: "swiftSettings:")[0]
    return Set(
      words.replacingOccurrences(of: ".byName(name: ", with: "").split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespacesAndNewlines.union(["]", "[", ")"]))
      }
      .filter { $0.hasPrefix("\"") && $0.hasSuffix("\"") }.map { String($0.dropFirst().dropLast()) }
    )
  }

  /// The libraries that are not pinned to one version.
  static func loose(_ package: SourceFile) -> [Untidy] {
    package.lines.enumerated().filter { $0.element.contains(".package(") && !$0.element.contains("exact: \"") }.map {
      Untidy(path: package.path, line: $0.offset + 1, what: "pin it with `exact:`, on the same line")
    }
  }
}
