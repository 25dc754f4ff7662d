// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house and who may enter which. `Tests/TidyTests` reads the import lines and keeps it so.

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "breather",
  platforms: [.macOS(.v15)],
  traits: [
    .trait(name: "Postgres", description: "Also runs on PostgreSQL, through libpq (libpq-dev).")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
  ],
  targets: [
    .target(name: "Breaks", swiftSettings: house),
    .target(name: "SQL", swiftSettings: house),
    .target(
      name: "SQLiteEngine",
      dependencies: ["SQL", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: house
    ),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "PostgresEngine",
      dependencies: ["SQL", .byName(name: "CPostgres", condition: .when(traits: ["Postgres"]))],
      swiftSettings: house
    ),
    .target(
      name: "Store",
      dependencies: ["Breaks", "SQL", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house
    ),
    .target(name: "UseCases", dependencies: ["Breaks", "Store", "SQL"], swiftSettings: house),
    .target(
      name: "Letters",
      dependencies: ["Breaks", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.copy("Templates")],
      swiftSettings: house
    ),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "Post",
      dependencies: [
        "Breaks", "Store", "SQL", "Letters", "CCurl",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house
    ),
    .target(name: "Wire", swiftSettings: house),
    .target(
      name: "Web",
      dependencies: [
        "Breaks", "UseCases", "Letters", "Wire",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.copy("openapi.yaml")],
      swiftSettings: house
    ),
    .target(
      name: "MailSink",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: house
    ),
    .target(
      name: "Desk",
      dependencies: [
        "Wire",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: house
    ),
    .executableTarget(
      name: "breather",
      dependencies: [
        "Breaks", "SQL", "SQLiteEngine", "PostgresEngine", "Store", "UseCases", "Letters", "Post", "Wire", "Web",
        "MailSink",
        "Desk",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house
    ),

    // Measures; no product links it.
    .target(name: "CBareWriter", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "breather-bench",
      dependencies: [
        "Breaks", "SQL", "SQLiteEngine", "PostgresEngine", "Store", "UseCases", "Wire", "MailSink", "CBareWriter",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: house
    ),

    // What tests of every room share: the turns they take, and the programs they run.
    .target(name: "TestYard", path: "Tests/TestYard", swiftSettings: house),
    // One town for all tests: a real database, the real router, a real SMTP conversation; only mail server, clock and
    // chance are ours.
    .target(
      name: "TestTown",
      dependencies: [
        "TestYard",
        "Breaks", "SQL", "SQLiteEngine", "PostgresEngine", "Store", "UseCases", "Letters", "Post", "Wire", "Web",
        "MailSink",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      path: "Tests/TestTown",
      swiftSettings: house
    ),
    .testTarget(name: "BreaksTests", dependencies: ["Breaks"], swiftSettings: house),
    .testTarget(name: "WireTests", dependencies: ["Wire"], swiftSettings: house),
    .testTarget(name: "StoreTests", dependencies: ["TestTown", "TestYard"], swiftSettings: house),
    .testTarget(
      name: "LettersTests", dependencies: ["Breaks", "Letters"], exclude: ["Golden"], swiftSettings: house),
    .testTarget(name: "PostTests", dependencies: ["TestYard", "Breaks", "Post", "MailSink"], swiftSettings: house),
    .testTarget(
      name: "JourneyTests", dependencies: ["TestTown", "TestYard", "Desk", "Wire", "breather"], swiftSettings: house),
    .testTarget(name: "TidyTests", dependencies: ["TestYard"], swiftSettings: house),
  ]
)
