import Breaks
import Testing

/// What a parser refuses with, or nil when it takes the text.
func refusal<Value>(_ text: String, _ parse: (String) throws -> Value) -> String? {
  do {
    _ = try parse(text)
    return nil
  } catch let fault as BadValue {
    return fault.code
  } catch {
    return "\(error)"
  }
}

@Suite struct ValuesAddressTests {
  @Test(arguments: [
    ("name@example.org", "name@example.org"),
    ("Name.Surname+breaks@Example.ORG", "Name.Surname+breaks@example.org"),
    ("o'brien@example.co.uk", "o'brien@example.co.uk"),
    ("a@b.cd", "a@b.cd"),
    ("x@xn--mnchen-3ya.example", "x@xn--mnchen-3ya.example"),
    ("x@123.example", "x@123.example"),
  ])
  func `an e-mail address is taken, and its domain put into small letters`(typed: String, kept: String) throws {
    #expect(try EmailAddress(text: typed).text == kept)
  }

  @Test(arguments: [
    "", "name", "@example.org", "name@", "name@example", "na me@example.org", "name@exam ple.org", "a@b@example.org",
    ".name@example.org", "name.@example.org", "na..me@example.org", "name@-example.org", "name@example-.org",
    "name@.example.org", "name@example..org", "name@example.org.", "name@192.0.2.1", "\"na me\"@example.org",
    "name@[192.0.2.1]", "näme@example.org", "name@exämple.org", "name@example.or\u{212A}", "\u{FB00}@example.org",
    "name@example.org\r\nBcc: all@example.org", "name@example.org\0", "name,other@example.org", "<name@example.org>",
    "name@exa_mple.org",
  ])
  func `what nobody could write to is no e-mail address`(typed: String) {
    #expect(refusal(typed, EmailAddress.init(text:)) == "not_an_email")
  }

  @Test func `an e-mail address has at most 64 characters before the at sign and 254 in all`() {
    let local = String(repeating: "a", count: 64)
    #expect(refusal("\(local)@example.org", EmailAddress.init(text:)) == nil)
    #expect(refusal("\(local)a@example.org", EmailAddress.init(text:)) == "not_an_email")
    let label = String(repeating: "b", count: 60)
    let domain = "\(label).\(label).\(label)."
    let full = "\(local)@\(domain)" + String(repeating: "c", count: 254 - 65 - domain.count)
    #expect(full.count == 254)
    #expect(refusal(full, EmailAddress.init(text:)) == nil)
    #expect(refusal(full + "c", EmailAddress.init(text:)) == "not_an_email")
    #expect(refusal("a@\(label)bbbb.org", EmailAddress.init(text:)) == "not_an_email")
  }

  @Test func `capitals do not make another e-mail address`() throws {
    let one = try EmailAddress(text: "Moira.Ashcroft@example.org")
    let other = try EmailAddress(text: "moira.ashcroft@EXAMPLE.org")
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
    #expect(one.canonical == "moira.ashcroft@example.org")
  }

  @Test(arguments: [
    ("M1 1AA", "M1 1AA"), ("m60 1nw", "M60 1NW"), ("cr26xh", "CR2 6XH"), ("DN551PT", "DN55 1PT"),
    ("w1a 1hq", "W1A 1HQ"),
    ("ec1a1bb", "EC1A 1BB"), ("  l1   9dz ", "L1 9DZ"), ("gir 0aa", "GIR 0AA"), ("bfpo 801", "BFPO 801"),
    ("BFPO5", "BFPO 5"), ("bf1 0ax", "BF1 0AX"), ("wn1 1zz", "WN1 1ZZ"), ("SW1W 0NY", "SW1W 0NY"),
  ])
  func `a postcode is taken in any case and spacing`(typed: String, kept: String) throws {
    #expect(try Postcode(text: typed).text == kept)
  }

  @Test(arguments: [
    "", "L1", "L1 9D", "L1 9DZZ", "1L 9DZ", "LLL1 9DZ", "L123 9DZ", "Q1 9DZ", "V1 9DZ", "X1 9DZ", "LI1 9DC", "LJ1 9DZ",
    "LZ1 9DZ", "L1I 9DZ", "LA1C 9DZ", "L1 9CZ", "L1 9DI", "L1 9KZ", "L1 9MZ", "L1 9DO", "L1 9VZ", "L-1 9DZ", "L1_9DZ",
    "BFPO", "BFPO 12345", "BFPO 1A", "GIR 0AB", "\u{DF}1 9DZ", "\u{FB00}1 9DZ", "L１ 9DZ", "12345", "90210",
  ])
  func `what the post does not know is no postcode`(typed: String) {
    #expect(refusal(typed, Postcode.init(text:)) == "not_a_postcode")
  }

  @Test(arguments: [("LI 9DZ", "L1 9DZ"), ("LO 9DZ", "L0 9DZ"), ("L1 ODZ", "L1 0DZ"), ("M6O 1NW", "M60 1NW")])
  func `a letter for a number is told but never put right silently`(typed: String, meant: String) throws {
    do {
      _ = try Postcode(text: typed)
      Issue.record("the slip was taken")
    } catch let fault as BadValue {
      #expect(fault.detail.contains(meant))
    }
  }

  @Test func `the outward half of a postcode is its district`() throws {
    #expect(try Postcode(text: "ec1a1bb").outward == "EC1A")
    for district in ["L1", "L15", "WN1", "EC1A", "W1A", "DN55"] { #expect(Postcode.isOutwardCode(district)) }
    for text in ["", "L", "l1", "L1 9DZ", "LL", "1L", "L-1", "L1-", "Q1", "BFPO", "ABC1"] {
      #expect(!Postcode.isOutwardCode(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("0151 496 0123", "+441514960123"), ("+44 151 496 0123", "+441514960123"), ("0044 151 496 0123", "+441514960123"),
    ("+44 (0)151 496 0123", "+441514960123"), ("(0151) 496-0123", "+441514960123"), ("07700 900123", "+447700900123"),
    ("07700.900.123", "+447700900123"), ("020 7946 0123", "+442079460123"), ("0800 123456", "+44800123456"),
    ("016977 2345", "+44169772345"), ("0300 123 4567", "+443001234567"), ("0800 000 0000", "+448000000000"),
  ])
  func `a phone number is kept as typed and in its international form`(typed: String, e164: String) throws {
    let phone = try UKPhone(text: typed)
    #expect(phone.typed == typed)
    #expect(phone.e164 == e164)
  }

  @Test(arguments: [
    "", "0", "151 496 0123", "0151 496 012345", "0151 496", "07700 90012", "020 7946 012", "0451 496 0123",
    "0651 496 0123", "00151 496 0123", "+1 202 555 0123", "+33 1 23 45 67 89", "0151 496 O123", "0151 496 0123 x4",
    "٠١٥١٤٩٦٠١٢٣", "++44 151 496 0123", "+44",
  ])
  func `what cannot be dialled in the United Kingdom is no phone number`(typed: String) {
    #expect(refusal(typed, UKPhone.init(text:)) == "not_a_phone")
  }

  @Test func `a number with 0 and with +44 is one number`() throws {
    let one = try UKPhone(text: "0151 496 0123")
    let other = try UKPhone(text: "+441514960123")
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
  }

  @Test(arguments: [
    ("liverpool", true), ("st-helens", true), ("l8", true), ("l", false), ("Wigan", false),
    ("-wigan", false), ("wigan-", false), ("st--helens", false), ("st helens", false), ("wigán", false), ("", false),
  ])
  func `an area's short name fits into an address`(text: String, fits: Bool) {
    #expect((refusal(text, AreaSlug.init(text:)) == nil) == fits)
    #expect(refusal(String(repeating: "a", count: 40), AreaSlug.init(text:)) == nil)
    #expect(refusal(String(repeating: "a", count: 41), AreaSlug.init(text:)) == "not_a_slug")
  }

  @Test(arguments: [
    ("pa", "pa"), ("PA", "pa"), ("en-gb", "en-GB"), ("zh-hant", "zh-Hant"), ("ZH-HANT-TW", "zh-Hant-TW"),
    ("bfi", "bfi"),
    ("es-419", "es-419"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-CH-1901", "de-CH-1901"), ("pa-Guru", "pa-Guru"),
  ])
  func `a language tag is taken with the usual capitals`(typed: String, kept: String) throws {
    #expect(try LanguageTag(text: typed).text == kept)
  }

  @Test(arguments: [
    "", "p", "panjabi", "pa-", "-pa", "pa--IN", "en_GB", "en-GB-Latn", "en-GB-GB", "zh-Hant-Hans", "x-private",
    "i-klingon",
    "en-x-me", "en-u-ca-gregory", "e1", "en-GB-toolongvariant", "sl-rozaj-rozaj", "sl-rozaj-SI", "pä",
    "en-aaaaa-bbbbb-ccccc-ddddd-eeeee-fff",
  ])
  func `what the language registry cannot mean is no language tag`(typed: String) {
    #expect(refusal(typed, LanguageTag.init(text:)) == "not_a_language")
  }

  @Test(arguments: [(0, "free"), (1, "£0.01"), (750, "£7.50"), (1200, "£12"), (1_000_000, "£10000")])
  func `pence are written as people write them`(pence: Int, shown: String) {
    #expect(Pence(pence).shown == shown)
  }
}
