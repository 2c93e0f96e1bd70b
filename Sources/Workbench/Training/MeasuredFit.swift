import Modelling

/// A fitted model with its margins on the rows that choose and on those that judge: all that no
/// threshold rule, calibration or segments can change.
struct MeasuredFit: Sendable {
  let model: FittedModel
  /// What a careful person should know of the fit alone.
  let notes: [String]
  /// How far the fit was when it was cancelled; `nil` for a whole model.
  let cancellation: String?
  let trainSeconds: Double
  /// Seconds of scoring the test rows.
  let predictSeconds: Double
  let judgement: ModelJudgement
  /// Whether what balancing did is to be told.
  let comparesBalancing: Bool
  /// The same settings fitted without balancing; `nil` where nothing was done or nobody asked.
  let unbalanced: ModelJudgement?
}
