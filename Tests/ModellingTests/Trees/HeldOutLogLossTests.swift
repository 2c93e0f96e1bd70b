import Foundation
import Testing

@testable import Modelling

@Suite struct HeldOutLogLossTests {
  /// A row of weight 3 counts as three rows.
  @Test func weightsCountRowsRepeatedly() {
    let once = HeldOutLogLoss(labels: [1, 0], weights: [3, 1])
    let repeated = HeldOutLogLoss(labels: [1, 1, 1, 0], weights: nil)
    let found = once.value([0.4, -1.2], threads: 1)
    #expect(abs(found - repeated.value([0.4, 0.4, 0.4, -1.2], threads: 2)) < 1e-15)
    let plain = HeldOutLogLoss(labels: [1, 0], weights: nil)
    let even = HeldOutLogLoss(labels: [1, 0], weights: [1, 1])
    #expect(plain.value([0.4, -1.2], threads: 1) == even.value([0.4, -1.2], threads: 1))
  }

  /// The rows that stop early are weighed by the share of positives that was fitted to.
  @Test func balancingWeightsRestoreTheSampledShare() {
    let labels = (0..<200).map { UInt8($0 % 10 == 0 ? 1 : 0) }
    let correction = PriorCorrection(sampledRate: 0.5, trueRate: 0.1)
    let weights = correction.balancingWeights(of: labels)
    let positive = zip(weights, labels).reduce(0.0) { $0 + ($1.1 == 1 ? Double($1.0) : 0) }
    let all = weights.reduce(0.0) { $0 + Double($1) }
    #expect(abs(positive / all - 0.5) < 1e-6 && abs(all - 200) < 1e-3)
  }
}
