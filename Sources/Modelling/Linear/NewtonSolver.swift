/// Minimises a penalised logistic loss by Newton's method, which for this loss is iteratively
/// reweighted least squares.
struct NewtonSolver {
  /// The penalty's second derivative for each coefficient; 0 for those not penalised.
  let penalties: [Double]
  /// Steps at most.
  let maximumIterations: Int
  /// The search ends when no coefficient moved by more than this in a full step.
  let tolerance: Double

  /// Where the search ended.
  struct Solution {
    /// The coefficients, in the order of the penalties.
    var coefficients: [Double]
    /// The summed loss there, without the penalty.
    var loss: Double
    /// The inverse of the penalised second derivatives there, both triangles.
    var covariance: [Double]
    /// Whether the last step was within the tolerance.
    var converged: Bool
    /// Steps taken.
    var iterations: Int
    /// Steps that had to be shortened, or their matrix strengthened, to lower the loss.
    var dampedSteps: Int
  }

  /// Searches from the given coefficients.
  ///
  /// - Throws: `cancelled` when the run is cancelled before the end: half-way coefficients are no
  ///   model worth keeping.
  func solve(
    _ likelihood: LogisticLikelihood, from start: [Double], totalWeight: Double, run: TrainingRun
  ) throws -> Solution {
    var coefficients = start
    var value = likelihood.value(at: coefficients)
    var result = Solution(
      coefficients: start, loss: value.loss, covariance: [], converged: false, iterations: 0,
      dampedSteps: 0)
    while !result.converged && result.iterations < maximumIterations {
      if run.shouldStop() {
        throw ModellingError(.cancelled, "The logistic regression was cancelled before its end.")
      }
      let slope = penalisedSlope(value, at: coefficients)
      let (factor, strengthened) = factor(of: value)
      let step = factor.solution(of: slope.map { -$0 })
      let descent = zip(slope, step).reduce(0) { $0 + $1.0 * $1.1 }
      guard
        let next = search(
          likelihood, from: coefficients, value: value, along: step, descent: descent)
      else {
        // No shorter step lowers the loss either: rounding is all that is left to gain.
        result.converged = -descent <= 1e-9 * max(1, abs(value.loss))
        break
      }
      result.iterations += 1
      if next.length < 1 || strengthened { result.dampedSteps += 1 }
      coefficients = next.coefficients
      value = next.value
      let move = step.reduce(0) { max($0, abs($1)) }
      result.converged = next.length == 1 && !strengthened && move <= tolerance
      run.advance(
        to: TrainingProgress(
          step: result.iterations, stepCount: maximumIterations,
          trainingLoss: value.loss / totalWeight))
    }
    result.coefficients = coefficients
    result.loss = value.loss
    result.covariance = factor(of: value).factor.inverse() ?? []
    return result
  }

  private func penalty(_ coefficients: [Double]) -> Double {
    zip(coefficients, penalties).reduce(0) { $0 + 0.5 * $1.1 * $1.0 * $1.0 }
  }

  private func penalisedSlope(
    _ value: LogisticLikelihood.Value, at coefficients: [Double]
  ) -> [Double] {
    coefficients.indices.map { value.gradient[$0] + penalties[$0] * coefficients[$0] }
  }

  /// The factor of the penalised second derivatives, strengthened on the diagonal where they are
  /// singular to working precision, as they become when every probability is near 0 or 1.
  private func factor(
    of value: LogisticLikelihood.Value
  ) -> (factor: CholeskyFactor, strengthened: Bool) {
    let order = penalties.count
    var matrix = value.hessian
    var largest = 0.0
    for index in 0..<order {
      matrix[index * order + index] += penalties[index]
      largest = max(largest, matrix[index * order + index])
    }
    if let factor = CholeskyFactor(matrix, order: order) { return (factor, false) }
    var extra = max(largest, 1e-30) * 1e-12
    while extra.isFinite {
      for index in 0..<order { matrix[index * order + index] += extra }
      if let factor = CholeskyFactor(matrix, order: order) { return (factor, true) }
      extra *= 10
    }
    preconditionFailure("Second derivatives are finite, so a large diagonal makes them definite.")
  }

  /// Halves the step until it lowers the loss; `nil` when none does.
  private func search(
    _ likelihood: LogisticLikelihood, from coefficients: [Double],
    value: LogisticLikelihood.Value, along step: [Double], descent: Double
  ) -> (coefficients: [Double], value: LogisticLikelihood.Value, length: Double)? {
    let before = value.loss + penalty(coefficients)
    let rounding = 1e-12 * abs(before)
    var length = 1.0
    for _ in 0..<40 {
      let candidate = zip(coefficients, step).map { $0 + length * $1 }
      let next = likelihood.value(at: candidate)
      let after = next.loss + penalty(candidate)
      if after.isFinite, after <= before + 1e-4 * length * descent + rounding {
        return (candidate, next, length)
      }
      length /= 2
    }
    return nil
  }
}
