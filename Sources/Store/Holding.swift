import Breaks
import SQL

/// A row that an errand reads, decides on, and then changes.
package enum HeldRow {
  case area(AreaSlug)
  case partner(ID<Partner>)
  case person(ID<Person>)
  case carer(ID<Carer>)
  case offer(ID<Offer>)
  case booking(Reference)
  case prescription(Reference)
  case letter(ID<Letter>)
  case waiting(ID<WaitingEntry>)
  case concern(ID<Concern>)
  case wish(ID<Wish>)

  /// The table, the column that names the row, and its value.
  fileprivate var place: (table: String, column: String, value: SQLValue) {
    switch self {
    case .area(let slug): ("area", "slug", .text(slug.text))
    case .partner(let id): ("partner", "id", .id(id))
    case .person(let id): ("person", "id", .id(id))
    case .carer(let id): ("carer", "id", .id(id))
    case .offer(let id): ("offer", "id", .id(id))
    case .booking(let reference): ("booking", "reference", .text(reference.text))
    case .prescription(let code): ("prescription", "code", .text(code.text))
    case .letter(let id): ("letter", "id", .id(id))
    case .waiting(let id): ("waiting_entry", "id", .id(id))
    case .concern(let id): ("concern", "id", .id(id))
    case .wish(let id): ("wish", "id", .id(id))
    }
  }
}

extension StoreTransaction {
  /// Holds a row until the transaction ends, before it is read: who comes second reads what the first has written.
  ///
  /// Where several are held the order is partner, offer, prescription, booking, carer, person, then slots by id, then
  /// those who wait for them, so that no two wait crosswise. An engine with one writer has nothing to hold, and runs no statement. A row that is not
  /// there holds nobody back.
  package func hold(_ row: HeldRow) throws {
    guard !sql.dialect.lockRows.isEmpty else { return }
    let place = row.place
    _ = try sql.query(
      "SELECT \(place.column) FROM \(place.table) WHERE \(place.column) = $1\(sql.dialect.lockRows)", [place.value])
  }
}
