extension Interval {
  /// The share of so many out of so many, with its 95 % score interval; `nil` out of none.
  ///
  /// The interval stays inside 0…1 and is of use for few rows and for shares near the ends:
  /// 3 of 10 is .3, from .108 to .603. Wilson, Probable inference, the law of succession, and
  /// statistical inference, JASA 22 (1927).
  ///
  /// - Precondition: `count` is from 0 to `total`.
  public static func share(_ count: Int, of total: Int) -> Interval? {
    precondition(count >= 0 && count <= total, "A part is at most the whole.")
    guard total > 0 else { return nil }
    let reach = 1.959_963_984_540_054
    let size = Double(total)
    let share = Double(count) / size
    let weight = reach * reach / size
    let middle = (share + weight / 2) / (1 + weight)
    let half =
      reach / (1 + weight) * (share * (1 - share) / size + weight / (4 * size)).squareRoot()
    return Interval(
      estimate: share, lower: count == 0 ? 0 : max(0, middle - half),
      upper: count == total ? 1 : min(1, middle + half), level: 0.95,
      standardError: (share * (1 - share) / size).squareRoot())
  }
}
