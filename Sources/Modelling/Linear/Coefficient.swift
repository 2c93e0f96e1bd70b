/// One coefficient of a logistic regression, on two scales.
///
/// Standard errors come from the inverse of the *penalised* second derivatives at the solution. With
/// a penalty they are those of the posterior under a normal prior, and a little smaller than the
/// unpenalised ones; intervals are Wald intervals, too narrow under separation.
public struct Coefficient: Sendable, Codable, Equatable {
  /// The design column, such as `age`, `job = student` or `age is missing`; `intercept` for that.
  public let name: String
  /// The feature's position in the model's schema; `nil` for the intercept.
  public let feature: Int?
  /// What one unit of the design column is in the feature's own units: the standard deviation of a
  /// standardised number, 1 for flags and levels.
  public let scale: Double
  /// Log-odds for one unit of the design column.
  public let standardised: Estimate
  /// Log-odds for one of the feature's own units; for the intercept, with every feature at 0.
  public let perUnit: Estimate

  /// A value and how sure it is.
  public struct Estimate: Sendable, Codable, Equatable {
    /// The value, in natural log-odds.
    public let value: Double
    /// The standard error of the value, above 0.
    public let standardError: Double

    /// Makes an estimate.
    public init(value: Double, standardError: Double) {
      self.value = value
      self.standardError = standardError
    }

    /// The value over its standard error.
    public var z: Double { value / standardError }
    /// The two-sided p-value of the value being 0, by the normal distribution.
    public var pValue: Double { twoSidedNormalTail(z) }
    /// The 95 % Wald interval.
    public var interval: ClosedRange<Double> {
      let reach = 1.959_963_984_540_054 * standardError
      return value - reach...value + reach
    }
  }
}
