public import Modelling
public import Offers

/// What the models say of one customer, with the offers in order.
public struct Simulation: Sendable {
  /// One entry a trained model, in the order of the table.
  public let models: [ModelView]

  /// One model's view of the customer.
  public struct ModelView: Sendable {
    /// Which model.
    public let kind: ModelKind
    /// The probability of the customer as is, 0…1.
    public let probability: Double
    /// The model's score before the link; it is the base and all reasons' contributions together.
    public let margin: Double
    /// The margin of the average row, by the model's own background.
    public let baseMargin: Double
    /// What margins and contributions measure.
    public let marginScale: MarginScale
    /// Its segment.
    public let segment: ProbabilitySegment
    /// The probability of the base profile.
    public let baseProbability: Double
    /// Why: the columns that move the score most, largest first.
    public let reasons: [Reason]
    /// The offers, eligible ones in order first; empty without a catalogue.
    public let offers: [RankedOffer]
  }

  /// How one column moves a score.
  public struct Reason: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The customer's value, in the file's spelling.
    public let value: String
    /// The SHAP value, in margin units; above 0 raises the score.
    public let contribution: Double
  }

  /// The view of one model, if it was simulated.
  public func view(_ kind: ModelKind) -> ModelView? { models.first { $0.kind == kind } }
}
