import Breaks
import Foundation
import Testing

@Suite struct ValuesNumberTests {
  @Test(arguments: [
    ("9990000018", "999 000 0018"), ("9990000026", "999 000 0026"), ("943 476 5919", "943 476 5919"),
    ("9876543210", "987 654 3210"), ("943-476-5919", "943 476 5919"),
  ])
  func `an NHS number whose digits add up is taken and shown in three groups`(typed: String, shown: String) throws {
    #expect(try NHSNumber(text: typed).shown == shown)
  }

  @Test(arguments: [
    "9990000000", "1234567890", "9876543211", "0000000000", "1111111111", "5555555555", "943476591", "94347659190",
    "943476591X", "", "९९९०००००१८",
  ])
  func `a number that does not add up is no NHS number`(typed: String) {
    #expect(refusal(typed, NHSNumber.init(text:)) == "not_an_nhs_number")
  }

  @Test func `any one wrong digit of an NHS number is noticed`() {
    let right = Array("9434765919")
    for place in right.indices {
      for digit in "0123456789" where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(refusal(String(wrong), NHSNumber.init(text:)) == "not_an_nhs_number", "\(String(wrong))")
      }
    }
  }

  @Test func `an organisation's code is one to twelve letters and digits, in capitals`() throws {
    #expect(try ODSCode(text: "y9l01").text == "Y9L01")
    #expect(try ODSCode(text: "A1B2C3D4E5F6").text == "A1B2C3D4E5F6")
    for text in ["", "A1B2C3D4E5F6G", "Y9 L01", "Y9-L01", "Y9L0é", "\u{DF}", "\u{FB00}"] {
      #expect(refusal(text, ODSCode.init(text:)) == "not_an_ods_code", "\(text)")
    }
  }

  @Test(arguments: [
    ("1234567", Profession.gp, "1234567"), ("c1234567", .gp, "1234567"), ("L123456", .gp, "L123456"),
    ("12a3456b", .nurse, "12A3456B"), ("2123456", .pharmacist, "2123456"), ("ph123456", .alliedHealth, "PH123456"),
    ("PH1", .alliedHealth, "PH1"), ("SW12345", .socialWorker, "SW12345"), ("emp 0042", .socialPrescriber, "EMP0042"),
    ("7", .other, "7"),
  ])
  func `a register's number is taken in its own form`(typed: String, profession: Profession, kept: String) throws {
    #expect(try Registration(text: typed, profession: profession).text == kept)
  }

  @Test(arguments: [
    ("123456", Profession.gp), ("12345678", .gp), ("M123456", .gp), ("CC1234567", .gp), ("CL123456", .pharmacist),
    ("12A3456", .nurse), ("1234567A", .nurse), ("12A3456B7", .nurse), ("1123456", .pharmacist), ("212345", .pharmacist),
    ("PH", .alliedHealth), ("P123456", .alliedHealth), ("PH1234567", .alliedHealth), ("PH12A", .alliedHealth),
    ("", .other), ("A-1", .other), ("123456789012345678901", .other), ("\u{FB00}1", .socialWorker),
  ])
  func `another form is no number of that register`(typed: String, profession: Profession) {
    #expect(refusal(typed) { try Registration(text: $0, profession: profession) } == "not_a_registration")
  }

  @Test func `a reference is read in any case, with spaces and hyphens, and shown in groups`() throws {
    let reference = drawn(length: 7, seed: 1)
    let spoken = reference.text.lowercased().map(String.init).joined(separator: " ")
    #expect(try Reference(text: spoken, length: 7) == reference)
    #expect(try Reference(text: reference.shown, length: 7) == reference)
    #expect(reference.shown.split(separator: "-").map(\.count) == [4, 3])
    #expect(drawn(length: 10, seed: 2).shown.split(separator: "-").map(\.count) == [4, 3, 3])
    #expect(refusal(reference.text) { try Reference(text: $0, length: 10) } == "not_a_reference")
    #expect(refusal("") { try Reference(text: $0, length: 7) } == "not_a_reference")
    #expect(
      refusal("\u{FB00}" + reference.text.dropFirst(2)) { try Reference(text: $0, length: 7) } == "not_a_reference")
  }

  @Test(arguments: [Reference.bookingLength, Reference.prescriptionLength])
  func `every single slip in a reference is noticed`(length: Int) {
    for seed in 0..<5 {
      let right = Array(drawn(length: length, seed: seed).text)
      for place in right.indices {
        for other in Reference.alphabet where other != right[place] {
          var wrong = right
          wrong[place] = other
          #expect(refusal(String(wrong)) { try Reference(text: $0, length: length) } == "not_a_reference")
        }
      }
    }
  }

  @Test(arguments: [Reference.bookingLength, Reference.prescriptionLength])
  func `every swap of neighbours in a reference is noticed`(length: Int) {
    var swaps = 0
    for seed in 0..<50 {
      let right = Array(drawn(length: length, seed: seed).text)
      for place in right.indices.dropLast() where right[place] != right[place + 1] {
        var wrong = right
        wrong.swapAt(place, place + 1)
        swaps += 1
        #expect(refusal(String(wrong)) { try Reference(text: $0, length: length) } == "not_a_reference")
      }
    }
    #expect(swaps > 200)
  }

  @Test func `no character of a reference is likelier than another`() {
    var counts: [Character: Int] = [:]
    // Every byte once: those of 230 and over are passed over, so each character comes ten times.
    var next = 0
    let all = Reference(length: 231) { count in
      defer { next += count }
      return (next..<next + count).map { UInt8(truncatingIfNeeded: $0) }
    }
    for character in all.text.dropLast() { counts[character, default: 0] += 1 }
    #expect(counts.count == 23)
    #expect(Set(counts.values) == [10])
  }

  private func drawn(length: Int, seed: Int) -> Reference {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    return Reference(length: length) { count in
      (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
    }
  }

  @Test func `an id is 36 characters of a UUID, in any case`() throws {
    let text = "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c11"
    #expect(try ID<Offer>(text: text.uppercased()).text == text)
    for bad in ["", "018f6b1e", text + "0", "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c1g", "{\(text.dropLast(2))}"] {
      #expect(refusal(bad, ID<Offer>.init(text:)) == "not_an_id")
    }
  }

  @Test func `an id of version 7 holds its instant and its chance`() {
    // RFC 9562, appendix A.6.
    let chance: [UInt8] = [0xFC, 0xC3, 0xD8, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F]
    let uuid = UUID.v7(at: Instant(millis: 0x017F_22E2_79B0), chance: chance)
    #expect(uuid.uuidString == "017F22E2-79B0-7CC3-98C4-DC0C0C07398F")
  }

  @Test func `an id made later sorts later`() {
    let chance = [UInt8](repeating: 0xFF, count: 10)
    let none = [UInt8](repeating: 0, count: 10)
    let early = ID<Offer>(UUID.v7(at: Instant(millis: 1_795_426_200_000), chance: chance))
    let late = ID<Offer>(UUID.v7(at: Instant(millis: 1_795_426_200_001), chance: none))
    #expect(early < late)
  }
}
