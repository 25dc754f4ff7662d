import ArgumentParser

/// The verbs of the volunteers' phone desk; each is a client of the JSON API and opens no database.
package enum DeskCommands {
  /// For the root command to mount as subcommands, in the order of a call.
  package static var all: [any AsyncParsableCommand.Type] {
    [
      Login.self, Logout.self, Me.self, Carers.self, Offers.self, Bookings.self, Prescriptions.self, LettersDesk.self,
      Partners.self, Imports.self,
      Waiting.self,
      Wishes.self, DemandDesk.self, FeedbackDesk.self, Concerns.self,
      Rounds.self, Entries.self, Asks.self,
      Areas.self, People.self, Practices.self, RefusalsDesk.self,
    ]
  }
}
