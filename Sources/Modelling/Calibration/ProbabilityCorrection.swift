import Foundation
import Threads

/// What lies between a model's margins and the probabilities that people see: first the prior
/// correction of balanced training rows, then the calibration on held-out rows.
///
/// It is the only way from a margin to a probability, so that test scores, predictions, rankings and
/// what-if answers of one model agree to the last bit. It never reverses an order. SHAP values are
/// those of the margins, before any of it.
public struct ProbabilityCorrection: Sendable, Hashable, Codable {
  /// Takes back what balancing did; `nil` for rows that were fitted to as they are.
  public let prior: PriorCorrection?
  /// A curve over the log-odds that the prior correction left; `nil` for none.
  public let calibration: Calibration?

  /// Nothing between margin and probability but the model's own link.
  public static let none = ProbabilityCorrection()

  /// Makes a correction.
  public init(prior: PriorCorrection? = nil, calibration: Calibration? = nil) {
    self.prior = prior
    self.calibration = calibration
  }

  /// Whether it leaves every probability as the model gives it.
  public var isNone: Bool { prior == nil && calibration == nil }

  /// The correction without its calibration.
  public var uncalibrated: ProbabilityCorrection { ProbabilityCorrection(prior: prior) }

  /// The line that it is over log-odds, `intercept` + `slope` × log-odds; `nil` for an isotonic curve,
  /// which is none.
  var line: (slope: Double, intercept: Double)? {
    let shift = prior?.shift ?? 0
    switch calibration {
    case nil: return (1, shift)
    case .platt(let scaling):
      return (scaling.slope, scaling.intercept + scaling.slope * shift)
    case .isotonic: return nil
    }
  }

  /// The probabilities, 0…1, that margins stand for, in the same order.
  ///
  /// - Precondition: the scale is one of probabilities.
  public func probabilities(
    ofMargins margins: [Double], scale: MarginScale, threads: Int = 1
  ) -> [Double] {
    if let calibration { return calibration.apply(to: logOdds(ofMargins: margins, scale: scale)) }
    switch scale {
    case .logOdds:
      var values = prior?.apply(toLogOdds: margins) ?? margins
      values.withUnsafeMutableBufferPointer { buffer in
        guard let values = buffer.baseAddress else { return }
        inRowBlocks(buffer.count, of: 1 << 12, threads: threads) { rows, _ in
          for row in rows { values[row] = logistic(values[row]) }
        }
      }
      return values
    case .probability:
      return prior?.apply(toProbabilities: margins) ?? margins
    case .amount, .score:
      preconditionFailure("Amounts and scores are no probabilities; ask for scores.")
    }
  }

  /// The log-odds of margins after the prior correction: what a calibration is fitted to and applied
  /// to. Finite: probabilities count as at least 1e−9 from 0 and 1.
  ///
  /// - Precondition: the scale is one of probabilities.
  public func logOdds(ofMargins margins: [Double], scale: MarginScale) -> [Double] {
    let own: [Double]
    switch scale {
    case .logOdds: own = margins
    case .probability:
      own = margins.map { margin in
        let probability = min(max(margin, 1e-9), 1 - 1e-9)
        return log(probability / (1 - probability))
      }
    case .amount, .score:
      preconditionFailure("Amounts and scores are no probabilities; ask for scores.")
    }
    return prior?.apply(toLogOdds: own) ?? own
  }
}

extension ProbabilityCorrection: CustomStringConvertible {
  /// What it does, in words: `prior correction, platt`; `none` where it does nothing.
  public var description: String {
    let parts = [prior == nil ? nil : "prior correction", calibration?.method.rawValue]
    return isNone ? "none" : parts.compactMap(\.self).joined(separator: ", ")
  }
}
