import Breaks
import Foundation
import Store

/// Something that comes due by the clock alone, found by its rows and done one row a transaction.
///
/// Any number of processes may do the same chores: each piece looks again, under the row's lock, whether it is still due.
package struct Chore: Sendable {
  /// In the log and in the metrics.
  package let name: String
  /// The rows that are due, the longest due first; at most so many.
  let due: @Sendable (Errand, _ limit: Int) throws -> [UUID]
  /// Does one of them, if it is still due.
  let act: @Sendable (Errand, UUID) throws -> Void

  /// Everything that comes due by the clock.
  package static let all: [Chore] = [
    Chore(name: "lapse_holds") {
      try $0.store.holds.lapsed(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.lapseHold(ID($1))
    },
    Chore(name: "nudge_partners") {
      try $0.store.answers.nudgesDue(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.nudge(ID($1))
    },
    Chore(name: "decline_unanswered") {
      try $0.store.answers.overdue(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.declineUnanswered(ID($1))
    },
    Chore(name: "give_up_without_care") {
      try $0.store.care.toGiveUp(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.giveUpWithoutCare(ID($1))
    },
    Chore(name: "end_waiting") {
      try $0.store.waiting.toEnd(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.endWaiting(ID($1))
    },
    Chore(name: "look_at_waiting") {
      try $0.store.waiting.toLookAt(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.lookAgain(at: ID($1))
    },
    Chore(name: "open_rounds") {
      try $0.store.rounds.offersToLookAt(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.openRoundsBySelf(of: ID($1))
    },
    Chore(name: "close_rounds") {
      try $0.store.rounds.toClose(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.closeRound(ID($1))
    },
    Chore(name: "draw_rounds") {
      try $0.store.rounds.toDraw(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.drawRound(ID($1))
    },
    Chore(name: "settle_entries") {
      try $0.store.entries.toSettle(limit: $1, now: $0.now).map(\.uuid)
    } act: {
      try $0.settleEntry(ID($1))
    },
    Chore(name: "excuse_absences") {
      try $0.store.absences.silent(askedBy: AbsenceRules.lastAsked($0.now), limit: $1).map(\.uuid)
    } act: {
      try $0.excuseSilence(ID($1))
    },
    Chore(name: "ask_feedback") {
      try $0.feedbackToAsk(limit: $1).map(\.uuid)
    } act: {
      try $0.askHowItWas(ID($1))
    },
  ]
}

/// What became of a round of chores.
package struct ChoresDone: Sendable, Equatable {
  /// How many pieces each chore did, by its name; only those that did any.
  package var done: [String: Int] = [:]
  /// Why pieces could not be done, a line each without anybody's data; they stay due.
  package var faults: [String] = []

  /// Nothing was due.
  package init() {}
}

extension Marketplace {
  /// Most pieces of one chore at a time, so that none keeps the others waiting.
  private static let choresMost = 100

  /// Does what is due by now.
  ///
  /// A piece that fails is left for the next round and does not keep the others from being done.
  package func doChores(_ chores: [Chore] = Chore.all) async -> ChoresDone {
    var told = ChoresDone()
    for chore in chores {
      do {
        try await doAll(of: chore, &told)
      } catch {
        told.faults.append("\(chore.name): \(sayable(error))")
      }
    }
    return told
  }

  /// Does what is due of one chore. What fails stays due and comes first again, so that as much more is looked for.
  private func doAll(of chore: Chore, _ told: inout ChoresDone) async throws {
    var failed: Set<UUID> = []
    while failed.count <= Marketplace.choresMost {
      let (limit, before) = (Marketplace.choresMost + failed.count, failed.count)
      let due = try await look(as: nil) { try chore.due($0, limit) }
      for id in due where !failed.contains(id) {
        do {
          try await carryOut(as: nil) { try chore.act($0, id) }
          told.done[chore.name, default: 0] += 1
        } catch {
          failed.insert(id)
          told.faults.append("\(chore.name): \(sayable(error))")
        }
      }
      if due.count < limit || failed.count == before { return }
    }
  }
}
