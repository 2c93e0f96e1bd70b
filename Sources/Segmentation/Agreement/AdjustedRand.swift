/// How far two groupings of the same points agree beyond chance (Hubert and Arabie 1985,
/// doi:10.1007/BF01908075).
public enum AdjustedRand {
  /// The index: 1 for the same groups under whatever names, about 0 for groups that have nothing to do
  /// with each other; below 0 where they agree less than by chance. Points without a group (`nil`) count
  /// as one group. `nil` without points. O(n).
  ///
  /// A worked number: 0,0,1,1 and 0,0,1,2 → 0.571.
  ///
  /// - Precondition: both have one label a point.
  public static func index(_ first: [Int?], _ second: [Int?]) -> Double? {
    precondition(first.count == second.count, "Both groupings are of the same points.")
    guard !first.isEmpty else { return nil }
    var cells: [[Int?]: Int] = [:]
    var rows: [Int?: Int] = [:]
    var columns: [Int?: Int] = [:]
    for (left, right) in zip(first, second) {
      cells[[left, right], default: 0] += 1
      rows[left, default: 0] += 1
      columns[right, default: 0] += 1
    }
    let (both, left, right) = (pairs(cells), pairs(rows), pairs(columns))
    let all = pairs(first.count)
    let expected = all > 0 ? left * right / all : 0
    let most = (left + right) / 2
    // Both are one group, or both are groups of one point: the same.
    guard most != expected else { return 1 }
    return (both - expected) / (most - expected)
  }

  private static func pairs<Key>(_ counts: [Key: Int]) -> Double {
    // Whole numbers, so that the order of a dictionary plays no part.
    counts.values.reduce(0) { $0 + pairs($1) }
  }

  private static func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
}
