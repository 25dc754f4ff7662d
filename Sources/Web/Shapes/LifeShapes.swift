import Breaks
import Wire

extension AbsenceShape {
  init(_ absence: Absence) {
    let waits = absence.settledAt == nil
    self.init(
      askedAt: absence.askedAt?.text,
      answerBy: waits ? absence.askedAt.map { AbsenceRules.answerBy(asked: $0).text } : nil,
      why: absence.why?.rawValue, excused: absence.excused, settledAt: absence.settledAt?.text)
  }
}

extension QuietShape {
  init(_ quiet: Quiet) {
    self.init(why: quiet.why.rawValue, since: quiet.since.text)
  }
}
