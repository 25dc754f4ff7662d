/// Why a party did not get a share, in words for a tired person.
package enum ShareWords {
  /// All of it in a few short sentences: how many asked, where the party stood, what was left, and what comes of it.
  ///
  /// - Parameters:
  ///   - position: where it stood, from 1.
  ///   - weight: how many tickets it had.
  package static func why(_ loss: ShareLoss, position: Int, of allocation: Allocation, weight: Int) -> String {
    [asked(loss), kept(loss), "\(stood(position, in: allocation))\(left(loss))", next(allocation, weight: weight)]
      .compactMap { $0 }.joined(separator: " ")
  }

  private static func asked(_ loss: ShareLoss) -> String {
    let carers = loss.asked == 1 ? "1 carer" : "\(loss.asked) carers"
    return "\(carers) asked for \(count(loss.free, of: loss))."
  }

  private static func kept(_ loss: ShareLoss) -> String? {
    guard loss.kept > 0 else { return nil }
    return "\(loss.kept) of them \(loss.kept == 1 ? "was" : "were") kept first for carers with a prescription."
  }

  private static func stood(_ position: Int, in allocation: Allocation) -> String {
    switch allocation {
    case .ballot, .firstCome: "The draw put you at number \(position)"
    case .rota: "Those who have waited longest for a break came first, and you were number \(position)"
    case .tiers: "Those whose caring leaves them the least room came first, and you were number \(position)"
    }
  }

  private static func left(_ loss: ShareLoss) -> String {
    if loss.left > 0 {
      return ". When your turn came \(isLeft(loss)), and your party needs \(loss.needed). We never part a party."
    }
    if let last = loss.goneAfter { return "; the \(noun(2, loss)) were gone after number \(last)." }
    return "; the \(noun(2, loss)) were gone before your turn came."
  }

  private static func isLeft(_ loss: ShareLoss) -> String {
    "\(loss.left == 1 ? "only" : "there were only") \(count(loss.left, of: loss))\(loss.left == 1 ? " was" : "") left"
  }

  private static func next(_ allocation: Allocation, weight: Int) -> String {
    switch allocation {
    case .ballot, .firstCome:
      weight < ShareStanding.weightMax
        ? "Your chance counts more next time." : "Your chance will count as much again next time."
    case .rota, .tiers: "You lose nothing: your waiting goes on counting for the next time."
    }
  }

  private static func count(_ count: Int, of loss: ShareLoss) -> String { "\(count) \(noun(count, loss))" }

  private static func noun(_ count: Int, _ loss: ShareLoss) -> String {
    let (one, many) =
      switch loss.scarce {
      case Scarce.places.word, Scarce.staff.word: ("place", "places")
      case UnitKind.table.rawValue: ("table", "tables")
      case UnitKind.bed.rawValue: ("bed", "beds")
      case Scarce.units.word: ("room or table", "rooms or tables")
      default: ("\(loss.scarce) room", "\(loss.scarce) rooms")
      }
    return count == 1 ? one : many
  }
}

extension Entry {
  /// Why the party did not get the break, in a few sentences for people; nil unless it lost.
  package func why(in round: Round) -> String? {
    guard state == .lost else { return nil }
    if let obstacle { return obstacle.sentence }
    guard let drawn, let loss = drawn.loss, let position = drawn.position else { return nil }
    return ShareWords.why(loss, position: position, of: round.allocation, weight: drawn.weight)
  }

  /// The same for programs.
  package var reason: String? {
    state == .lost ? obstacle?.code ?? drawn?.loss?.reason.rawValue : nil
  }
}
