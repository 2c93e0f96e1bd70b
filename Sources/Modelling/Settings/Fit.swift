/// A fitted model, and what a careful person should know of how it came about.
public struct Fit: Sendable {
  /// The model.
  public let model: FittedModel
  /// One sentence each: separation, early stopping, how scores became probabilities.
  public let notes: [String]
  /// How far the fit was when it was cancelled, such as `cancelled after 37 of 100 trees`; `nil` for a
  /// whole model.
  public let cancellation: String?

  init(_ model: FittedModel, notes: [String], cancellation: String? = nil) {
    self.model = model
    self.notes = notes
    self.cancellation = cancellation
  }
}
