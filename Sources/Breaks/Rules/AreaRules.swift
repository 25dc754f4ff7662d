/// What an area must be.
package enum AreaRules {
  /// Everything that is wrong with an area's details, at the places where a request has them.
  package static func problems(in details: AreaDetails) -> [Problem] {
    var problems: [Problem] = []
    for (place, district) in details.postcodeDistricts.enumerated() {
      if details.postcodeDistricts.firstIndex(of: district) != place {
        problems.append(Problem("/postcodeDistricts/\(place)", "duplicate", "This is already in the list."))
      }
    }
    for (place, cap) in details.caps.enumerated() {
      if details.caps.firstIndex(where: { $0.stay == cap.stay }) != place {
        problems.append(Problem("/caps/\(place)/stay", "duplicate", "There is already a cap for this kind of break."))
      }
    }
    return problems
  }

  /// Reads the first half of a postcode, in capitals: `L15`.
  ///
  /// - Throws: `BadValue` with code `not_a_district`.
  package static func district(_ text: String) throws -> String {
    guard Postcode.isOutwardCode(text) else {
      throw BadValue("not_a_district", "This is not the first half of a postcode. It looks like L15.")
    }
    return text
  }

  /// Reads the address of a page on the web.
  ///
  /// - Throws: `BadValue` with code `not_a_web_address`.
  package static func webAddress(_ text: String) throws -> String {
    let host = text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
    guard text.utf8.count <= 300, !host.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw BadValue("not_a_web_address", "This is not the address of a web page. It begins with https://.")
    }
    return text
  }

  /// What is said when a request names an area that there is not.
  package static func unknown(at pointer: String) -> Problem {
    Problem(pointer, "not_found", "There is no area of this name.")
  }
}
