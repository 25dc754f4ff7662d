import ArgumentParser
import Breaks
import Wire

/// What can be said about the first area from the start.
struct FoundingDetails: ParsableArguments {
  /// Ofcom keeps 01632 960000 to 960999 for stories: nobody is rung by mistake.
  private static let nobodysPhone = "01632 960000"
  private static let unset = "please set"

  @Option(help: "The area's name; from its short name unless given.") var areaName: String?
  @Option(help: "What the carers call the scheme.") var schemeName: String?
  @Option(help: "The telephone number that every letter gives.") var phone: String?
  @Option(help: "When somebody answers it, in words.") var phoneHours: String?
  @Option(help: "Where answers to letters go; the administrator's address unless given.") var email: String?
  @Option(help: "Where post reaches the scheme.") var postalAddress: String?
  @Option(help: "Who answers for personal data.") var controller: String?
  @Option(help: "The address of the privacy notice.") var privacyNotice: String?
  @Option(help: "Whom to ring about somebody's safety.") var safeguardingPhone: String?
  @Option(help: "The first halves of the area's postcodes, with commas: L1,L2,L3.") var districts: String?

  /// The names, as the API has them, of what was left out.
  var missing: [String] {
    [
      ("phone", phone), ("phoneHours", phoneHours), ("postalAddress", postalAddress), ("controller", controller),
      ("privacyNotice", privacyNotice), ("safeguardingPhone", safeguardingPhone), ("postcodeDistricts", districts),
    ].filter { $0.1 == nil }.map(\.0)
  }

  /// The area's details, with placeholders for what was left out.
  ///
  /// - Throws: `CommandFault` with everything that is wrong.
  func area(_ slug: AreaSlug, admin: EmailAddress) throws -> AreaDetails {
    var wrong: [String] = []
    func read<T>(_ option: String, _ text: String, _ parse: (String) throws -> T) -> T? {
      do {
        return try parse(text)
      } catch {
        wrong.append("--\(option): \((error as? BadValue)?.detail ?? "This is not right.")")
        return nil
      }
    }
    func words(_ option: String, _ text: String?, _ fallback: String, most: Int = 120) -> String {
      let text = text ?? fallback
      let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      if !(1...most).contains(text.count) || !isPlain {
        wrong.append("--\(option): This has 1 to \(most) characters, all of them visible.")
      }
      return text
    }
    let name = words("area-name", areaName, FoundingDetails.capitalised(slug))
    let schemeName = words("scheme-name", schemeName, "\(name) carers' breaks")
    let phone = read("phone", phone ?? FoundingDetails.nobodysPhone, UKPhone.init(text:))
    let hours = words("phone-hours", phoneHours, "at hours that we still have to set")
    let email = read("email", email ?? admin.text, EmailAddress.init(text:))
    let post = words("postal-address", postalAddress, FoundingDetails.unset, most: 300)
    let controller = words("controller", controller, FoundingDetails.unset)
    let url = read("privacy-notice", privacyNotice ?? "https://example.org/please-set", AreaRules.webAddress)
    let safety = read("safeguarding-phone", safeguardingPhone ?? FoundingDetails.nobodysPhone, UKPhone.init(text:))
    let districts = (districts ?? "").split(separator: ",").compactMap {
      read("districts", String($0), AreaRules.district)
    }
    guard wrong.isEmpty, let phone, let email, let url, let safety else {
      throw CommandFault(wrong.joined(separator: "\n"), code: Ending.data)
    }
    return AreaDetails(
      name: name, schemeName: schemeName, phone: phone, phoneHours: hours, email: email, postalAddress: post,
      postcodeDistricts: districts, controller: controller, privacyNotice: PrivacyNotice(version: "1", url: url),
      safeguardingPhone: safety)
  }

  /// `St Helens` for `st-helens`.
  private static func capitalised(_ slug: AreaSlug) -> String {
    slug.text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
}
