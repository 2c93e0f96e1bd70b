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
    .target(name: "Evaluation", swiftSettings: numeric),
    .target(name: "Modelling", dependencies: ["Tabular"], swiftSettings: numeric),
    .testTarget(name: "TabularTests", dependencies: ["Tabular"], swiftSettings: strict),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation"],
      exclude: ["Reference/make_reference.py"], resources: [.copy("Reference/reference.json")],
      swiftSettings: strict),
    .testTarget(
      name: "ModellingTests", dependencies: ["Modelling", "Tabular"], swiftSettings: strict),
  ]
)
