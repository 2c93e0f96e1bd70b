import Threads
import Foundation

/// The weighted mean log-loss of margins, the same at any number of threads.
struct BoostingLoss: Sendable {
  private let labels: [UInt8]
  private let weights: [Float]?
  private let totalWeight: Double
  private let threads: Int

  init(labels: [UInt8], weights: [Float]?, threads: Int) {
    self.labels = labels
    self.weights = weights
    self.threads = threads
    totalWeight = weights?.reduce(0.0) { $0 + Double($1) } ?? Double(labels.count)
  }

  /// The loss in nats; `nil` without rows.
  func value(_ margins: [Float]) -> Double? {
    precondition(margins.count == labels.count, "One margin a label.")
    guard !labels.isEmpty else { return nil }
    let length = 4096
    let count = (labels.count + length - 1) / length
    var sums = [Double](repeating: 0, count: count)
    sums.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(count, threads: threads) { piece, _ in
        let rows = piece * length..<min(labels.count, (piece + 1) * length)
        shared.base[piece] = weights == nil ? plain(margins, rows) : weighted(margins, rows)
      }
    }
    return sums.reduce(0, +) / totalWeight
  }

  /// Σ log(1 + e^−s) over the margins s towards the label, as the logarithm of products: each factor
  /// beyond the linear part lies in 1…2, so 512 of them stay far below overflow.
  private func plain(_ margins: [Float], _ rows: Range<Int>) -> Double {
    var sum = 0.0
    var product = 1.0
    for row in rows {
      let towards = labels[row] == 0 ? -Double(margins[row]) : Double(margins[row])
      sum += max(0, -towards)
      product *= 1 + exp(-abs(towards))
      if row & 511 == 511 {
        sum += log(product)
        product = 1
      }
    }
    return sum + log(product)
  }

  private func weighted(_ margins: [Float], _ rows: Range<Int>) -> Double {
    var sum = 0.0
    for row in rows {
      let towards = labels[row] == 0 ? -Double(margins[row]) : Double(margins[row])
      let loss = max(0, -towards) + log1p(exp(-abs(towards)))
      sum += Double(weights?[row] ?? 1) * loss
    }
    return sum
  }
}
