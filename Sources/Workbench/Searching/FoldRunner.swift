import Evaluation
import Modelling
import Tabular
import Threads

/// Fits and measures folds of trials on several threads, until time is up.
struct FoldRunner: Sendable {
  let rows: SearchRows
  let plan: SearchPlan
  let clock: SearchClock
  let report: @Sendable (SearchEvent) -> Void

  /// One fold of one trial.
  struct Job: Sendable {
    let trial: Int
    let fold: Int
    let settings: ModelSettings
  }

  /// What came of a job.
  enum Outcome: Sendable {
    case measured(SearchTrial.Fold)
    case failed(String)
    /// Time was up before it was measured.
    case stopped
  }

  /// The outcomes, one a job in their order; none depends on the threads.
  ///
  /// Folds side by side use the processors better than one after another with all threads each.
  func outcomes(of jobs: [Job]) -> [Outcome] {
    let threads = plan.training.threads
    let workers = max(1, min(threads, jobs.count))
    return parallelMap(jobs.count, threads: workers) { index in
      outcome(of: jobs[index], threads: max(1, threads / workers))
    }
  }

  private func outcome(of job: Job, threads: Int) -> Outcome {
    guard clock.ending == nil else { return .stopped }
    let run = TrainingRun(seed: plan.training.seed, threads: threads) { progress in
      report(.progress(trial: job.trial, fold: job.fold, progress))
      clock.stopIfOver()
    }
    var training = plan.training
    training.threads = threads
    let start = ContinuousClock.now
    do {
      let trained = try clock.stopping(run) { [training] in
        try rows.folds[job.fold].trained(job.settings, plan: training, run: run)
      }
      if run.isCancelled { return .stopped }
      guard let figure = plan.metric.value(in: trained.metrics) else {
        return .failed("\(plan.metric.title) is undefined on fold \(job.fold + 1)")
      }
      report(.measured(trial: job.trial, fold: job.fold, figure: figure))
      return .measured(
        SearchTrial.Fold(
          figure: figure, trees: trained.model.fitted.treeCount, seconds: (.now - start).seconds))
    } catch let error as ModellingError where error.code == .cancelled {
      return .stopped
    } catch {
      return .failed("\(error)")
    }
  }
}
