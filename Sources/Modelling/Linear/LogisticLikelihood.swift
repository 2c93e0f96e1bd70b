import Threads
import CLAPACK
import Foundation

/// The logistic loss of some rows and its first two derivatives, as a function of the coefficients.
///
/// Coefficients are in the order of the design's columns, the intercept last. Rows are worked on in
/// runs whose number depends on the data alone; their sums are added in the order of the runs.
struct LogisticLikelihood: Sendable {
  let design: LinearDesign
  let rows: MergedDesignRows
  let threads: Int
  private let runCount: Int
  private let isWide: Bool

  /// A loss with its derivatives at one point.
  struct Value {
    /// The summed weighted log-loss, in nats.
    var loss: Double
    /// The derivatives of the loss.
    var gradient: [Double]
    /// The lower triangle of the second derivatives, column-major.
    var hessian: [Double]
  }

  /// Coefficients, the intercept included.
  var order: Int { design.columns.count + 1 }

  init(design: LinearDesign, rows: MergedDesignRows, threads: Int) {
    self.design = design
    self.rows = rows
    self.threads = threads
    let order = design.columns.count + 1
    // Each run has its own matrix of second derivatives: many runs for small ones, few for large.
    let affordable = max(1, (128 << 20) / (8 * order * order))
    runCount = max(1, min(32, rows.count / 2048, affordable))
    // Measured: with three columns a feature a dense product and one that visits only the columns
    // that aren't 0 take the same time; with more columns the second is soon many times faster.
    isWide = order > 3 * design.recipes.count
  }

  /// The loss and its derivatives at the given coefficients.
  func value(at coefficients: [Double]) -> Value {
    precondition(coefficients.count == order, "One coefficient a column, and the intercept.")
    let order = order
    let size = order * order + order + 1
    var sums = [Double](repeating: 0, count: runCount * size)
    sums.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(runCount, threads: threads) { run, _ in
        let sum = shared.part(run * size..<(run + 1) * size)
        let range = LinearChunks.range(run, of: runCount, rowCount: rows.count)
        if isWide {
          addSparse(range, at: coefficients, to: sum)
        } else {
          addDense(range, at: coefficients, to: sum)
        }
      }
      for run in 1..<max(1, runCount) {
        for index in 0..<size { buffer[index] += buffer[run * size + index] }
      }
    }
    return Value(
      loss: sums[size - 1],
      gradient: Array(sums[order * order..<order * order + order]),
      hessian: Array(sums[0..<order * order]))
  }

  /// One row's loss, and the first two derivatives in its margin.
  @inline(__always)
  private func derivatives(
    _ margin: Double, row: Int
  ) -> (loss: Double, slope: Double, curvature: Double) {
    let weight = rows.weights[row]
    let small = exp(-abs(margin))
    let probability = margin >= 0 ? 1 / (1 + small) : small / (1 + small)
    let loss =
      weight * (max(margin, 0) + log1p(small)) - rows.positives[row] * margin
    let curvature = weight * small / ((1 + small) * (1 + small))
    return (loss, weight * probability - rows.positives[row], curvature)
  }

  // MARK: - Dense

  private func addDense(
    _ range: Range<Int>, at coefficients: [Double], to sum: UnsafeMutableBufferPointer<Double>
  ) {
    guard let sums = sum.baseAddress else { return }
    let order = order
    let height = 512
    let block = UnsafeMutablePointer<Double>.allocate(capacity: height * order)
    let margins = UnsafeMutablePointer<Double>.allocate(capacity: height)
    let roots = UnsafeMutablePointer<Double>.allocate(capacity: height)
    defer {
      block.deallocate()
      margins.deallocate()
      roots.deallocate()
    }
    var start = range.lowerBound
    while start < range.upperBound {
      let count = min(height, range.upperBound - start)
      fill(block, rows: start..<start + count)
      clapack_multiply(Int32(count), Int32(order), block, Int32(count), coefficients, margins)
      var loss = 0.0
      for index in 0..<count {
        let row = derivatives(margins[index], row: start + index)
        loss += row.loss
        margins[index] = row.slope
        roots[index] = row.curvature.squareRoot()
      }
      sums[order * order + order] += loss
      clapack_multiply_transposed_accumulate(
        Int32(count), Int32(order), block, Int32(count), margins, sums + order * order)
      for column in 0..<order {
        let values = block + column * count
        for index in 0..<count { values[index] *= roots[index] }
      }
      clapack_gram_accumulate(Int32(count), Int32(order), block, Int32(count), sums)
      start += count
    }
  }

  /// Writes the design of some rows, column-major, the column of ones last.
  private func fill(_ block: UnsafeMutablePointer<Double>, rows range: Range<Int>) {
    let count = range.count
    block.update(repeating: 0, count: count * (order - 1))
    (block + count * (order - 1)).update(repeating: 1, count: count)
    for (recipe, column) in zip(design.recipes, rows.columns) {
      column.withUnsafeBufferPointer { column in
        let values = UnsafeBufferPointer(rebasing: column[range])
        switch recipe {
        case .value(let target, let centre, let scale, let filling, let missingColumn):
          let inverse = 1 / scale
          let destination = target.map { block + $0 * count }
          let missing = missingColumn.map { block + $0 * count }
          for row in 0..<count {
            let x = values[row]
            destination?[row] = x.isFinite ? (Double(x) - centre) * inverse : filling
            if !x.isFinite { missing?[row] = 1 }
          }
        case .levels(let columns, let missingColumn):
          for row in 0..<count {
            let x = values[row]
            let known = x >= 0 && x < Float(columns.count)
            if let target = known ? columns[Int(x)] : missingColumn {
              block[target * count + row] = 1
            }
          }
        }
      }
    }
  }

  // MARK: - Sparse

  private func addSparse(
    _ range: Range<Int>, at coefficients: [Double], to sum: UnsafeMutableBufferPointer<Double>
  ) {
    let order = order
    let gradient = order * order
    // A feature fills two columns at most; the intercept comes last, as the columns ascend.
    let capacity = 2 * design.recipes.count + 1
    withUnsafeTemporaryAllocation(of: Int.self, capacity: capacity) { places in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity) { values in
        for row in range {
          var count = 0
          var margin = 0.0
          func add(_ place: Int, _ value: Double) {
            places[count] = place
            values[count] = value
            margin += coefficients[place] * value
            count += 1
          }
          visit(row, add)
          add(order - 1, 1)
          let at = derivatives(margin, row: row)
          sum[gradient + order] += at.loss
          for left in 0..<count {
            sum[gradient + places[left]] += at.slope * values[left]
            let scaled = at.curvature * values[left]
            let column = places[left] * order
            for right in left..<count { sum[column + places[right]] += scaled * values[right] }
          }
        }
      }
    }
  }

  /// Calls `body` with the columns of a row that aren't 0, ascending, and their values.
  @inline(__always)
  private func visit(_ row: Int, _ body: (Int, Double) -> Void) {
    for feature in design.recipes.indices {
      let x = rows.columns[feature][row]
      switch design.recipes[feature] {
      case .value(let column, let centre, let scale, let filling, let missingColumn):
        if let column {
          let value = x.isFinite ? (Double(x) - centre) * (1 / scale) : filling
          if value != 0 { body(column, value) }
        }
        if let missingColumn, !x.isFinite { body(missingColumn, 1) }
      case .levels(let columns, let missingColumn):
        let known = x >= 0 && x < Float(columns.count)
        if let column = known ? columns[Int(x)] : missingColumn { body(column, 1) }
      }
    }
  }
}
