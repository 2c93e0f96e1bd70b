import Dashboard
import Foundation
import Testing

/// Keys, clicks and resizes at random: nothing traps, nothing is drawn outside, and undo leads back.
///
/// `OFFERSCOPE_WALK=1000000 swift test -c release --filter RandomWalk` walks that many steps, shared
/// by the seeds of `OFFERSCOPE_WALK_SEEDS=1,2,3,4`, and not always waiting for models;
/// `OFFERSCOPE_WALK_DATA=bank.csv` walks in these data instead of generated ones, and
/// `OFFERSCOPE_WALK_TRAIL=FILE` writes every step down before it is done.
@Suite(.serialized) struct RandomWalkTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let wanted = environment["OFFERSCOPE_WALK"].flatMap { Int($0) }
  static let seeds: [UInt64] =
    environment["OFFERSCOPE_WALK_SEEDS"].map { $0.split(separator: ",").compactMap { UInt64($0) } }
    ?? (wanted == nil ? [1, 2, 3] : [1, 2, 3, 4])

  @Test(arguments: seeds)
  func nothingTraps(seed: UInt64) throws {
    let isLong = Self.wanted != nil
    var walk = try RandomWalk(
      on: WalkGround(seed: seed, path: Self.environment["OFFERSCOPE_WALK_DATA"], isLong: isLong),
      isImpatient: isLong,
      trail: Self.environment["OFFERSCOPE_WALK_TRAIL"].map { try WalkTrail(path: $0) })
    let count = (Self.wanted ?? 1_200) / Self.seeds.count
    let duration = try ContinuousClock().measure { try walk.run(count) }
    #expect(walk.returnCount + walk.leftCount > 0)
    if isLong {
      let perSecond = Int(Double(count) / (duration / .seconds(1)))
      print(
        "seed \(seed): \(count) steps, \(perSecond) a second, \(walk.returnCount) returns, left "
          + "\(walk.leftCount) times")
    }
  }
}
