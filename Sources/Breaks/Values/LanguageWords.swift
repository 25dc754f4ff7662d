/// What people call the languages that an offer may be given in, as they type them into a search.
///
/// - Source: IANA Language Subtag Registry (descriptions), with the spellings usual in England.
package enum LanguageWords {
  /// The names of a tag's language; empty for one that is not in the list.
  package static func names(of tag: LanguageTag) -> String { names[tag.language] ?? "" }

  /// The tag of a language that somebody named as people do: `Punjabi`, `Farsi`, `BSL`; nil for an unknown name.
  package static func tag(named name: String) -> String? {
    let wanted = name.lowercased()
    return names.first {
      $0.value.lowercased() == wanted || $0.value.lowercased().split(separator: " ").contains(wanted[...])
    }?.key
  }

  private static let names: [String: String] = [
    "am": "Amharic",
    "ar": "Arabic",
    "bfi": "British Sign Language BSL",
    "bg": "Bulgarian",
    "bn": "Bengali Bangla",
    "cs": "Czech",
    "cy": "Welsh Cymraeg",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian Farsi",
    "fr": "French",
    "ga": "Irish",
    "gd": "Gaelic",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ml": "Malayalam",
    "ne": "Nepali",
    "nl": "Dutch",
    "pa": "Punjabi Panjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "si": "Sinhala",
    "sk": "Slovak",
    "so": "Somali",
    "sq": "Albanian",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "ti": "Tigrinya",
    "tl": "Tagalog Filipino",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yo": "Yoruba",
    "yue": "Cantonese Chinese",
    "zh": "Chinese Mandarin Cantonese",
  ]
}
