import Threads

/// Scores rows by the terms of a linear model, a feature at a time.
struct LinearScorer: Sendable {
  private let design: LinearDesign
  private let coefficients: [Double]
  private let intercept: Double
  /// Rows that are scored by one thread at a time.
  private static let runLength = 8192

  /// - Parameter coefficients: one a design column, then the intercept.
  init(design: LinearDesign, coefficients: [Double]) {
    precondition(coefficients.count == design.columns.count + 1, "One coefficient a column.")
    self.design = design
    self.coefficients = coefficients
    intercept = coefficients[coefficients.count - 1]
  }

  /// The log-odds of each row.
  func margins(_ columns: [[Float]], rowCount: Int, threads: Int) -> [Double] {
    let terms = design.recipes.map { $0.term(coefficients: coefficients) }
    var result = [Double](repeating: intercept, count: rowCount)
    result.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      Self.forEachRun(rowCount: rowCount, threads: threads) { _, rows in
        let target = shared.part(rows)
        for (term, column) in zip(terms, columns) {
          column.withUnsafeBufferPointer { column in
            term.forEach(UnsafeBufferPointer(rebasing: column[rows])) { target[$0] += $1 }
          }
        }
      }
    }
    return result
  }

  /// SHAP values of each row against the training average.
  func contributions(_ columns: [[Float]], rowCount: Int, threads: Int) -> Contributions {
    let terms = design.recipes.map { $0.term(coefficients: coefficients) }
    let means = featureMeans
    let width = terms.count
    var values = [Double](repeating: 0, count: rowCount * width)
    values.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      Self.forEachRun(rowCount: rowCount, threads: threads) { _, rows in
        let target = shared.part(rows.lowerBound * width..<rows.upperBound * width)
        for feature in 0..<width {
          columns[feature].withUnsafeBufferPointer { column in
            terms[feature].forEach(UnsafeBufferPointer(rebasing: column[rows])) { row, share in
              target[row * width + feature] = share - means[feature]
            }
          }
        }
      }
    }
    return Contributions(
      featureCount: width, base: intercept + means.reduce(0, +), values: values)
  }

  /// The mean absolute contribution of each feature over training rows, normalised.
  func importance(_ rows: MergedDesignRows, threads: Int) -> [Double] {
    let terms = design.recipes.map { $0.term(coefficients: coefficients) }
    let means = featureMeans
    var sums = [Double](repeating: 0, count: terms.count)
    sums.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(terms.count, threads: threads) { feature, _ in
        var sum = 0.0
        rows.columns[feature].withUnsafeBufferPointer { column in
          terms[feature].forEach(column) { row, share in
            sum += abs(share - means[feature]) * Double(rows.counts[row])
          }
        }
        shared.base[feature] = sum
      }
    }
    let total = sums.reduce(0, +)
    return total > 0 && total.isFinite ? sums.map { $0 / total } : sums.map { _ in 0 }
  }

  /// The average share of each feature over the training rows.
  private var featureMeans: [Double] {
    var means = [Double](repeating: 0, count: design.recipes.count)
    for (column, coefficient) in zip(design.columns, coefficients) {
      means[column.feature] += coefficient * column.mean
    }
    return means
  }

  private static func forEachRun(
    rowCount: Int, threads: Int, _ body: @Sendable (Int, Range<Int>) -> Void
  ) {
    let count = (rowCount + runLength - 1) / runLength
    inParallel(count, threads: threads) { run, _ in
      body(run, run * runLength..<min(rowCount, (run + 1) * runLength))
    }
  }
}
