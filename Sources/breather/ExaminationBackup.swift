import Breaks

/// When the last backup was made, and whether it is still where it was put.
struct ExaminationBackup {
  let data: String
  let now: Instant

  private static let hoursMax = 24

  func finding() -> Finding {
    guard let last = LastBackup.read(in: data) else {
      return Finding("backup", .note, "None was made yet by `breather backup`: bookings would be lost with this disk.")
    }
    let age = now.seconds(since: last.at)
    let words = "The last one is \(ExaminationBackup.words(age)) old: \(last.path), \(last.bytes.bytesInWords)."
    guard FileOnDisk.exists(last.path) else {
      return Finding(
        "backup", .note, words + " It is not there any more; let us hope that somebody moved it to safety.")
    }
    guard FileOnDisk.size(last.path) == last.bytes else {
      return Finding("backup", .bad, words + " It has another size now: make a new one.")
    }
    guard age <= ExaminationBackup.hoursMax * 3600 else {
      return Finding("backup", .note, words + " All that was answered since would be lost with this disk.")
    }
    return Finding("backup", .well, words)
  }

  /// An age as people say it.
  static func words(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "less than a minute"
    case ..<120: "one minute"
    case ..<7_200: "\(seconds / 60) minutes"
    case ..<172_800: "\(seconds / 3600) hours"
    default: "\(seconds / 86_400) days"
    }
  }
}
