import Breaks
import Store
import UseCases
import Wire

/// The answer to a booking as `Web` writes it, whose own way of doing so is out of reach here.
enum Answer {
  /// The status of an answer to something made.
  static let created = 201

  /// Writes the answer, with the price of writing it: it happens inside the transaction.
  @Sendable static func render(_ told: BookingTold) throws -> Rendered {
    let body = try WireEncoder().encode(shape(told))
    let headers = ["Location": "/v1/bookings/\(told.booking.reference.shown)", "ETag": "\"1-0123456789abcdef\""]
    return Rendered(status: created, headers: headers, body: body)
  }

  private static func shape(_ told: BookingTold) -> BookingShape {
    let booking = told.booking
    return BookingShape(
      reference: booking.reference.shown, state: booking.state.rawValue, carerId: booking.carer.text,
      offer: offer(booking.offer),
      slots: booking.slots.map { .init(id: $0.id.text, startsAt: $0.startsAt.text, endsAt: $0.endsAt.text) },
      party: booking.party.map(member), told: told.told.map { .init(by: $0.by.rawValue, state: $0.state.rawValue) },
      channel: booking.channel.rawValue, decideBy: booking.decideBy?.text,
      cancelFreeUntil: booking.cancelFreeUntil.text, createdAt: booking.createdAt.text,
      prescription: booking.prescription?.shown, cover: booking.cover.map { .init(how: $0.rawValue) },
      note: booking.note, late: nil, why: nil, cancelledBy: nil, message: booking.message, version: booking.version)
  }

  private static func offer(_ offer: OfferSummary) -> BookingShape.OfferNamed {
    .init(
      id: offer.id.text, title: offer.title,
      partner: .init(id: offer.partner.id.text, name: offer.partner.name, kind: offer.partner.kind.rawValue),
      area: offer.area.text, stay: offer.stay.rawValue, category: offer.category.rawValue,
      postcode: offer.postcode?.text, town: offer.town)
  }

  private static func member(_ member: PartyMember) -> BookingShape.Member {
    let food = member.food.map {
      FoodShape(
        diets: $0.diets.map(\.rawValue), avoids: $0.avoids.map(\.rawValue), severe: $0.severe.map(\.rawValue),
        notes: $0.notes)
    }
    return .init(
      kind: member.kind.rawValue, name: member.name, age: member.age, inCharge: member.inCharge ?? false, food: food,
      access: member.access.isEmpty ? nil : member.access.map(\.rawValue))
  }
}
