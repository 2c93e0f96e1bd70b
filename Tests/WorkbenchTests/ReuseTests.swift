import Evaluation
import Modelling
import Synchronization
import Synthetic
import Tabular
import Testing
import Workbench

/// Training again after a change: only what has changed is fitted, and the numbers are the same.
@Suite struct ReuseTests {
  private func started(_ session: TrainingSession) throws -> (Comparison, [ModelKind]) {
    let kinds = Mutex<[ModelKind]>([])
    let comparison = try session.run { event in
      if case .started(let kind) = event { kinds.withLock { $0.append(kind) } }
    }
    return (comparison, kinds.withLock { $0 })
  }

  @Test func onlyChangedModelsAreFitted() throws {
    let data = try SmallSets.opened(.bank, rows: 800)
    var plan = try SmallSets.plan(for: data)
    let (first, _) = try started(TrainingSession(data: data, plan: plan))
    let place = try #require(plan.models.firstIndex { $0.kind == .forest })
    try plan.models[place].set("maximumDepth", to: 4)
    plan.threads = 1
    #expect(
      Set(first.reusable(for: plan, of: data).keys)
        == Set(plan.models.map(\.kind)).subtracting([.forest]))
    let (second, kinds) = try started(TrainingSession(data: data, plan: plan, reusing: first))
    #expect(kinds == [.forest])
    let (fresh, all) = try started(TrainingSession(data: data, plan: plan))
    #expect(all == plan.models.map(\.kind))
    #expect(second.results.map(\.kind) == fresh.results.map(\.kind))
    #expect(second.testRows == fresh.testRows)
    for (kind, model) in fresh.trained {
      #expect(second.trained(kind)?.testScores == model.testScores, "\(kind)")
      #expect(second.trained(kind)?.threshold == model.threshold, "\(kind)")
    }
  }

  @Test func anotherThresholdRuleFitsNothing() throws {
    let data = try SmallSets.opened(.bank, rows: 800)
    var plan = try SmallSets.plan(for: data)
    let (first, _) = try started(TrainingSession(data: data, plan: plan))
    // A precision of 1 can't be had on all models' validation rows: the note on that is chosen anew too.
    for rule in [ThresholdRule.topShare(0.1), .precision(atLeast: 1), .bestF1] {
      plan.thresholdRule = rule
      plan.segments = SegmentShares(high: 0.05, medium: 0.2)
      let (second, kinds) = try started(TrainingSession(data: data, plan: plan, reusing: first))
      #expect(kinds.isEmpty)
      let (fresh, _) = try started(TrainingSession(data: data, plan: plan))
      for (kind, model) in fresh.trained {
        let other = try #require(second.trained(kind))
        #expect(other.policy == model.policy && other.metrics == model.metrics, "\(kind)")
        #expect(other.notes == model.notes && other.testScores == model.testScores, "\(kind)")
        #expect(other.validationValue == model.validationValue, "\(kind)")
      }
    }
  }

  @Test func anotherSplitSeedOrBalanceFitsAll() throws {
    let data = try SmallSets.opened(.bank, rows: 600)
    let plan = try SmallSets.plan(for: data)
    let (first, _) = try started(TrainingSession(data: data, plan: plan))
    var seed = plan
    seed.seed += 1
    var split = plan
    split.split = .holdout(share: 0.3)
    var balance = plan
    balance.balance = .weights
    for other in [seed, split, balance] {
      #expect(first.reusable(for: other, of: data).isEmpty)
      #expect(first.keptFits(for: other, of: data).isEmpty)
      let (second, kinds) = try started(TrainingSession(data: data, plan: other, reusing: first))
      #expect(kinds == other.models.map(\.kind))
      #expect(second.plan == other)
    }
    let roles = try Opener.reopen(data, overrides: RoleOverrides(exclude: ["age"]))
    #expect(first.reusable(for: plan, of: roles).isEmpty)
  }

  @Test func anotherThresholdCalibrationOrSegmentsFitNothing() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    var plan = try SmallSets.plan(for: data)
    plan.balance = .weights
    let (first, _) = try started(TrainingSession(data: data, plan: plan))
    var rule = plan
    rule.thresholdRule = .topShare(0.1)
    var calibration = plan
    calibration.calibration = .platt
    var isotonic = calibration
    isotonic.calibration = .isotonic
    isotonic.correctsPrior = false
    var segments = plan
    segments.segments = SegmentShares(high: 0.02, medium: 0.1)
    var earlier = first
    for other in [rule, calibration, isotonic, segments, plan] {
      #expect(earlier.reusable(for: other, of: data).isEmpty)
      let (again, kinds) = try started(TrainingSession(data: data, plan: other, reusing: earlier))
      #expect(kinds.isEmpty)
      let (fresh, _) = try started(TrainingSession(data: data, plan: other))
      for (kind, model) in fresh.trained {
        let same = try #require(again.trained(kind))
        #expect(same.testScores == model.testScores, "\(kind)")
        #expect(same.policy == model.policy && same.model.correction == model.model.correction)
        #expect(same.metrics == model.metrics && same.notes == model.notes)
        #expect(
          same.model.probabilities(for: again.testFrame, threads: 1) == model.testScores)
      }
      earlier = again
    }
  }

  @Test func whatBalancingDidIsFittedWhereItWasNot() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    var plan = try SmallSets.plan(for: data)
    plan.balance = .weights
    plan.models = plan.models.filter { $0.kind == .boosted }
    let (first, _) = try started(TrainingSession(data: data, plan: plan))
    plan.thresholdRule = .topShare(0.1)
    let session = TrainingSession(
      data: data, plan: plan, reusing: first, comparesBalancing: true)
    let (told, kinds) = try started(session)
    #expect(kinds == [.boosted])
    #expect(told.trained(.boosted)?.imbalance.first?.stage == .unbalanced)
    plan.thresholdRule = .bestF1
    let (again, none) = try started(
      TrainingSession(data: data, plan: plan, reusing: told, comparesBalancing: true))
    #expect(none.isEmpty)
    #expect(
      again.trained(.boosted)?.imbalance.map(\.stage) == [.unbalanced, .balanced, .corrected])
  }

  @Test func aModelThatWasCutShortIsFittedAgain() throws {
    let data = try SmallSets.opened(.bank, rows: 800)
    var plan = TrainingPlan(for: data)
    var boosted = ModelSettings(.boosted)
    try boosted.set("rounds", to: 5_000)
    try boosted.set("earlyStoppingRounds", to: 0)
    plan.models = [boosted]
    let session = TrainingSession(data: data, plan: plan)
    let comparison = try session.run { event in
      if case .progress(_, let progress) = event, progress.step == 5 { session.cancel(.boosted) }
    }
    let result = try #require(comparison.results.first)
    #expect(result.trained != nil && result.isCutShort)
    #expect(comparison.reusable(for: plan, of: data).isEmpty)
  }

  @Test func evaluatingIsToldAfterTheFit() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    let words = Mutex<[String]>([])
    let session = TrainingSession(data: data, plan: try SmallSets.plan(for: data))
    _ = try session.run { event in
      switch event {
      case .started(let kind): words.withLock { $0.append("start \(kind)") }
      case .evaluating(let kind): words.withLock { $0.append("measure \(kind)") }
      case .finished(let result): words.withLock { $0.append("end \(result.kind)") }
      default: break
      }
    }
    let expected = ModelKind.all(withGroups: false).flatMap {
      ["start \($0)", "measure \($0)", "end \($0)"]
    }
    #expect(words.withLock { $0 } == expected)
  }
}
