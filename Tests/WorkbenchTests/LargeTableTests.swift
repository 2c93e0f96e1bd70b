import Foundation
import Modelling
import Tabular
import Testing

@testable import Workbench

/// A table whose columns stand on disk gives what it gives in memory.
struct LargeTableTests {
  /// A Parquet file of numbers with gaps, a flag, a category, groups and a time.
  private func write(to path: String) throws {
    let count = 1_200
    var state: UInt64 = 9
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let first = (0..<count).map { _ in draw() }
    let second = (0..<count).map { _ in draw() < 0.2 ? .nan : (draw() * 40).rounded() }
    let flag = (0..<count).map { _ in Int32(draw() * 2) }
    let place = (0..<count).map { _ in ["north", "south", "west"][Int(draw() * 3)] }
    let outcome = (0..<count).map { row in
      Int32(first[row] + 0.3 * Double(flag[row]) + 0.4 * draw() > 1 ? 1 : 0)
    }
    let writer = ParquetWriter([
      .init(name: "customer", kind: .int32), .init(name: "offer", kind: .text),
      .init(name: "time", kind: .timestamp), .init(name: "first", kind: .double),
      .init(name: "second", kind: .double), .init(name: "flag", kind: .int32),
      .init(name: "place", kind: .text), .init(name: "clicked", kind: .int32),
    ])
    let group = writer.group(
      [
        .int32((0..<count).map { Int32($0 / 6) }), .text((0..<count).map { "o\($0 % 6)" }),
        .int64((0..<count).map { Int64($0) * 3_600_000_000 }), .double(first), .double(second),
        .int32(flag), .text(place), .int32(outcome),
      ], at: ParquetWriter.start.count)
    let bytes = ParquetWriter.start + group.bytes + writer.end([group.group])
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private static let roles = RoleOverrides(
    target: "clicked", group: "customer", item: "offer", time: "time")

  @Test(arguments: ["time:0.25", "grouptime:0.25"])
  func modelsAreTheSame(split: String) throws {
    let path = NSTemporaryDirectory() + "offerscope-large-\(UUID().uuidString).parquet"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write(to: path)
    let inMemory = try Opener.open(path, overrides: Self.roles, memory: .max)
    let onDisk = try Opener.open(path, overrides: Self.roles, memory: 1)
    #expect(onDisk.dataset.table["first"]?.isOnDisk == true)
    #expect(onDisk.dataset.table["clicked"]?.isOnDisk == false)
    #expect(inMemory.dataset.table.columns.allSatisfy { !$0.isOnDisk })
    #expect(onDisk.profile == inMemory.profile)
    #expect(onDisk.warnings == inMemory.warnings)
    #expect(onDisk.dataset.fingerprint == inMemory.dataset.fingerprint)

    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "forest", "boosted", "xgboost", "lambdamart"]
    configuration.split = split
    configuration.settings = [
      "forest.treeCount": 10, "boosted.rounds": 20, "xgboost.rounds": 10, "lambdamart.rounds": 10,
    ]
    let comparisons = try [inMemory, onDisk].map { data in
      try TrainingSession(data: data, plan: configuration.plan(for: data)).run { _ in }
    }
    #expect(comparisons.allSatisfy { $0.trained.count == 5 })
    for (first, second) in zip(comparisons[0].trained, comparisons[1].trained) {
      #expect(first.model.testScores == second.model.testScores)
      #expect(first.model.policy == second.model.policy)
    }
  }
}
