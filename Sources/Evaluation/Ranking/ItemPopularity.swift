/// The baseline that every ranking has to beat: each item by its share of positives in training rows.
public struct ItemPopularity: Sendable, Equatable {
  /// The share of positives over all training rows; what an item not seen in training gets.
  public let overallRate: Double
  private let rates: [Int32: Double]

  /// Learns the rates from training rows only: item codes and labels, one a row.
  ///
  /// - Throws: ``EvaluationError`` naming the row, for a label other than 0 and 1.
  public init(trainingItems items: [Int32], labels: [UInt8]) throws(EvaluationError) {
    precondition(items.count == labels.count, "There is one label an item.")
    var counts: [Int32: (rows: Int, positives: Int)] = [:]
    var positives = 0
    for row in items.indices {
      guard labels[row] <= 1 else { throw EvaluationError.invalidLabel(labels[row], row: row) }
      counts[items[row], default: (0, 0)].rows += 1
      counts[items[row], default: (0, 0)].positives += Int(labels[row])
      positives += Int(labels[row])
    }
    overallRate = items.isEmpty ? 0 : Double(positives) / Double(items.count)
    rates = counts.mapValues { Double($0.positives) / Double($0.rows) }
  }

  /// The score of each item: its rate in training, 0…1.
  public func scores(for items: [Int32]) -> [Double] {
    items.map { rates[$0] ?? overallRate }
  }
}
