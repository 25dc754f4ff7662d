@testable import Wire

extension JSONCorpus {
  /// Texts that must be refused, and what for.
  static let refused: [(text: String, kind: JSONFault.Kind)] =
    brokenNumbers + hugeNumbers + brokenTexts + brokenArrays + brokenObjects + brokenTexture

  private static func all(_ kind: JSONFault.Kind, _ texts: [String]) -> [(text: String, kind: JSONFault.Kind)] {
    texts.map { (text: $0, kind: kind) }
  }

  private static let brokenNumbers =
    all(
      .misspelt,
      [
        "[++1]", "[+1]", "+1", "[+Inf]", "[-Infinity]", "[Infinity]", "[NaN]", "NaN", "[-NaN]", "[Inf]", "[-Inf]",
        "[-2.]", "[.-1]", "[.2e-3]", "[.5]", ".5", "[0.e1]", "[2.e3]", "[2.e+3]", "[2.e-3]", "[0.3e]", "[0.3e+]",
        "[0e]", "[0e+]", "[1.0e]", "[1.0e+]", "[1.0e-]", "[1eE2]", "[0x1]", "[0x42]", "[1+2]", "[1-2]", "[- 1]",
        "[-foo]",
        "[-]", "[--1]", "[-a]", "[1a]", "[1ea]", "[1e1.5]", "[1.2.3]", "[1 000.0]", "[1_000]", "[\u{FF11}]",
        "[1e\u{E9}]",
        "[123.]", "[-.5]", "[0b1]", "[0o7]", "[1f]", "[1d]", "[1L]", "[\u{0661}]", "[2\u{B2}]", "[\u{221E}]",
      ])
    + all(.leadingZero, ["[01]", "01", "[-01]", "[00]", "[-00]", "[012]", "[-012]", "[00.5]", "[-00.5]", "[0123e1]"])
    + all(.trailingBytes, ["1 2", "1,2", "0x1", "1a", "-1-", "1.5.5", "1e5e5", "0 0", "1:"])
    + all(.unfinished, ["-", "1.", "1e", "1e+", "1e-", "-0.", "[1", "[1.", "[-", "[1e"])

  private static let hugeNumbers = all(
    .numberTooLarge,
    [
      "1e309", "-1e309", "[1e400]", "[-1e400]", "1.8e308", "1e999999999", "[123123e100000]", "[-123123e100000]",
      "9223372036854775808", "-9223372036854775809", "[18446744073709551616]", "[100000000000000000000]",
      "[-123123123123123123123123123123]", "0.1e99999", String(repeating: "9", count: 400),
    ])

  private static let brokenTexts =
    all(.unfinished, ["\"", "\"a", "\"\\", "\"\\\"", "\"\\u", "\"\\u12", "\"\\u123", "[\"a", "[\"\\\\\\\"", "{\"a"])
    + all(
      .unknownEscape,
      [
        #"["\x00"]"#, #"["\a"]"#, #"["\'"]"#, #"["\0"]"#, #"["\U0041"]"#, #"["\u00A"]"#, #"["\u{41}"]"#, #"["\u 041"]"#,
        #"["\uqqqq"]"#, #"["\u12g4"]"#, #"["\u+041"]"#, "[\"\\\u{E9}\"]", "[\"\\\u{1F600}\"]", #"["\v"]"#, #"["\e"]"#,
        #"["\N"]"#, #"["\ "]"#, "[\"\\\n\"]", #"["\u-123"]"#, #"["\uD800\u"]"#,
      ])
    + all(
      .loneSurrogate,
      [
        #"["\uD800"]"#, #"["\uDBFF"]"#, #"["\uDC00"]"#, #"["\uDFFF"]"#, #"["\uDC00\uD800"]"#, #"["\uD800\uD800"]"#,
        #"["\uD800\u0041"]"#, #"["\uD800x"]"#, #"["\uD800\n"]"#, #"["\ud83d \ude00"]"#, #"{"\uD800":1}"#,
        #"["\uD83D\uDE00\uD83D"]"#, #"["\uD800\uE000"]"#, #"["\uD800\uDBFF"]"#,
      ])
    + all(.nulCharacter, [#""\u0000""#, #"{"\u0000":1}"#, "\"\u{0}\"", "[\"a\u{0}b\"]", "{\"a\u{0}\":1}"])
    + all(
      .controlCharacter,
      ["\"\u{1}\"", "\"\u{1F}\"", "\"\n\"", "\"\r\"", "\"\r\n\"", "\"\t\"", "\"\u{8}\"", "{\"\n\":1}"])

  private static let brokenArrays =
    all(
      .misspelt,
      [
        "[,]", "[,1]", "[1,]", "[1,,2]", "[1,,]", "[1 2]", "[1:2]", "[1}", "[1,}", "[\"a\" \"b\"]", "[3[4]]", "[*]",
        "[1;2]", "[\"\":1]", "[a]", "[(1)]", "[1,\n}", "[tru]", "[nul]", "[truth]", "[True]", "[NULL]", "[undefined]",
        "['a']", "[<null>]", "[\u{E9}]", "[1//\n]", "[/**/]", "[#1]", "[-true]", "[true false]",
      ])
    + all(.unfinished, ["[", "[[", "[ ", "[1,", "[1,\n", "[[]", "[{}", "[\"a\",", "[tr", "[nul"])
    + all(.trailingBytes, ["[]]", "[][]", "[],", "[]x", "[1]1", "[]{}", "[],[]", "[] []"])

  private static let brokenObjects =
    all(
      .misspelt,
      [
        "{,}", "{1:1}", "{a:1}", "{'a':1}", "{null:1}", "{\"a\"}", "{\"a\",1}", "{\"a\" 1}", "{\"a\"::1}", "{\"a\":}",
        "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{\"a\":1]", "{\"a\":1:2}", "{[]:1}", "{:1}",
        "{\"a\":1,\"b\"}", "{\"a\":\"b\" c}", "{\"a\":/**/1}", "{\"a\"=1}", "{\"a\"=>1}", "{{}}", "{\"a\":1;\"b\":2}",
        "{true:1}", "{\"a\":1,2}", "{\"a\":'b'}", "{]",
      ])
    + all(
      .unfinished, ["{", "{\"", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":{}", "{\"a\":[", "{\"a\":1, "])
    + all(.trailingBytes, ["{}}", "{}{}", "{},", "{\"a\":1}/**/", "{\"a\":1}#", "{\"a\":1}//", "{} x"])
    + all(
      .duplicateName,
      [
        #"{"a":1,"a":2}"#, #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"":1,"":2}"#, #"{"a":1,"\u0061":2}"#,
        #"[{"a":{"b":1,"b":2}}]"#, "{\"\u{E9}\":1,\"\\u00e9\":2}",
        #"{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"i":0,"j":0,"k":0,"l":0,"m":0,"n":0,"b":0}"#,
      ])

  private static let brokenTexture =
    all(.unfinished, ["", " ", "\n", "\t\t", "t", "tru", "f", "n", "nul"])
    + all(
      .misspelt,
      [
        "*", "&", "a", "'a'", "True", "NULL", "nan", "abc", "]", "}", ",", ":", "\\", "\u{B}1", "\u{C}1", "\u{0}",
        "\u{A0}1",
        "\u{2060}1", "\u{2028}1", "\u{3000}1", "/**/1", "//\n1", "#1", "<a/>", "(1)", "\u{E9}", "tRUE", "nulL",
        "\\u0031",
        "=1", "\u{85}1", "\u{1F600}",
      ])
    + all(.byteOrderMark, ["\u{FEFF}1", "\u{FEFF}", "\u{FEFF}{}", "\u{FEFF}[]", "\u{FEFF}\u{FEFF}1"])
    + all(
      .trailingBytes,
      [
        "1\u{0}", "null\u{0}", "{}\u{0}", "nullx", "truefalse", "\"a\"\"b\"", "null null", "1\u{FEFF}", "true,",
        "1\u{A0}",
      ])
}

extension JSONCorpus {
  /// Bytes that are not UTF-8 and must be refused as such, inside a text.
  static let notUTF8: [[UInt8]] = [
    [0x80], [0xBF], [0xC0], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC2, 0xC2], [0xE0],
    [0xE0, 0x80, 0x80], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x82, 0x41], [0xE2, 0x28, 0xA1],
    [0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xB0, 0x80], [0xED, 0xBF, 0xBF],
    [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
    [0xF0], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
    [0xF0, 0x28, 0x8C, 0xBC], [0xF0, 0x9F, 0x28, 0x80], [0xF0, 0x9F, 0x98, 0x28], [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    [0xFF, 0xFE], [0xE9], [0x41, 0xE9, 0x41], [0xC3, 0x28], [0xF4, 0x8F, 0xBF], [0xEF, 0xBB],
  ]
}
