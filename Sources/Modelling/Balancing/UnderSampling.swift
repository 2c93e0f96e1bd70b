import Tabular

/// Leaves out rows of the larger class, chosen at random.
///
/// It makes fitting faster and probabilities wrong by a known factor, which ``PriorCorrection`` takes
/// back. Only training rows are sampled; rows that measure stay as they are.
public struct UnderSampling: Sendable, Hashable, Codable {
  /// How many rows of the larger class are kept for each of the smaller, at least 1.
  public var rowsPerRare: Double

  /// Makes a sampling; by default both classes end up equal.
  public init(rowsPerRare: Double = 1) {
    precondition(rowsPerRare >= 1 && rowsPerRare.isFinite, "The larger class stays the larger.")
    self.rowsPerRare = rowsPerRare
  }

  /// The rows to keep, ascending: all of the smaller class, and of the larger as many as asked for, or
  /// all where there are fewer.
  ///
  /// The same seed gives the same rows.
  ///
  /// - Throws: ``ModellingError`` with `unusableData` for one class.
  public func rows(labels: [UInt8], seed: UInt64) throws -> [Int] {
    let classes = try TwoClasses(labels)
    var generator = SeededGenerator(seed: seed, stream: 11)
    var common = classes.common
    let wanted = Int((Double(classes.rare.count) * rowsPerRare).rounded())
    let kept = min(common.count, max(1, wanted))
    // The first places of a shuffle, without shuffling the rest.
    for place in 0..<kept {
      common.swapAt(place, place + generator.below(common.count - place))
    }
    return (classes.rare + common.prefix(kept)).sorted()
  }
}

/// The rows of each class.
struct TwoClasses {
  /// The rows of the smaller class, ascending; the positives where both are equal.
  let rare: [Int]
  /// The rows of the larger class, ascending.
  let common: [Int]
  /// The label of the smaller class.
  let rareLabel: UInt8

  init(_ labels: [UInt8]) throws {
    let positives = labels.indices.filter { labels[$0] == 1 }
    let negatives = labels.indices.filter { labels[$0] != 1 }
    guard !positives.isEmpty, !negatives.isEmpty else {
      throw ModellingError(
        .unusableData,
        "The \(labels.count) training rows have \(positives.count) positives, and balancing needs "
          + "both classes; give more rows, or use the balance none.")
    }
    rareLabel = positives.count <= negatives.count ? 1 : 0
    rare = rareLabel == 1 ? positives : negatives
    common = rareLabel == 1 ? negatives : positives
  }
}
