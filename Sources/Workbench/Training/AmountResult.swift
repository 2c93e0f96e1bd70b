public import Modelling

/// What became of the model of amounts that stands beside the classifiers of a comparison.
public struct AmountResult: Sendable {
  /// The model; `nil` where there is none.
  public let model: AmountModel?
  /// Why there is no model, in words; `nil` if there is one.
  public let failure: String?
  /// How the fit went, in one sentence; `nil` without a model.
  public let note: String?
  /// Positive training rows without an amount, which were left out.
  public let missingCount: Int
  /// Seconds of fitting.
  public let trainSeconds: Double

  /// Fits the model of a split.
  init(_ prepared: PreparedAmounts, target: AmountTarget, run: TrainingRun) {
    missingCount = prepared.missingCount
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let fit = try prepared.fitted(target, run: run)
      model = fit.model
      note = fit.note
      failure = nil
    } catch let error as ModellingError where error.code == .cancelled {
      (model, note, failure) = (nil, nil, "cancelled")
    } catch {
      (model, note, failure) = (nil, nil, "\(error)")
    }
    trainSeconds = max(0, (clock.now - start).seconds - run.pausedSeconds)
  }
}
