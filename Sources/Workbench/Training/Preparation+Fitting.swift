import Evaluation
import Foundation
import Modelling
import Tabular

extension Preparation {
  /// Fits one model, corrects its probabilities, chooses threshold and segments on the validation rows
  /// and measures it on the test rows.
  ///
  /// - Parameters:
  ///   - comparesBalancing: whether to fit it without balancing too, where the plan balances.
  ///   - evaluating: called once the model is fitted.
  func trained(
    _ settings: ModelSettings, plan: TrainingPlan, run: TrainingRun,
    comparesBalancing: Bool = false, evaluating: () -> Void = {}
  ) throws -> TrainedModel {
    if settings.kind.isRanker, !plan.balance.keepsRows {
      throw ModellingError(
        .invalidSetting,
        "A ranker is fitted to whole lists, and the balance \(plan.balance) takes rows away or makes "
          + "some up; use --balance none or weights.")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let fit = try settings.fitted(to: trainingSet, run: run)
    let trainSeconds = max(0, (clock.now - start).seconds - run.pausedSeconds)
    var (stages, notes) = ([ImbalanceFigures](), fit.notes)
    if comparesBalancing {
      (stages, notes) = try unbalanced(settings, plan: plan, run: run, notes: notes)
    }
    evaluating()
    let judgement = ModelJudgement(of: fit.model, on: self, threads: plan.threads)
    // A ranker's scores became probabilities on validation rows, whose prior is the true one.
    let prior = settings.kind.isRanker ? nil : priorCorrection
    let correction = try judgement.correction(
      prior: plan.correctsPrior ? prior : nil, method: plan.calibration)
    let outcome = try judgement.outcome(of: correction, plan: plan)
    if comparesBalancing, plan.balance != .none {
      stages += try balancedStages(judgement, prior: prior, correction: correction, plan: plan)
    }
    if let refusal = outcome.policy.refusal {
      notes.append("the threshold is the best F1 instead of \(plan.thresholdRule): \(refusal)")
    }
    let model = CorrectedModel(fit.model, correction: correction)
    let predictStart = clock.now
    let scores = model.probabilities(for: testFrame, threads: plan.threads)
    let predictSeconds = (clock.now - predictStart).seconds
    return TrainedModel(
      model: model, policy: outcome.policy,
      validationValue: outcome.policy.value(on: outcome.validationBlocks),
      uncorrectedCalibration: correction.isNone ? nil : try judgement.uncorrectedCalibration(),
      imbalance: stages, trainSeconds: trainSeconds, predictSeconds: predictSeconds,
      metrics: outcome.metrics, testScores: scores, ranked: outcome.ranked, notes: notes,
      cancellation: fit.cancellation)
  }

  /// The figures of the model without balancing, fitted for the comparison alone.
  private func unbalanced(
    _ settings: ModelSettings, plan: TrainingPlan, run: TrainingRun, notes: [String]
  ) throws -> (stages: [ImbalanceFigures], notes: [String]) {
    guard let unbalancedSet, !run.isCancelled else { return ([], notes) }
    do {
      let fit = try settings.fitted(to: unbalancedSet, run: run)
      guard !run.isCancelled else { return ([], notes) }
      let judgement = ModelJudgement(of: fit.model, on: self, threads: plan.threads)
      let outcome = try judgement.outcome(of: .none, plan: plan)
      return ([ImbalanceFigures(stage: .unbalanced, metrics: outcome.metrics)], notes)
    } catch {
      return ([], notes + ["without balancing it could not be fitted for comparison: \(error)"])
    }
  }

  private func balancedStages(
    _ judgement: ModelJudgement, prior: PriorCorrection?, correction: ProbabilityCorrection,
    plan: TrainingPlan
  ) throws -> [ImbalanceFigures] {
    var corrections: [(stage: ImbalanceFigures.Stage, correction: ProbabilityCorrection)] = [
      (.balanced, .none)
    ]
    if let prior { corrections.append((.corrected, ProbabilityCorrection(prior: prior))) }
    if correction.calibration != nil { corrections.append((.calibrated, correction)) }
    return try corrections.map {
      ImbalanceFigures(
        stage: $0.stage, metrics: try judgement.outcome(of: $0.correction, plan: plan).metrics)
    }
  }
}
