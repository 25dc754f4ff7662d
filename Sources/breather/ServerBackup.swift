/// PostgreSQL makes its own backups; here is how, for whoever asks us.
enum ServerBackup {
  /// What `breather backup` says on PostgreSQL.
  static func backup(_ file: String, keys: String) -> CommandFault {
    CommandFault(
      """
      This breather stands on PostgreSQL, which makes its own backups, while it is served:
        pg_dump --format=custom --file=\(file) "$BREATHER_DATABASE_URL"
      To lose nothing between two of them, let the server archive its log (PostgreSQL manual, "Continuous Archiving").
      The key file \(keys) is in neither: keep a copy of it in another place than the backups.
      """, code: Ending.elsewhere)
  }

  /// What `breather restore` says on PostgreSQL.
  static func restore(_ file: String, keys: String) -> CommandFault {
    CommandFault(
      """
      This breather stands on PostgreSQL, which brings back its own backups; stop every breather first:
        pg_restore --clean --if-exists --exit-on-error --dbname="$BREATHER_DATABASE_URL" \(file)
      The key file \(keys) must be the one that was made with that database.
      """, code: Ending.elsewhere)
  }
}
