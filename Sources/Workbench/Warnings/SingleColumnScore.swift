import Evaluation
import Tabular

/// How well one column alone separates the classes.
enum SingleColumnScore {
  /// ROC-AUC of the column, turned so that it is at least .5; .5 where it is undefined.
  ///
  /// Numbers count by their order, with missing ones as a level of their own below all others.
  /// Categories count by the rate of positives of their level in the other half of the rows, so that
  /// a column of rare levels doesn't look good by chance.
  static func rocAUC(of column: Column, _ rows: [Int], _ labels: [UInt8]) -> Double {
    let scores: [Double]
    switch column.values {
    case .flag, .float, .double, .date:
      scores = rows.map { column.number($0) ?? -.greatestFiniteMagnitude }
    case .category(let codes, let levels):
      scores = crossFittedRates(rows.map { Int(codes[$0]) + 1 }, levels.count + 1, labels)
    case .text:
      return 0.5
    }
    guard let area = try? ScoredRows(scores: scores, labels: labels).blocks.rocAUC else {
      return 0.5
    }
    return max(area, 1 - area)
  }

  private static func crossFittedRates(
    _ codes: [Int], _ levelCount: Int, _ labels: [UInt8]
  ) -> [Double] {
    // Halves by every second pair of rows: an even sample of any order.
    let half = { (row: Int) in (row / 2) % 2 }
    var counts = [[Double]](repeating: [Double](repeating: 0, count: levelCount), count: 2)
    var positives = counts
    for (row, code) in codes.enumerated() {
      counts[half(row)][code] += 1
      positives[half(row)][code] += Double(labels[row])
    }
    let prior = (0..<2).map { positives[$0].reduce(0, +) / max(1, counts[$0].reduce(0, +)) }
    return codes.indices.map { row in
      let other = 1 - half(row)
      let code = codes[row]
      return (positives[other][code] + 10 * prior[other]) / (counts[other][code] + 10)
    }
  }
}
