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
    guard trainingSet.amounts == nil else {
      throw WorkbenchError(
        .badInput, "The target has grades, and this needs two classes; train compares graded lists."
      )
    }
    if settings.kind.isRanker, !plan.balance.keepsRows {
      throw ModellingError(
        .invalidSetting,
        "A ranker is fitted to whole lists, and the balance \(plan.balance) takes rows away or makes "
          + "some up; use --balance none or weights.")
    }
    let start = ContinuousClock.now
    let fitted = try settings.fitted(to: trainingSet, run: run)
    let trainSeconds = max(0, (.now - start).seconds - run.pausedSeconds)
    var (unbalanced, notes) = (ModelJudgement?.none, fitted.notes)
    if comparesBalancing {
      (unbalanced, notes) = self.unbalanced(settings, plan: plan, run: run, notes: notes)
    }
    evaluating()
    let predictStart = ContinuousClock.now
    _ = fitted.model.probabilities(for: testFrame, threads: plan.threads)
    let predictSeconds = (.now - predictStart).seconds
    return try judged(
      MeasuredFit(
        model: fitted.model, notes: notes, cancellation: fitted.cancellation,
        trainSeconds: trainSeconds, predictSeconds: predictSeconds,
        judgement: ModelJudgement(of: fitted.model, on: self, threads: plan.threads),
        comparesBalancing: comparesBalancing, unbalanced: unbalanced), plan: plan)
  }

  /// Corrects the probabilities of a fit to these rows, chooses threshold and segments and measures, all
  /// from its margins.
  func judged(_ fit: MeasuredFit, plan: TrainingPlan) throws -> TrainedModel {
    let judgement = fit.judgement
    // A ranker's scores became probabilities on validation rows, whose prior is the true one.
    let prior = fit.model.kind.isRanker ? nil : priorCorrection
    let correction = try judgement.correction(
      prior: plan.correctsPrior ? prior : nil, method: plan.calibration)
    let outcome = try judgement.outcome(of: correction, plan: plan)
    var stages: [ImbalanceFigures] = []
    if let unbalanced = fit.unbalanced {
      stages.append(ImbalanceFigures(.unbalanced, try unbalanced.outcome(of: .none, plan: plan)))
    }
    if fit.comparesBalancing, plan.balance != .none {
      stages += try balancedStages(judgement, prior: prior, correction: correction, plan: plan)
    }
    let notes = fit.notes + [outcome.policy.note].compactMap(\.self)
    return TrainedModel(
      model: CorrectedModel(fit.model, correction: correction), policy: outcome.policy,
      validationValue: outcome.policy.value(on: outcome.validationBlocks),
      validationBlocks: outcome.validationBlocks,
      uncorrectedCalibration: correction.isNone ? nil : try judgement.uncorrectedCalibration(),
      imbalance: stages, trainSeconds: fit.trainSeconds, predictSeconds: fit.predictSeconds,
      metrics: outcome.metrics, testScores: outcome.ranked.scores, ranked: outcome.ranked,
      notes: notes, fit: fit, cancellation: fit.cancellation)
  }

  /// The model without balancing, fitted for the comparison alone; `nil` where nothing was balanced.
  private func unbalanced(
    _ settings: ModelSettings, plan: TrainingPlan, run: TrainingRun, notes: [String]
  ) -> (judgement: ModelJudgement?, notes: [String]) {
    guard let unbalancedSet, !run.isCancelled else { return (nil, notes) }
    do {
      let fit = try settings.fitted(to: unbalancedSet, run: run)
      guard !run.isCancelled else { return (nil, notes) }
      return (ModelJudgement(of: fit.model, on: self, threads: plan.threads), notes)
    } catch {
      return (nil, notes + ["without balancing it could not be fitted for comparison: \(error)"])
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
      ImbalanceFigures($0.stage, try judgement.outcome(of: $0.correction, plan: plan))
    }
  }
}
