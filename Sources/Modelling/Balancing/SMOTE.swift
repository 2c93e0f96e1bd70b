import Threads
import Tabular

/// Makes up rows of the smaller class between rows that are alike, for numbers and categories mixed.
///
/// A made-up row starts from a row of the smaller class and one of its nearest neighbours in that
/// class: numbers lie at a random place between the two, categories and flags are what most of
/// the neighbours have. A number that the row misses stays missing; one that only the neighbour misses
/// stays the row's own. Whole numbers stay whole: an age of 34.7 would give a made-up row away to a tree. Probabilities of a model fitted to such rows are too high by a known factor,
/// which ``PriorCorrection`` takes back. Only training rows are balanced. Source: Chawla, Bowyer, Hall
/// and Kegelmeyer 2002, doi:10.1613/jair.953 (SMOTE-NC).
public struct SMOTE: Sendable, Hashable, Codable {
  /// How many neighbours a row is mixed with, at least 1; fewer where the class has no more rows.
  public var neighbours: Int
  /// The rows of the smaller class for each of the larger, once made up; above 0, at most 1.
  public var rarePerRow: Double

  /// Makes an oversampling; by default five neighbours, and both classes end up equal.
  public init(neighbours: Int = 5, rarePerRow: Double = 1) {
    precondition(neighbours >= 1, "A row is mixed with at least one neighbour.")
    precondition(rarePerRow > 0 && rarePerRow <= 1, "The smaller class stays the smaller.")
    self.neighbours = neighbours
    self.rarePerRow = rarePerRow
  }

  /// The rows with the made-up ones after them.
  ///
  /// Each row of the smaller class is started from equally often, give or take one. The same seed gives
  /// the same rows at any number of threads. Neighbours are exact: O(m² · columns) for m rows of the
  /// smaller class.
  ///
  /// - Throws: ``ModellingError`` with `unusableData` for one class, or a class of one row.
  public func balanced(
    frame: FeatureFrame, labels: [UInt8], seed: UInt64, threads: Int
  ) throws -> BalancedRows {
    precondition(frame.rowCount == labels.count, "One label a row.")
    let classes = try TwoClasses(labels)
    let wanted = Int((Double(classes.common.count) * rarePerRow).rounded()) - classes.rare.count
    guard wanted > 0 else { return BalancedRows(frame: frame, labels: labels) }
    guard classes.rare.count > 1 else {
      throw ModellingError(
        .unusableData,
        "The smaller class has one training row, and SMOTE mixes two; give more rows, or use the "
          + "balance none or weights.")
    }
    let rare = frame.rows(classes.rare)
    let plan = starts(count: wanted, of: classes.rare.count, seed: seed)
    let near = nearest(rare, used: plan, threads: threads)
    let choices = (0..<wanted).map { Choice(start: plan[$0], near: near, seed: seed, number: $0) }
    let columns = parallelMap(frame.columns.count, threads: threads) { index in
      frame.columns[index]
        + Self.made(
          rare.columns[index], kind: frame.schema.features[index].kind, choices: choices, near: near
        )
    }
    return BalancedRows(
      frame: FeatureFrame(
        schema: frame.schema, rowCount: frame.rowCount + wanted, columns: columns,
        report: frame.report),
      labels: labels + [UInt8](repeating: classes.rareLabel, count: wanted),
      originalCount: frame.rowCount)
  }

  /// The rows of the smaller class that made-up rows start from.
  private func starts(count: Int, of rareCount: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed, stream: 12)
    var plan: [Int] = []
    plan.reserveCapacity(count)
    while plan.count < count {
      let round = (0..<rareCount).shuffled(using: &generator)
      plan += round.prefix(count - plan.count)
    }
    return plan
  }

  /// The neighbours of each row that is started from; none for the others.
  private func nearest(_ rare: FeatureFrame, used plan: [Int], threads: Int) -> [[Int32]] {
    var isUsed = [Bool](repeating: false, count: rare.rowCount)
    for row in plan { isUsed[row] = true }
    let distance = MixedDistance(rare)
    let count = min(neighbours, rare.rowCount - 1)
    let used = isUsed
    return parallelMap(rare.rowCount, threads: threads) { row in
      used[row] ? distance.neighbours(of: row, count: count) : []
    }
  }

  /// What one made-up row is made of.
  private struct Choice {
    let start: Int
    let neighbour: Int
    /// How far from the start towards the neighbour, 0..<1.
    let share: Double

    init(start: Int, near: [[Int32]], seed: UInt64, number: Int) {
      var generator = SeededGenerator(seed: seed, stream: 1_000 + UInt64(number))
      self.start = start
      neighbour = Int(near[start][generator.below(near[start].count)])
      share = generator.unit()
    }
  }

  private static func made(
    _ column: [Float], kind: Feature.Kind, choices: [Choice], near: [[Int32]]
  ) -> [Float] {
    if case .number = kind {
      let isWhole = column.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
      return choices.map { choice in
        let own = column[choice.start]
        let other = column[choice.neighbour]
        guard own.isFinite, other.isFinite else { return own }
        let mixed = Double(own) + choice.share * (Double(other) - Double(own))
        return Float(isWhole ? mixed.rounded() : mixed)
      }
    }
    return choices.map { mode(of: near[$0.start], in: column) }
  }

  /// The commonest value among the neighbours; of equally common ones that of the nearest neighbour.
  private static func mode(of rows: [Int32], in column: [Float]) -> Float {
    var best = Float.nan
    var bestCount = 0
    for (place, row) in rows.enumerated() {
      let value = column[Int(row)]
      let count = rows[place...].count {
        let other = column[Int($0)]
        return other == value || (other.isNaN && value.isNaN)
      }
      // Counting from each place on finds every value in full at its first place.
      if count > bestCount {
        best = value
        bestCount = count
      }
    }
    return best
  }
}
