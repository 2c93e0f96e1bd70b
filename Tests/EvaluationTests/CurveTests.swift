import Testing

@testable import Evaluation

@Suite struct CurveTests {
  private func blocks(count: Int, levels: Int) throws -> ScoreBlocks {
    var generator = SeededGenerator(seed: 9)
    let scores = (0..<count).map { _ in Double(generator.index(below: levels)) / Double(levels) }
    let labels = scores.map { UInt8(Double(generator.index(below: 1_000)) < $0 * 700 ? 1 : 0) }
    return try ScoredRows(scores: scores, labels: labels).blocks
  }

  private func area(_ points: [CurvePoint]) -> Double {
    zip(points, points.dropFirst()).reduce(0) {
      $0 + ($1.1.x - $1.0.x) * ($1.1.y + $1.0.y) / 2
    }
  }

  @Test func theAreaUnderTheCurveIsTheFigure() throws {
    let blocks = try blocks(count: 3_000, levels: 500)
    let curve = try #require(ROCCurve(blocks))
    #expect(agree(area(curve.points), blocks.rocAUC))
    #expect(curve.points.count == blocks.count + 1)
  }

  @Test func thinningKeepsTheShape() throws {
    let blocks = try blocks(count: 20_000, levels: 1 << 30)
    let roc = try #require(ROCCurve(blocks))
    let precisionRecall = try #require(PrecisionRecallCurve(blocks))
    let gains = try #require(GainsCurve(blocks))
    let curves: [(any ThresholdCurve, [CurvePoint])] = [
      (roc, roc.thinned(to: 200).points),
      (precisionRecall, precisionRecall.thinned(to: 200).points),
      (gains, gains.thinned(to: 200).points),
    ]
    for (whole, thin) in curves {
      #expect(thin.count <= 200 && thin.count > 50)
      #expect(thin.first == whole.points.first && thin.last == whole.points.last)
      #expect(Set(thin).isSubset(of: Set(whole.points)))
      #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.x <= $1.x })
      #expect(thin.map(\.y).max() == whole.points.map(\.y).max())
      #expect(abs(area(thin) - area(whole.points)) < 0.005)
    }
    #expect(roc.thinned(to: 100_000) == roc)
  }

  @Test func everyPointIsAWholeBlock() throws {
    let blocks = try blocks(count: 2_000, levels: 20)
    let curve = try #require(GainsCurve(blocks))
    for point in curve.points.dropFirst() {
      let matrix = blocks.confusion(at: point.threshold)
      #expect(agree(point.x, matrix.contacts / 2_000) && agree(point.y, matrix.recall))
    }
    let middle = curve.point(at: 0.52)
    #expect(agree(middle?.x, blocks.confusion(at: 0.52).contacts / 2_000))
    #expect(curve.point(at: 7)?.x == 0 && curve.point(at: -1)?.x == 1)
    #expect(PrecisionRecallCurve(blocks)?.point(at: 7) == nil)
    let lift = curve.lift
    #expect(lift.count == blocks.count && agree(lift.last?.y, 1))
  }

  @Test func undefinedCurvesAreNil() throws {
    let negative = try ScoredRows(scores: [0.1, 0.2], labels: [0, 0]).blocks
    #expect(ROCCurve(negative) == nil)
    #expect(PrecisionRecallCurve(negative) == nil)
    #expect(GainsCurve(negative) == nil)
    #expect(CalibrationCurve(try ScoredRows(scores: [2], labels: [0]).blocks) == nil)
  }

  @Test func histogramsCountEveryRowOnce() throws {
    let blocks = try ScoredRows(
      scores: [0, 0.09, 0.1, 1, 1, 0.55], labels: [0, 1, 0, 1, 0, 1]
    ).blocks
    let histogram = try #require(ScoreHistogram(blocks, binCount: 10))
    #expect(histogram.positives == [1, 0, 0, 0, 0, 1, 0, 0, 0, 1])
    #expect(histogram.negatives == [1, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    let margins = try ScoredRows(scores: [-4, 4, .infinity, 0], labels: [0, 1, 1, 0]).blocks
    let open = try #require(ScoreHistogram(margins, binCount: 2))
    #expect(open.lowest == -4 && open.positives == [0, 2] && open.negatives == [1, 1])
  }

  @Test func calibrationBinsHoldTheirLowerEdge() throws {
    let blocks = try ScoredRows(scores: [0.1, 0.3, 0.7, 1, 0.99], labels: [0, 0, 1, 1, 1]).blocks
    let curve = try #require(CalibrationCurve(blocks))
    #expect(curve.bins.map(\.index) == [1, 3, 7, 9])
    #expect(curve.bins.map(\.weight) == [1, 1, 1, 2])
    #expect(curve.bins.last?.lowest == 0.99 && curve.bins.last?.highest == 1)
  }

  @Test func equalMassBinsKeepTiesWhole() throws {
    let blocks = try blocks(count: 1_500, levels: 1 << 30)
    let curve = try #require(CalibrationCurve(blocks, binning: .equalMass(15)))
    #expect(curve.bins.count == 15)
    #expect(curve.bins.allSatisfy { abs($0.weight - 100) <= 1 })
    let tied = try #require(
      CalibrationCurve(try self.blocks(count: 500, levels: 3), binning: .equalMass(15)))
    #expect(tied.bins.count == 3)
  }

  @Test func recalibrationUndoesAStretch() throws {
    // Rows in exact proportion to p, told as if the model's log-odds were doubled.
    var scores: [Double] = []
    var labels: [UInt8] = []
    for tenth in 1...9 {
      let odds = Double(tenth) / Double(10 - tenth)
      scores += [Double](repeating: odds * odds / (1 + odds * odds), count: 10)
      labels += (0..<10).map { $0 < tenth ? 1 : 0 }
    }
    let found = try #require(Recalibration(try ScoredRows(scores: scores, labels: labels).blocks))
    #expect(agree(found.slope, 0.5) && agree(found.intercept, 0))
    let separated = try ScoredRows(scores: [0.1, 0.4, 0.4, 0.9], labels: [0, 0, 1, 1]).blocks
    #expect(Recalibration(separated) == nil)
    let extreme = try ScoredRows(
      scores: [0, 1, 0, 1, 0.5, 1, 0], labels: [1, 0, 0, 1, 1, 1, 0]
    ).blocks
    let flat = try #require(Recalibration(extreme))
    // Log-odds 34.54 apart from 0 are to mean odds of 2 to 1, but for the one row between.
    #expect(flat.slope > 0.019 && flat.slope < 0.021 && flat.intercept > 0)
  }
}
