extension Simulation {
  /// Why a probability is what it is: from a probability to start from, a column at a time.
  public struct Explanation: Sendable, Equatable {
    /// Whom or what is explained, and against whom.
    public let subject: Subject
    /// The probability that is started from, 0…1.
    public let from: Double
    /// The probability that is explained, 0…1: `from` and all points together.
    public let to: Double
    /// The columns, those that move the probability most first.
    public let reasons: [Reason]

    /// What can be explained.
    public enum Subject: Sendable, Equatable {
      /// The customer, against the average row of the model.
      case customer
      /// The customer, against the base.
      case change
      /// The customer who is shown the offer of that id, against the base as is.
      case offer(String)
    }
  }

  /// Differences of SHAP values, and the margin that they start from.
  struct MarginDifference {
    let from: Double
    let contributions: [Double]

    /// How many points of probability, 0…1, each contribution is worth.
    ///
    /// The probability is a function of the margin alone, and the margin goes straight from one end to
    /// the other. Along that line each contribution moves the probability by its share of the way, so
    /// that the points sum to the difference of the probabilities exactly and keep their signs: the
    /// Aumann–Shapley values of the probability (Sundararajan and Najmi 2020,
    /// https://proceedings.mlr.press/v119/sundararajan20b.html).
    ///
    /// For example, contributions +1.2 and −0.2 in log-odds, from 50 % to 73.1 %: +27.7 and −4.6.
    func points(probability: ([Double]) -> [Double]) -> (from: Double, to: Double, points: [Double])
    {
      let sum = contributions.reduce(0, +)
      // Where both ends are one place, what counts is how steep the probability is there.
      let reach = 1e-3
      let isWay = abs(sum) > 1e-9
      let ends = probability(
        isWay ? [from, from + sum] : [from, from, from - reach, from + reach])
      let slope = isWay ? (ends[1] - ends[0]) / sum : (ends[3] - ends[2]) / (2 * reach)
      return (ends[0], ends[1], contributions.map { $0 * slope })
    }
  }
}
