import Evaluation
import Modelling
import Tabular

extension ModelCard {
  /// Describes the model that a search leaves: the best settings refitted, or their first fit for a
  /// ranker; `nil` where the test was left out, and so there is no model.
  ///
  /// - Throws: ``WorkbenchError`` as reading the slices does.
  init?(_ search: SearchResult) throws {
    guard let verdict = search.verdict, let trial = search.folds.best else { return nil }
    let plan = search.folds.plan
    let refitted = verdict.refitted
    let command = CommandWords.search(
      search.data, by: plan, trials: plan.trialsNeeded(for: trial.number))
    let subject = Subject(
      settings: refitted?.settings ?? trial.settings,
      model: refitted?.model ?? verdict.best.model,
      split: SplitPart(verdict.split, fitRows: refitted?.fitRows),
      metrics: refitted?.metrics ?? verdict.best.metrics,
      ranked: refitted?.ranked ?? verdict.best.ranked,
      policy: refitted?.policy ?? verdict.best.policy,
      thresholdSource: verdict.best.thresholdSource,
      cautions: verdict.cautions + Self.cautions(search, verdict, trial)
        + (refitted == nil ? verdict.best.notes : []),
      reproduce: ShellWord.line(command + ["--out-model", "reproduced"]))
    let audit = try SliceAudit(
      search.data.dataset, rows: verdict.testRows, fairness: [], seed: plan.training.seed,
      threads: plan.training.threads)
    self.init(subject, of: search.data, audit: audit) {
      refitted == nil ? verdict.best($0) : verdict.refitted($0)
    }
  }

  private static func cautions(
    _ search: SearchResult, _ verdict: SearchVerdict, _ trial: SearchTrial
  ) -> [String] {
    var cautions = [
      "Its settings are the best that a search found by \(search.folds.plan.metric.title) on "
        + "\(search.folds.plan.folds.foldCount) folds of the training rows; the figures here are of test "
        + "rows that no trial saw."
    ]
    if verdict.refitted != nil {
      cautions.append(
        "It was fitted once more on fit and validation rows together; its threshold, its segments and what "
          + "corrects its probabilities are those of the fit before, which had not seen the validation rows."
      )
    }
    if trial.number != search.folds.standard?.number, verdict.isWithinNoise {
      cautions.append(
        "Whether it is better than the standard settings is within the noise of the test rows.")
    }
    return cautions
  }
}
