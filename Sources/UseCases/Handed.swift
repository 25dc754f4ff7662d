import SQL
import Store

// What `Web` needs of the rooms below, which it may not enter itself.

/// A request that must have one effect however often it is sent.
package typealias Once = Store.Once
/// An answer as it went out, kept so that it can go out again.
package typealias Rendered = Store.Rendered
/// How often a refusal was given on a day.
package typealias RefusalCount = Store.RefusalCount

/// Whether an error only says that there is too much to do just now: nothing is known to have happened, and the same
/// request may be sent again.
package func isOverload(_ error: any Error) -> Bool {
  switch error as? SQLFault {
  case .busy, .deadline, .unreachable, .diskFull, .closed: true
  default: false
  }
}

/// Whether an error says that the answer to a COMMIT was lost: all of it was done or nothing, and we do not know which.
package func isOutcomeUnknown(_ error: any Error) -> Bool { error as? SQLFault == .outcomeUnknown }

/// What the log may say about a fault: our own faults hold no person's value, of all others only the type is told.
package func sayable(_ fault: any Error) -> String {
  switch fault {
  case let fault as SQLFault: fault.description
  case let fault as StoreFault: "\(fault)"
  default: "\(type(of: fault))"
  }
}
package typealias BookingsWish = Store.BookingsWish
package typealias WaitingWish = Store.WaitingWish
package typealias PartnerBookingsWish = Store.PartnerBookingsWish
package typealias RefusalsWish = Store.RefusalsWish
package typealias WishesAsked = Store.WishesAsked

/// SHA-256 of a text's UTF-8, by which a browser knows a style sheet for ours.
package func sha256(of text: String) -> [UInt8] { Store.sha256(text.utf8) }
