#if Postgres
  import CPostgres
  import SQL

  /// The version of libpq, for `doctor`.
  package func libpqVersion() -> Int { Int(PQlibVersion()) }
#endif
