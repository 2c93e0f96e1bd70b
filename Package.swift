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
    .systemLibrary(
      name: "CXGBoost", pkgConfig: "xgboost",
      providers: [.apt(["libxgboost-dev"]), .brew(["xgboost"])]),
    .target(
      name: "CLAPACK",
      linkerSettings: [.linkedLibrary("openblas"), .linkedLibrary("lapacke")]),
    .target(
      name: "Modelling", dependencies: ["Tabular", "CLAPACK", "CXGBoost"],
      swiftSettings: numeric),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"], swiftSettings: strict),
    .testTarget(
      name: "ModellingTests", dependencies: ["Modelling", "Tabular"],
      exclude: ["Linear/Reference", "XGBoost/Reference"], swiftSettings: strict),
  ]
)
