import SQL

/// The schema of Breather, as numbered steps.
package enum Schema {
  /// Every migration there is, in order; landed ones are never edited.
  package static let migrations = [
    migration001,
    migration002,
    migrationCare,
    migrationLinks,
    migrationNudges,
    migrationVisibility,
    migrationSlotChanges,
    migrationWaiting,
    migrationConcerns,
    migrationFeedback,
    migrationWishes,
    migrationThanks,
    migrationRounds,
    migrationLife,
    migrationDays,
    migrationRoundsBySelf,
    migrationLinksAsked,
    migrationWishWithdrawn,
    migrationHoldAnswers,
    migrationSharedEntries,
    migrationLostCare,
    migrationFallenEvents,
  ]
}
