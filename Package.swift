// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of ours is held to.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Targets that work cell by cell are optimised in debug builds too: unoptimised, the tests of the
/// models take minutes instead of seconds, and those of the screens twice as long.
let optimised: [SwiftSetting] = strict + [.unsafeFlags(["-O"])]

let package = Package(
  name: "OfferScope",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // What only offerscope-server stands on; without its traits, which serve settings from files.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .target(name: "Threads", swiftSettings: optimised),
    .target(name: "Tabular", dependencies: ["Threads"], swiftSettings: optimised),
    .target(name: "Evaluation", dependencies: ["Threads"], swiftSettings: optimised),
    .target(
      name: "Monitoring", dependencies: ["Evaluation", "Threads"], swiftSettings: optimised),
    .target(name: "Offers", dependencies: ["Tabular"], swiftSettings: optimised),
    .target(name: "Synthetic", dependencies: ["Tabular", "Yams"], swiftSettings: optimised),
    .target(
      name: "Ingestion",
      dependencies: [
        "Tabular", "Yams", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      resources: [.copy("Recipes"), .copy("Training")], swiftSettings: strict),
    .systemLibrary(
      name: "CXGBoost", pkgConfig: "xgboost",
      providers: [.apt(["libxgboost-dev"]), .brew(["xgboost"])]),
    .target(
      name: "CLAPACK",
      linkerSettings: [.linkedLibrary("openblas"), .linkedLibrary("lapacke")]),
    .target(
      name: "CIntrinsics", cSettings: [.unsafeFlags(["-O2", "-Wno-psabi", "-ffp-contract=off"])]),
    .target(
      name: "Modelling",
      dependencies: ["Evaluation", "Tabular", "Threads", "CLAPACK", "CIntrinsics", "CXGBoost"],
      swiftSettings: optimised),
    .target(
      name: "Registry",
      dependencies: [
        "Tabular",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Segmentation", dependencies: ["Tabular", "Threads", "CLAPACK"],
      swiftSettings: optimised),
    .target(
      name: "Workbench",
      dependencies: [
        "Evaluation", "Ingestion", "Modelling", "Monitoring", "Offers", "Registry", "Reporting",
        "Segmentation", "Synthetic", "Tabular", "Threads", "Yams",
      ],
      swiftSettings: optimised),
    .target(
      name: "CTerminal",
      cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "TerminalKit", dependencies: ["CTerminal"], swiftSettings: optimised),
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .target(name: "Drawing", dependencies: ["CCairo"], swiftSettings: strict),
    .target(name: "Reporting", dependencies: ["Drawing"], swiftSettings: optimised),
    .target(
      name: "Dashboard",
      dependencies: [
        "Drawing", "Evaluation", "Modelling", "Monitoring", "Offers", "Registry", "Tabular",
        "TerminalKit", "Workbench",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "offerscope",
      dependencies: [
        "Dashboard", "Drawing", "Ingestion", "Modelling", "Monitoring", "Offers", "Registry",
        "Synthetic", "Tabular", "TerminalKit", "Workbench",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Serving",
      dependencies: [
        "Evaluation", "Modelling", "Offers", "Tabular", "Workbench",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "offerscope-server",
      dependencies: [
        "Serving", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing"], swiftSettings: strict),
    .testTarget(
      name: "ReportingTests", dependencies: ["Drawing", "Reporting"], swiftSettings: strict),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"], swiftSettings: strict),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation"],
      exclude: ["Reference/make_parity.py", "Reference/make_reference.py"],
      resources: [.copy("Reference/reference.json")],
      swiftSettings: strict),
    .testTarget(
      name: "MonitoringTests", dependencies: ["Evaluation", "Monitoring"],
      swiftSettings: strict),
    .testTarget(name: "OffersTests", dependencies: ["Offers", "Tabular"], swiftSettings: strict),
    .testTarget(
      name: "SyntheticTests", dependencies: ["Synthetic", "Offers", "Tabular"],
      swiftSettings: strict),
    .testTarget(
      name: "IngestionTests", dependencies: ["Ingestion", "Synthetic", "Tabular"],
      swiftSettings: strict),
    .testTarget(
      name: "RegistryTests",
      dependencies: ["Registry", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "ModellingTests", dependencies: ["CIntrinsics", "Modelling", "Tabular"],
      exclude: ["Linear/Reference", "XGBoost/Reference"], swiftSettings: strict),
    .testTarget(
      name: "SegmentationTests", dependencies: ["Segmentation"],
      exclude: ["Reference/make_reference.py"], resources: [.copy("Reference/reference.json")],
      swiftSettings: strict),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Evaluation", "Ingestion", "Modelling", "Monitoring", "Offers", "Registry", "Synthetic",
        "Tabular", "Workbench",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Dashboard", "Offers", "Tabular", "TerminalKit", "Workbench", "Yams", "offerscope",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ServingTests",
      dependencies: [
        "Modelling", "Offers", "Registry", "Serving", "Synthetic", "Tabular", "Workbench",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalKitTests", dependencies: ["CTerminal", "TerminalKit"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Dashboard", "Drawing", "Evaluation", "Modelling", "Monitoring", "Offers", "Registry",
        "Synthetic", "Tabular", "TerminalKit", "Workbench",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
  ]
)
