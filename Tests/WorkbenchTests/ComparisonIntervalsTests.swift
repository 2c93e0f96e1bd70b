import Evaluation
import Foundation
import Modelling
import Synthetic
import Testing
import Workbench

@Suite struct ComparisonIntervalsTests {
  private func comparison(_ set: SyntheticSet, threads: Int) throws -> Comparison {
    let data = try SmallSets.opened(set, rows: 800)
    var plan = try SmallSets.plan(for: data, threads: threads)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    return try TrainingSession(data: data, plan: plan).run { _ in }
  }

  @Test func intervalsHoldTheFigures() throws {
    let comparison = try comparison(.bank, threads: 2)
    let intervals = ComparisonIntervals(comparison)
    #expect(intervals.kinds == [.logistic, .boosted])
    for (kind, model) in comparison.trained {
      for metric in [MetricKind.rocAUC, .averagePrecision, .logLoss, .brier] {
        let interval = try #require(intervals.interval(of: metric, for: kind))
        #expect(abs(interval.estimate - (model.metrics[metric] ?? 0)) < 1e-9)
        #expect(interval.lower < interval.estimate && interval.estimate < interval.upper)
      }
      #expect(intervals.interval(of: .mapAt7, for: kind) == nil)
    }
    let chances = try #require(intervals.comparison(in: .rocAUC, equivalence: 0.002))
    let pair = try #require(chances[0, 1])
    #expect(abs(pair.firstBetter + pair.secondBetter + pair.equivalent - 1) < 1e-9)
  }

  @Test func groupsHaveIntervalsOfTheirRanking() throws {
    let comparison = try comparison(.amex, threads: 1)
    let interval = ComparisonIntervals(comparison).interval(of: .mapAt7, for: .boosted)
    #expect(try #require(interval).lower < (try #require(interval)).upper)
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    let one = ComparisonIntervals(try comparison(.bank, threads: 1))
    let four = ComparisonIntervals(try comparison(.bank, threads: 4))
    for metric in ComparisonIntervals.metrics {
      #expect(one.interval(of: metric, for: .boosted) == four.interval(of: metric, for: .boosted))
    }
  }
}
