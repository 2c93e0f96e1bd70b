// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of ours is held to.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Numeric targets are optimised in debug builds too: unoptimised, the tests of the models take
/// minutes instead of seconds.
let numeric: [SwiftSetting] = strict + [.unsafeFlags(["-O"])]

let package = Package(
  name: "OfferScope",
  targets: [
    .target(name: "Tabular", swiftSettings: numeric),
    .target(name: "Modelling", dependencies: ["Tabular"], swiftSettings: numeric),
    .target(
      name: "CTerminal",
      cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "TerminalKit", dependencies: ["CTerminal"], swiftSettings: strict),
    .testTarget(
      name: "TerminalKitTests", dependencies: ["CTerminal", "TerminalKit"], swiftSettings: strict),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"], swiftSettings: strict),
    .testTarget(
      name: "ModellingTests", dependencies: ["Modelling", "Tabular"], swiftSettings: strict),
  ]
)
