import Foundation
import Threads

/// The mean and spread of the amounts of training rows, by weight.
struct StandardAmounts {
  /// Each row's amount less the mean, in deviations.
  let values: [Double]
  let mean: Double
  /// Above 0.
  let deviation: Double

  /// - Precondition: there are two different amounts.
  init(_ data: TrainingSet) {
    let amounts = data.amounts ?? []
    var weight = 0.0
    var sum = 0.0
    for (row, amount) in amounts.enumerated() {
      let own = Double(data.weights?[row] ?? 1)
      weight += own
      sum += own * Double(amount)
    }
    let mean = sum / weight
    var squares = 0.0
    for (row, amount) in amounts.enumerated() {
      let distance = Double(amount) - mean
      squares += Double(data.weights?[row] ?? 1) * distance * distance
    }
    let deviation = (squares / weight).squareRoot()
    self.mean = mean
    self.deviation = deviation
    values = amounts.map { (Double($0) - mean) / deviation }
  }
}

/// Gradients of half the squared error of amounts, as integers; the hessian is the weight.
///
/// Amounts are standardised, so that sums are equally fine in any unit. A merged row of whole weight
/// has exactly the sum of its rows.
struct SquaredErrorGradients: BoostingGradients {
  private let weights: [Float]
  /// The sum of weight × amount of each matrix row, in integers.
  private let targets: [Int64]
  /// The sum of weight × amount² of all rows.
  private let squares: Double
  private let wide: ScratchBuffer<GradientPair>
  private let scale: SIMD2<Double>

  var unit: SIMD2<Double> { 1 / scale }
  var pairs: RowPairs { .wide(wide.base) }

  init(_ rows: TreeTrainingRows, amounts: StandardAmounts) {
    weights = rows.weights
    wide = ScratchBuffer(count: rows.matrix.rowCount, repeating: GradientPair())
    let largest = max(1, amounts.values.lazy.map(abs).max() ?? 1)
    // Margins stay within the amounts' range, so a gradient is at most twice the largest.
    let bits = 60 - (Int(largest.exponent) + 1)
    let second = rows.isWhole ? 1 : scalbn(1, rows.exponent(bits: 62, most: 40))
    scale = SIMD2(scalbn(1, rows.exponent(bits: bits, most: rows.isWhole ? 36 : 46)), second)
    var targets = [Int64](repeating: 0, count: rows.matrix.rowCount)
    var squares = 0.0
    for (row, value) in amounts.values.enumerated() {
      let target = rows.matrixRow.map { Int($0[row]) } ?? row
      let weight = rows.ownWeights.map { Double($0[row]) } ?? 1
      targets[target] &+= Int64(weight * (value * scale.x).rounded())
      squares += weight * value * value
    }
    self.targets = targets
    self.squares = squares
  }

  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let count = weights.count
    let blockSize = 1 << 12
    let sums = parallelMap((count + blockSize - 1) / blockSize, threads: threads) { block in
      var total = GradientPair()
      var loss = 0.0
      for row in block * blockSize..<min(count, (block + 1) * blockSize) {
        let weight = Double(weights[row])
        let margin = Double(margins[row])
        let pair = GradientPair(
          Int64(weight * (margin * scale.x).rounded()) &- targets[row], Int64(weight * scale.y))
        wide.base[row] = pair
        total &+= pair
        loss += margin * (weight * margin - 2 * Double(targets[row]) / scale.x)
      }
      return (total, loss)
    }
    var total = GradientPair()
    var loss = squares
    for sum in sums {
      total &+= sum.0
      loss += sum.1
    }
    return (total, max(0, loss))
  }
}
