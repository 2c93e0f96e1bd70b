/// How predicted probabilities are put into bins.
public enum CalibrationBinning: Sendable, Hashable, Codable {
  /// Bins of equal width over 0…1: bin = min(⌊bins · p⌋, bins − 1).
  case equalWidth(Int)
  /// Bins that hold about equally many rows: a block of tied scores goes whole into the bin in which
  /// its middle row, counted from the lowest score, lies.
  case equalMass(Int)

  /// How many bins there are at most.
  public var binCount: Int {
    switch self {
    case .equalWidth(let count), .equalMass(let count): count
    }
  }
}

/// Promised against kept: mean probability and share of positives, bin by bin.
public struct CalibrationCurve: Sendable, Equatable {
  /// One bin that holds rows.
  public struct Bin: Sendable, Equatable {
    /// The bin's number, from 0 at the lowest probabilities.
    public let index: Int
    /// The weight of its rows; their number where rows have no weights.
    public let weight: Double
    /// The mean probability of its rows.
    public let meanProbability: Double
    /// The share of its rows that are positive.
    public let positiveShare: Double
    /// The lowest probability in it.
    public let lowest: Double
    /// The highest probability in it.
    public let highest: Double
  }

  /// How the rows were binned.
  public let binning: CalibrationBinning
  /// The bins that hold rows, from low probabilities to high.
  public let bins: [Bin]

  /// Bins the rows; `nil` without rows or when a score lies outside 0…1.
  public init?(_ blocks: ScoreBlocks, binning: CalibrationBinning = .equalWidth(10)) {
    precondition(binning.binCount > 0, "There is at least one bin.")
    guard blocks.totalWeight > 0, blocks.areProbabilities else { return nil }
    self.binning = binning
    var bins: [Bin] = []
    var open = OpenBin()
    var below = 0.0
    for index in blocks.scores.indices.reversed() {
      let weight = blocks.positives[index] + blocks.negatives[index]
      guard weight > 0 else { continue }
      let share = (below + weight / 2) / blocks.totalWeight
      let bin = CalibrationCurve.bin(of: blocks.scores[index], massBelow: share, binning)
      if bin != open.index, let closed = open.closed { bins.append(closed) }
      if bin != open.index { open = OpenBin(index: bin, lowest: blocks.scores[index]) }
      open.add(blocks.scores[index], weight: weight, positives: blocks.positives[index])
      below += weight
    }
    if let closed = open.closed { bins.append(closed) }
    self.bins = bins
  }

  /// The expected calibration error: the mean over rows of how far their bin's mean probability lies
  /// from its share of positives, 0…1; lower is better.
  ///
  /// Source: Naeini, Cooper and Hauskrecht 2015.
  public var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.weight }
    return bins.reduce(0) { $0 + $1.weight / total * abs($1.meanProbability - $1.positiveShare) }
  }

  private static func bin(
    of probability: Double, massBelow share: Double, _ binning: CalibrationBinning
  ) -> Int {
    switch binning {
    case .equalWidth(let count):
      min(Int((Double(count) * probability).rounded(.down)), count - 1)
    case .equalMass(let count):
      min(Int((Double(count) * share).rounded(.down)), count - 1)
    }
  }

  /// The sums of the bin being filled.
  private struct OpenBin {
    var index = -1
    var weight = 0.0
    var probabilitySum = 0.0
    var positives = 0.0
    var lowest = 0.0
    var highest = 0.0

    init() {}

    init(index: Int, lowest: Double) {
      self.index = index
      self.lowest = lowest
    }

    mutating func add(_ probability: Double, weight: Double, positives: Double) {
      self.weight += weight
      probabilitySum += weight * probability
      self.positives += positives
      highest = probability
    }

    var closed: Bin? {
      guard weight > 0 else { return nil }
      return Bin(
        index: index, weight: weight, meanProbability: probabilitySum / weight,
        positiveShare: positives / weight, lowest: lowest, highest: highest)
    }
  }
}

extension ScoreBlocks {
  /// The expected calibration error in the given bins; by default 10 of equal width. `nil` without rows
  /// or when a score lies outside 0…1.
  public func expectedCalibrationError(_ binning: CalibrationBinning = .equalWidth(10)) -> Double? {
    CalibrationCurve(self, binning: binning)?.expectedError
  }
}
