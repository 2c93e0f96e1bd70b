import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct LogisticGradientsTests {
  /// Long enough for packed pairs, with an end that fills no vector; and short enough for wide
  /// ones.
  @Test(arguments: [LogisticGradients.packedRowCount + 1003, 1003])
  func pairsAndLossAreThoseOfTheLogLoss(rowCount: Int) {
    let (frame, labels) = TreeTestData.mixed(rowCount: rowCount, seed: 4)
    let set = TrainingSet(frame: frame, labels: labels)
    let matrix = BinnedMatrix(frame: frame, threads: 2)
    let rows = TreeTrainingRows(set, bins: .init(matrix: matrix, merged: nil), merged: false)
    let gradients = LogisticGradients(rows)
    let margins = (0..<rowCount).map { Float($0 % 201 - 100) * 0.1 }
    let written = margins.withUnsafeBufferPointer { margins in
      margins.baseAddress.map { gradients.write($0, round: 3, threads: 2) }
    }
    guard let written else {
      Issue.record("There are margins.")
      return
    }
    var total = GradientPair()
    var (loss, gradient, hessian, worst) = (0.0, 0.0, 0.0, 0.0)
    for row in 0..<rowCount {
      let pair = gradients.pairs[row]
      total &+= pair
      let margin = Double(margins[row])
      let probability = 1 / (1 + exp(-margin))
      let label = Double(labels[row])
      loss += log1p(exp(margin)) - label * margin
      gradient += probability - label
      hessian += probability * (1 - probability)
      worst = max(
        worst, abs(Double(pair.x) * gradients.unit.x - (probability - label)),
        abs(Double(pair.y) * gradients.unit.y - probability * (1 - probability)))
      #expect(pair.y >= 0)
    }
    #expect(total == written.total)
    #expect(abs(written.loss - loss) < 1e-6 * loss)
    // No pair is off by more than one unit, and rounding up and down cancels in the sums.
    #expect(worst < max(1.01 * gradients.unit.x, 1e-6))
    #expect(abs(Double(total.x) * gradients.unit.x - gradient) < 1e-5 * Double(rowCount))
    #expect(abs(Double(total.y) * gradients.unit.y - hessian) < 1e-6 * Double(rowCount))
  }
}
