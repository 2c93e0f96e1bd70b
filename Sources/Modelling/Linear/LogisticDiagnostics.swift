/// How the fit of a logistic regression went.
public struct LogisticDiagnostics: Sendable, Codable, Equatable {
  /// Whether the last step was within the tolerance.
  public let converged: Bool
  /// Newton steps taken.
  public let iterations: Int
  /// Steps that had to be shortened.
  public let dampedSteps: Int
  /// Whether the classes can be told apart so well that only the penalty bounds the coefficients.
  public let separation: Separation
  /// The weighted mean log-loss on the training rows, without the penalty.
  public let trainingLoss: Double
  /// The number of different rows that the likelihood was summed over.
  public let distinctRowCount: Int

  /// Separation of the classes in the training rows. Where there is any, the sizes and the standard
  /// errors of the coefficients concerned tell of the penalty, not of the data.
  public enum Separation: Sendable, Codable, Equatable {
    /// None was found.
    case none
    /// By these design columns alone: their values in one class overlap those in the other in one
    /// point at most, as with a level that only non-buyers have.
    case partial(columns: [String])
    /// The model ranks every positive row above 0 and every negative row below: the classes are
    /// linearly separable.
    case complete
  }

  /// The sentence for a person, or `nil` when all went well.
  public var warning: String? {
    switch separation {
    case .complete:
      return "The columns separate the classes completely; only the penalty keeps the"
        + " coefficients finite. Look for a column that gives the answer away."
    case .partial(let columns):
      let shown = columns.prefix(3).joined(separator: ", ")
      let more = columns.count > 3 ? " and \(columns.count - 3) more" : ""
      return "Only the penalty bounds the coefficients of \(shown)\(more):"
        + " every training row with such a value is of one class."
    case .none where !converged:
      return "The fit did not converge in \(iterations) steps; allow more, or a stronger penalty."
    case .none: return nil
    }
  }
}
