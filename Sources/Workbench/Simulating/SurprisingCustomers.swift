public import Modelling

/// The test rows on which models are most wrong, or most of two minds.
public struct SurprisingCustomers: Sendable, Equatable {
  /// How surprise is measured.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// The distance of a model's probability from what happened, |outcome − p|.
    case outcome
    /// The distance between the highest and the lowest probability of all models.
    case disagreement
  }

  /// A customer, and how surprising.
  public struct Customer: Sendable, Equatable {
    /// The row of the table, counted from 0.
    public let row: Int
    /// How surprising, 0…1.
    public let surprise: Double
    /// Whether the outcome was the positive one.
    public let isPositive: Bool
    /// The probability of the model, 0…1; by disagreement, the lowest of all.
    public let low: Double
    /// By disagreement, the highest probability of all; else that of the model.
    public let high: Double
  }

  /// How surprise is measured.
  public let measure: Measure
  /// The customers, most surprising first; ties by row.
  public let customers: [Customer]

  /// The most customers that are looked for.
  public static let count = 200

  /// Finds them among the test rows of a comparison.
  ///
  /// - Parameter kind: the model, for surprise at the outcome.
  /// - Returns: nobody where the model was not trained, or there are no two models to disagree.
  public init(_ comparison: Comparison, by measure: Measure, of kind: ModelKind) {
    self.measure = measure
    let scores: [[Double]] =
      switch measure {
      case .outcome: comparison.trained(kind).map { [$0.testScores] } ?? []
      case .disagreement: comparison.trained.map(\.model.testScores)
      }
    guard scores.count >= (measure == .outcome ? 1 : 2) else {
      customers = []
      return
    }
    let labels = comparison.testLabels
    let (low, high) = Self.extremes(scores)
    let surprise = labels.indices.map { row in
      measure == .outcome ? abs(Double(labels[row]) - low[row]) : high[row] - low[row]
    }
    customers = Self.largest(surprise, count: Self.count).map { place in
      Customer(
        row: comparison.testRows[place], surprise: surprise[place], isPositive: labels[place] == 1,
        low: low[place], high: high[place])
    }
  }

  private static func extremes(_ scores: [[Double]]) -> (low: [Double], high: [Double]) {
    var (low, high) = (scores[0], scores[0])
    for scores in scores.dropFirst() {
      for row in scores.indices {
        low[row] = min(low[row], scores[row])
        high[row] = max(high[row], scores[row])
      }
    }
    return (low, high)
  }

  /// The places of the largest values, largest first, ties by place; all are looked at once, so that
  /// a key is answered at once.
  static func largest(_ values: [Double], count: Int) -> [Int] {
    var best: [Int] = []
    for place in values.indices {
      if best.count == count, values[best[count - 1]] >= values[place] { continue }
      // Behind everything that is as large.
      var (low, high) = (0, best.count)
      while low < high {
        let middle = (low + high) / 2
        if values[best[middle]] >= values[place] { low = middle + 1 } else { high = middle }
      }
      best.insert(place, at: low)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}
