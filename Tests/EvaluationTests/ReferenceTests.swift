import Testing

@testable import Evaluation

/// Agreement to 1e-9 with scikit-learn, pytrec_eval, SciPy and plain definitions in NumPy.
@Suite struct ReferenceTests {
  let reference: Reference

  init() throws { reference = try Reference.load() }

  @Test func singleSplitFiguresAgree() throws {
    #expect(reference.binary.count == 6)
    for item in reference.binary {
      let set = try MetricSet(
        scores: item.scores, labels: item.labels, threshold: item.threshold, weights: item.weights)
      for kind in MetricKind.allCases where !kind.needsGroups {
        let expected = try #require(item.metrics[kind.rawValue], "no reference for \(kind)")
        #expect(agree(set[kind], expected), "\(item.name), \(kind): \(set[kind] as Any)")
      }
      let matrix = try #require(set.confusion)
      let cells = [
        matrix.truePositives, matrix.falsePositives, matrix.falseNegatives, matrix.trueNegatives,
      ]
      #expect(zip(cells, item.confusion).allSatisfy { agree($0, $1) }, "\(item.name)")
    }
  }

  @Test func bestF1Agrees() throws {
    for item in reference.binary {
      guard let expected = item.bestF1 else { continue }
      let rows = try ScoredRows(scores: item.scores, labels: item.labels)
      let choice = try #require(ThresholdChoice(.bestF1, on: rows.blocks))
      #expect(choice.threshold == expected.threshold, "\(item.name)")
      #expect(agree(choice.confusion.f1, expected.f1), "\(item.name)")
    }
  }

  @Test func liftAgreesAtOtherShares() throws {
    for item in reference.binary {
      let rows = try ScoredRows(scores: item.scores, labels: item.labels, weights: item.weights)
      for pair in item.lift {
        #expect(agree(rows.blocks.lift(at: pair[0]), pair[1]), "\(item.name) at \(pair[0])")
      }
    }
  }

  @Test func curvesAgree() throws {
    for item in reference.binary {
      let rows = try ScoredRows(scores: item.scores, labels: item.labels, weights: item.weights)
      let precisionRecall = try #require(PrecisionRecallCurve(rows.blocks)).points
      // scikit-learn adds a point at recall 0, which is no threshold's.
      #expect(precisionRecall.count == item.precisionRecall.count)
      for (point, expected) in zip(precisionRecall, item.precisionRecall) {
        #expect(agree(point.x, expected[0]) && agree(point.y, expected[1]))
        #expect(point.threshold == expected[2])
      }
      let roc = try #require(ROCCurve(rows.blocks)).points
      #expect(roc.count == item.roc.count)
      for (point, expected) in zip(roc, item.roc) {
        #expect(agree(point.x, expected[0]) && agree(point.y, expected[1]))
      }
    }
  }

  @Test func rankingFiguresAgree() throws {
    let item = reference.ranking
    let rows = try ScoredRows(scores: item.scores, labels: item.labels)
    let groups = RankingGroups(groups: item.groups, items: item.items)
    let evaluation = RankingEvaluation(rows: rows, groups: groups)
    #expect(evaluation.groupCount == item.groupCount)
    #expect(evaluation.scoredGroups.map(Double.init) == item.perGroup.map { $0[0] })
    for (measures, expected) in zip(evaluation.measuresByGroup, item.perGroup) {
      let found = [
        measures.averagePrecision, measures.ndcg, measures.reciprocalRank, measures.hitRate,
        measures.precision, measures.recall,
      ]
      #expect(zip(found, expected.dropFirst()).allSatisfy { agree($0, $1) }, "group \(expected[0])")
    }
    let mean = item.perGroup.reduce(0) { $0 + $1[1] } / Double(item.perGroup.count)
    #expect(agree(evaluation.mean?.averagePrecision, mean))
  }

  @Test func deLongAgrees() throws {
    let item = reference.delong
    let first = try ScoredRows(scores: item.first, labels: item.labels)
    let second = try ScoredRows(scores: item.second, labels: item.labels)
    let interval = try #require(DeLong.interval(first))
    #expect(agree(interval.estimate, item.areas[0]))
    #expect(agree(interval.standardError, item.standardError))
    #expect(agree(interval.lower, item.interval[0]) && agree(interval.upper, item.interval[1]))
    let difference = try #require(DeLong.difference(first, second))
    #expect(agree(difference.interval.estimate, item.areas[0] - item.areas[1]))
    #expect(agree(difference.z, item.z) && agree(difference.pValue, item.p))
  }

  @Test func driftAgrees() throws {
    for item in reference.drift {
      let first = item.reference.map { $0 ?? .nan }
      let second = item.current.map { $0 ?? .nan }
      let index = try #require(PopulationStabilityIndex(reference: first, current: second))
      #expect(agree(index.value, item.psi.value), "\(item.name)")
      #expect(agree(index.noiseFloor, item.psi.noiseFloor), "\(item.name)")
      #expect(index.bins.count == item.psi.bins, "\(item.name)")
      let test = try #require(KolmogorovSmirnovTest(reference: first, current: second))
      #expect(agree(test.statistic, item.ks) && agree(test.pValue, item.p), "\(item.name)")
    }
  }

  @Test func regressionAgrees() throws {
    let item = reference.regression
    for (weights, expected) in [(nil, item.plain), (item.weights, item.weighted)] {
      let figures = try RegressionMetrics(
        predictions: item.predictions, actuals: item.actuals, weights: weights)
      #expect(agree(figures.rootMeanSquaredError, expected["rmse"]))
      #expect(agree(figures.meanAbsoluteError, expected["mae"]))
      #expect(agree(figures.rSquared, expected["r2"]))
      #expect(agree(figures.spearman, item.spearman))
    }
  }
}
