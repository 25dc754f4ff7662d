#if Postgres
  import PostgresEngine
  import SQL
  import Testing

  /// Which addresses are taken, and that none is ever repeated.
  @Suite struct PostgresSettingsTests {
    @Test(arguments: [
      "", "localhost", "mysql://u:hunter2@h/d", "postgres:hunter2", "postgres://u:hunter2@", "postgres://",
      "postgres:///hunter2", "postgres://u:hunter2@localhost", "postgres://u:hunter2@localhost/",
      "postgres://u:hunter2@localhost:0/d", "postgres://u:hunter2@localhost:70000/d",
      "postgres://u:hunter2@localhost:x/d", "postgres://u:hunter2@[::1/d", "postgres://u:%zz@localhost/hunter2",
      "postgres://u:hunter2@localhost,/d", "postgres://u:hunter2@localhost:1,localhost:2,localhost:3:4/d",
      "postgres://u:hunter2@localhost/d?host=", "postgres://u:hunter2@localhost/d?nonsense=1",
      "postgres://u:hunter2@localhost/d?options=-csynchronous_commit%3Doff",
      "postgres://u:hunter2@localhost/d?hostaddr=10.0.0.1", "postgres://u:hunter2@localhost/d?replication=1",
      "postgres://u:hunter2@localhost/d?service=x", "postgres://u:hunter2@localhost/d?client_encoding=LATIN1",
      "postgres://u:hunter2@localhost/d?target_session_attrs=sometimes",
      "postgres://u:hunter2@localhost/d?connect_timeout=0", "postgres://u:hunter2@localhost/d?connect_timeout=soon",
      "postgres://u:hunter2@db.example/d?sslmode=disable", "postgres://u:hunter2@db.example/d?sslmode=allow",
      "postgres://u:hunter2@db.example/d?sslmode=prefer", "postgres://u:hunter2@db.example/d?sslmode=require",
      "postgres://u:hunter2@db.example/d?sslmode=verify-ca", "postgres://u:hunter2@10.0.0.1/d?sslmode=require",
      "postgres://u:hunter2@localhost,db.example/d?sslmode=require",
      "postgres://u:hunter2@127.0.0.1.example/d?sslmode=require", "postgres://u:hunter2@128.0.0.1/d?sslmode=require",
      "postgres://u:hunter2@a,b,c,d,e,f,g,h,i/d", "postgres://u:hunter2@localhost/d\0",
    ])
    func `an address that cannot be used is refused in a sentence that repeats nothing of it`(url: String) {
      let found = #expect(throws: SQLFault.self) { try PostgresSettings(url: url) }
      guard case .cannotOpen(let sentence) = found else {
        Issue.record("\(String(describing: found))")
        return
      }
      #expect(sentence.hasSuffix("."))
      for secret in ["hunter2", "example", "10.0.0.1", "mysql", "LATIN1", "sometimes"] {
        #expect(!sentence.contains(secret))
      }
    }

    @Test(arguments: [
      "postgres://localhost/d", "postgresql://u:hunter2@localhost:5432/d", "postgres://u:hunter2@127.0.0.1/d",
      "postgres://u:hunter2@127.255.0.9/d?sslmode=disable", "postgres://u:hunter2@[::1]:5433/d",
      "postgres://u:hunter2@%2Fvar%2Frun%2Fpostgresql/d", "postgres:///d?host=/var/run/postgresql",
      "postgres://u:hunter2@db.example/d", "postgres://u:hunter2@db.example/d?sslmode=verify-full",
      "postgres://u:hunter2@one.example,two.example:5433/d?target_session_attrs=read-write",
      "postgres://u:hunter2@one.example:1,two.example:2/d?sslrootcert=/etc/breather/ca.pem",
      "postgres://u:hunter2@localhost,127.0.0.1/d?connect_timeout=10&keepalives_idle=9&application_name=desk",
    ])
    func `an address that can be used is taken, and shown to nobody`(url: String) throws {
      let settings = try PostgresSettings(url: url)
      _ = try PostgresDatabase(settings)
      var printed = ""
      dump(settings, to: &printed)
      printed += "\(settings) \(String(reflecting: settings))"
      for secret in ["hunter2", "example", "127", "localhost"] { #expect(!printed.contains(secret)) }
    }

    @Test func `settings out of their range are refused`() throws {
      let changes: [(inout PostgresSettings) -> Void] = [
        { $0.connections = 0 }, { $0.connections = 65 }, { $0.deadlineSeconds = 0 }, { $0.deadlineSeconds = 3_601 },
        { $0.schema = "" }, { $0.schema = "Public" }, { $0.schema = "a b" }, { $0.schema = "a'; DROP" },
        { $0.schema = "1a" }, { $0.schema = String(repeating: "a", count: 64) }, { $0.applicationName = "a\nb" },
      ]
      for change in changes {
        var settings = try PostgresSettings(url: "postgres://localhost/d")
        change(&settings)
        #expect(throws: SQLFault.self) { try PostgresDatabase(settings) }
      }
    }
  }
#endif
