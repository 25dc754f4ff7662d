import Breaks
import UseCases
import Wire

extension WishShape {
  /// A wish as the one who asks may see it.
  init(_ seen: WishSeen) {
    let (wish, said) = (seen.wish, seen.wish.said)
    self.init(
      id: wish.id.text, area: wish.area.text, words: said.words.isEmpty ? nil : said.words,
      category: said.category?.rawValue,
      stay: said.stay?.rawValue, near: said.district, language: said.language?.text, state: wish.state.rawValue,
      seconders: wish.seconds, mine: seen.mine, seconded: seen.seconded, why: wish.why?.rawValue,
      offerId: wish.offer?.text, carerId: seen.showsCarer ? wish.carer.text : nil, createdAt: wish.createdAt.text,
      version: wish.version)
  }
}

extension DemandShape {
  /// A group of wishes; their words for coordinators only.
  init(_ seen: DemandSeen) {
    let (demand, kind) = (seen.demand, seen.demand.kind)
    self.init(
      area: kind.area.text, category: kind.category?.rawValue, stay: kind.stay?.rawValue,
      language: kind.language?.text, district: kind.district, people: demand.people, met: demand.met,
      nearestKm: demand.nearestKm, wishes: seen.wishes?.map { Wished(id: $0.id.text, words: $0.words) })
  }
}
