import Evaluation
import Modelling
import Tabular

/// Begins trials, one small batch after another, and decides which of them get more folds.
struct TrialLoop {
  private let rows: SearchRows
  private let plan: SearchPlan
  private let clock: SearchClock
  private let record: TrialRecord?
  private let report: @Sendable (SearchEvent) -> Void
  private let runner: FoldRunner
  /// The trials that have ended, in the order in which they did.
  private(set) var trials: [SearchTrial] = []
  /// What the trials so far make of those to come.
  private var pruning: TrialPruning

  init(
    rows: SearchRows, plan: SearchPlan, clock: SearchClock, record: TrialRecord?,
    report: @escaping @Sendable (SearchEvent) -> Void
  ) {
    self.rows = rows
    self.plan = plan
    self.clock = clock
    self.record = record
    self.report = report
    pruning = TrialPruning(metric: plan.metric, testToTrain: rows.testToTrain)
    runner = FoldRunner(rows: rows, plan: plan, clock: clock, report: report)
  }

  private var foldCount: Int { rows.folds.count }

  /// Runs trials until there are enough or it is time to stop.
  mutating func run() throws -> SearchEnding {
    let schedule = HalvingSchedule(folds: foldCount)
    var next = 1
    while next <= plan.trials ?? .max {
      if let ending = clock.ending { return ending }
      let isStandard = plan.isStandard(next)
      let isHalving = plan.method == .halving && !isStandard
      let size = isHalving ? schedule.bracketSize : SearchPlan.trialsAtOnce
      // Standard settings go first and alone, so that all others find them there.
      let last = min(
        next + size - 1, plan.trials ?? .max, isStandard ? plan.training.models.count : .max)
      var batch = try (next...last).map(begin)
      if isHalving {
        try halve(&batch, schedule)
      } else {
        try measure(&batch)
      }
      next = last + 1
    }
    // What was cut short by the last batch is known to it alone.
    return trials.contains { $0.state == .cancelled } ? clock.ending ?? .trials : .trials
  }

  private func begin(_ number: Int) throws -> RunningTrial {
    let settings = try plan.settings(ofTrial: number)
    report(.began(trial: number, settings: settings))
    return RunningTrial(
      number: number, settings: settings, seed: plan.training.seed,
      recorded: try record?.trial(number, settings: settings))
  }

  /// All folds, two at a time, for trials that are not hopeless after the first two.
  private mutating func measure(_ batch: inout [RunningTrial]) throws {
    // Trials of the same batch are not compared with each other.
    let pruning = pruning
    for first in stride(from: 0, to: foldCount, by: 2) {
      add(first..<min(first + 2, foldCount), to: &batch)
      for index in batch.indices where batch[index].isRunning {
        if batch[index].figures.count == foldCount {
          batch[index].end(.done)
        } else if !plan.isStandard(batch[index].number),
          let reason = pruning.verdict(on: batch[index].figures)
        {
          batch[index].end(.pruned, reason)
        }
      }
      try settle(&batch)
    }
  }

  /// Rung after rung, the best third goes on.
  private mutating func halve(
    _ batch: inout [RunningTrial], _ schedule: HalvingSchedule
  ) throws {
    var measured = 0
    for (rung, folds) in schedule.foldsByRung.enumerated() {
      add(measured..<folds, to: &batch)
      measured = folds
      let alive = batch.indices.filter { batch[$0].isRunning }
      if folds == foldCount {
        for index in alive { batch[index].end(.done) }
      } else if alive.count < batch.count, let ending = clock.ending {
        // A rung that lacks trials decides nothing.
        for index in alive { batch[index].end(.cancelled, ending.reason) }
      } else if !alive.isEmpty {
        let order = plan.metric.ranking(
          alive.map { ($0, batch[$0].figures.reduce(0, +) / Double(folds)) })
        for (place, index) in order.enumerated()
        where place >= schedule.survivors(of: alive.count) {
          batch[index].end(
            .pruned,
            "place \(place + 1) of \(alive.count) on rung \(rung + 1), after "
              + "\(folds == 1 ? "1 fold" : "\(folds) folds")")
        }
      }
      try settle(&batch)
    }
  }

  /// Fits a range of folds for all trials of a batch that are still running.
  private func add(_ folds: Range<Int>, to batch: inout [RunningTrial]) {
    var outcomes = [[FoldRunner.Outcome?]](repeating: [], count: batch.count)
    var jobs: [(index: Int, place: Int, job: FoldRunner.Job)] = []
    for index in batch.indices where batch[index].isRunning {
      outcomes[index] = folds.map { batch[index].recordedOutcome(of: $0) }
      for (place, fold) in folds.enumerated() where outcomes[index][place] == nil {
        jobs.append(
          (
            index, place,
            FoldRunner.Job(
              trial: batch[index].number, fold: fold, settings: batch[index].settings)
          ))
      }
    }
    for (job, outcome) in zip(jobs, runner.outcomes(of: jobs.map(\.job))) {
      outcomes[job.index][job.place] = outcome
    }
    let ending = clock.ending
    for index in batch.indices {
      batch[index].add(outcomes[index].compactMap { $0 }, ending: ending)
    }
  }

  /// Records the trials that have ended and takes them out of the batch.
  private mutating func settle(_ batch: inout [RunningTrial]) throws {
    for ended in batch where !ended.isRunning {
      let trial = ended.trial
      try record?.append(trial)
      trials.append(trial)
      if trial.state == .done { pruning.add(trial) }
      report(.finished(trial))
    }
    batch.removeAll { !$0.isRunning }
  }
}
