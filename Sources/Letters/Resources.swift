import Foundation

/// Finds the files that are copied beside the program.
package enum Resources {
  /// The folder that a bundle's files are in.
  ///
  /// It looks beside the program itself, then in `../share/breather/` from there. `Bundle.module` is not used, because
  /// it stops the program once the folder in which it was built is gone.
  /// - Parameter bundle: the package and the target, such as `breather_Letters`.
  /// - Throws: `ResourcesMissing`, which names both places.
  package static func folder(_ bundle: String) throws -> String {
    try folder(bundle, besideProgram: programFolder())
  }

  static func folder(_ bundle: String, besideProgram programFolder: String) throws -> String {
    let name = bundle + ".resources"
    let parent = (programFolder as NSString).deletingLastPathComponent as NSString
    let places = [
      (programFolder as NSString).appendingPathComponent(name),
      parent.appendingPathComponent("share/breather/\(name)"),
    ]
    for place in places {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue { return place }
    }
    throw ResourcesMissing(places: places)
  }

  private static func programFolder() throws -> String {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return (program as NSString).deletingLastPathComponent
  }
}

/// The program was moved without the files it needs.
package struct ResourcesMissing: Error, Equatable, CustomStringConvertible {
  /// The places that were looked in, in that order.
  package let places: [String]

  /// Names the places.
  package init(places: [String]) { self.places = places }

  package var description: String {
    "Files that belong to the program are missing. Put them into one of these folders: "
      + places.joined(separator: " or ")
  }
}
