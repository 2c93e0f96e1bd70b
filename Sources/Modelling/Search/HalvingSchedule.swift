/// How successive halving spends folds: many trials on few folds, the best third of them on three times
/// as many, and so on until the last ones have all.
///
/// What grows is the number of folds, for every model. Rounds would be the usual resource of boosted
/// trees, but few rounds favour fast learning rates, which are not the best at the end; early stopping
/// gives each fit the rounds that it needs anyway. Fewer rows favour strong penalties. A fold is the same
/// problem at full size, its figures stay when a trial goes on, and trials are compared on the same rows,
/// so even one fold tells good from bad. Source: Jamieson and Talwalkar 2016, arXiv:1502.07943.
public struct HalvingSchedule: Sendable, Equatable {
  /// One trial in so many goes on.
  public static let factor = 3
  /// Folds that a trial has been measured on at the end of each rung, ascending; the last is all.
  public let foldsByRung: [Int]

  /// A schedule for so many folds, at least 1.
  public init(folds: Int) {
    precondition(folds >= 1, "There is at least one fold.")
    var rungs: [Int] = []
    var count = 1
    while count < folds {
      rungs.append(count)
      count *= Self.factor
    }
    foldsByRung = rungs + [folds]
  }

  /// How many trials begin together, so that one is left on the last rung.
  public var bracketSize: Int {
    foldsByRung.dropFirst().reduce(1) { size, _ in size * Self.factor }
  }

  /// How many of the trials of a rung go on; at least one.
  public func survivors(of count: Int) -> Int { max(1, count / Self.factor) }
}
