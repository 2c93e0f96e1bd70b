import Foundation

/// Works out the figures of several models for a batch of draws.
///
/// Most figures come from one pass over the counts in the order of a model's scores and one over sums;
/// the few others, such as the slope of recalibration, from the blocks of each draw.
struct FigureKernel: Sendable {
  typealias Values = SIMD8<Double>

  private let kinds: [MetricKind]
  private let tally: DrawTally
  private let thresholds: [Double?]
  private let sequences: [RankedSequence]
  private let needsSequence: Bool
  private let needsTop: Bool
  private var sums: DrawSums
  private var places = Places()
  /// Where the sum of a ranking figure is, by figure and model.
  private var rankingPlaces: [MetricKind: [Int]] = [:]

  /// Where the sums that all models share are.
  private struct Places: Sendable {
    var positives = 0
    var negatives = 0
    var rows = 0
    var positiveRows = 0
    var scoredGroups = 0
    var models: [(logLoss: Int, squares: Int, probability: Int)?] = []
  }

  init(
    _ kinds: [MetricKind], tally: DrawTally, thresholds: [Double?], groups: RankingGroups?,
    rankings: [RankingEvaluation]
  ) {
    self.kinds = kinds
    self.tally = tally
    self.thresholds = thresholds
    needsTop = kinds.contains { $0 == .ks || $0 == .liftAt10 }
    let needsSequence =
      needsTop || kinds.contains { $0 == .rocAUC || $0 == .averagePrecision || $0.needsThreshold }
    self.needsSequence = needsSequence
    let counters = tally.counters
    sequences =
      !needsSequence
      ? []
      : zip(tally.models, thresholds).map { model, threshold in
        RankedSequence(rows: model, counters: counters.counterOfRow, threshold: threshold)
      }
    sums = DrawSums(counterCount: counters.count)
    addTotals()
    addProbabilities()
    if let groups { add(rankings, groups: groups) }
  }

  private mutating func addTotals() {
    let counterOfRow = tally.counters.counterOfRow
    let labels = tally.models[0].labels
    let weights = tally.models[0].weights
    places.positives = sums.add(counterOfRow: counterOfRow) { row in
      labels[row] == 1 ? weights?[row] ?? 1 : 0
    }
    places.negatives = sums.add(counterOfRow: counterOfRow) { row in
      labels[row] == 0 ? weights?[row] ?? 1 : 0
    }
    (places.rows, places.positiveRows) = (-1, -1)
    // Without weights the rows are counted already.
    guard weights != nil else { return }
    places.rows = sums.add(counterOfRow: counterOfRow) { _ in 1 }
    places.positiveRows = sums.add(counterOfRow: counterOfRow) { Double(labels[$0]) }
  }

  private mutating func addProbabilities() {
    let counterOfRow = tally.counters.counterOfRow
    let wants = Set(kinds)
    let wantsSquares = wants.contains(.brier) || wants.contains(.brierSkill)
    for rows in tally.models {
      guard rows.blocks.areProbabilities else {
        places.models.append(nil)
        continue
      }
      let weight = { (row: Int) in rows.weights?[row] ?? 1 }
      var place = (logLoss: -1, squares: -1, probability: -1)
      if wants.contains(.logLoss) {
        place.logLoss = sums.add(counterOfRow: counterOfRow) { row in
          let probability = ScoreBlocks.clipped(rows.scores[row])
          return -weight(row) * log(rows.labels[row] == 1 ? probability : 1 - probability)
        }
      }
      if wantsSquares {
        place.squares = sums.add(counterOfRow: counterOfRow) { row in
          let gap = rows.scores[row] - Double(rows.labels[row])
          return weight(row) * gap * gap
        }
      }
      if wants.contains(.calibrationGap) {
        place.probability = sums.add(counterOfRow: counterOfRow) { weight($0) * rows.scores[$0] }
      }
      places.models.append(place)
    }
  }

  private mutating func add(_ rankings: [RankingEvaluation], groups: RankingGroups) {
    guard let first = rankings.first else { return }
    var positionOfCode: [Int32: Int] = [:]
    for (position, code) in groups.codes.enumerated() { positionOfCode[code] = position }
    let scored = first.scoredGroups.compactMap { positionOfCode[$0] }
    var isScored = [Double](repeating: 0, count: groups.count)
    for position in scored { isScored[position] = 1 }
    places.scoredGroups = sums.add(isScored)
    for kind in kinds where kind.needsGroups {
      rankingPlaces[kind] = rankings.map { ranking in
        var values = [Double](repeating: 0, count: groups.count)
        for (position, measures) in zip(scored, ranking.measuresByGroup) {
          values[position] = kind.value(of: measures) ?? 0
        }
        return sums.add(values)
      }
    }
  }

  /// Writes the figures of a batch.
  func measure(_ batch: DrawCountBatch, firstDraw: Int, into drawn: DrawnValues) {
    let totals = sums.sums(batch.counts)
    for model in tally.models.indices {
      var found = RankedSequence.Figures()
      let positives = totals[places.positives]
      let negatives = totals[places.negatives]
      if needsSequence {
        found = sequences[model].figures(
          batch.counts, positives: positives, negatives: negatives,
          top: needsTop ? top(totals) : nil)
      }
      for (figure, kind) in kinds.enumerated() {
        if let places = rankingPlaces[kind] {
          drawn.set(
            totals[places[model]] / totals[self.places.scoredGroups], figure: figure, model: model,
            firstDraw: firstDraw)
        } else if kind.needsThreshold {
          setAtThreshold(
            kind, found, (positives, negatives), figure, model, firstDraw, into: drawn)
        } else if let lanes = value(kind, found, totals, model: model) {
          drawn.set(lanes, figure: figure, model: model, firstDraw: firstDraw)
        }
      }
      measureBlocks(batch, firstDraw: firstDraw, model: model, into: drawn)
    }
  }

  /// The figures that have a quick way, NaN where undefined; `nil` for the others.
  private func value(
    _ kind: MetricKind, _ found: RankedSequence.Figures, _ totals: [Values], model: Int
  ) -> Values? {
    let positives = totals[places.positives]
    let negatives = totals[places.negatives]
    let weight = positives + negatives
    let prevalence = positives / weight
    let place = places.models[model]
    let isOneClass = positives * negatives .== 0
    switch kind {
    case .rocAUC: return found.wins / (positives * negatives)
    case .averagePrecision: return found.precisionSum / positives
    case .ks: return found.widestGap.replacing(with: .nan, where: isOneClass)
    case .liftAt10: return found.topHits / top(totals) / prevalence
    case .logLoss: return place.map { totals[$0.logLoss] / weight }
    case .brier: return place.map { totals[$0.squares] / weight }
    case .brierSkill:
      return place.map { place in
        let skill = 1 - totals[place.squares] / weight / (prevalence * (1 - prevalence))
        return skill.replacing(with: .nan, where: isOneClass)
      }
    case .calibrationGap: return place.map { totals[$0.probability] / weight - prevalence }
    case .prevalence: return prevalence
    case .positives: return places.positiveRows < 0 ? positives : totals[places.positiveRows]
    default: return nil
    }
  }

  private func setAtThreshold(
    _ kind: MetricKind, _ found: RankedSequence.Figures, _ totals: (positives: Values, Values),
    _ figure: Int, _ model: Int, _ firstDraw: Int, into drawn: DrawnValues
  ) {
    guard thresholds[model] != nil else { return }
    var lanes = Values(repeating: .nan)
    for lane in 0..<DrawCountBatch.lanes {
      let hits = found.truePositives[lane]
      let misses = found.falsePositives[lane]
      let matrix = ConfusionMatrix(
        truePositives: hits, falsePositives: misses,
        falseNegatives: max(0, totals.positives[lane] - hits),
        trueNegatives: max(0, totals.1[lane] - misses))
      lanes[lane] = kind.value(of: matrix) ?? .nan
    }
    drawn.set(lanes, figure: figure, model: model, firstDraw: firstDraw)
  }

  /// The weight of the top tenth of each draw.
  private func top(_ totals: [Values]) -> Values {
    let weight = totals[places.positives] + totals[places.negatives]
    let rows = places.rows < 0 ? weight : totals[places.rows]
    var top = Values.zero
    for lane in 0..<DrawCountBatch.lanes {
      top[lane] = ScoreBlocks.weight(
        ofTop: 0.1, rowCount: rows[lane], totalWeight: weight[lane])
    }
    return top
  }

  /// The figures that need the blocks of a draw.
  private func measureBlocks(
    _ batch: DrawCountBatch, firstDraw: Int, model: Int, into drawn: DrawnValues
  ) {
    let slow = kinds.enumerated().filter { Self.needBlocks.contains($0.element) }
    guard !slow.isEmpty else { return }
    var lanes = [Values](repeating: Values(repeating: .nan), count: slow.count)
    for lane in 0..<DrawCountBatch.lanes {
      let blocks = tally.blocks(of: model, in: batch, lane: lane)
      let wantsLine = slow.contains {
        $0.element == .calibrationSlope || $0.element == .calibrationIntercept
      }
      let line = wantsLine ? Recalibration(blocks) : nil
      for (index, entry) in slow.enumerated() {
        lanes[index][lane] =
          switch entry.element {
          case .calibrationSlope: line?.slope ?? .nan
          case .calibrationIntercept: line?.intercept ?? .nan
          default: entry.element.value(of: blocks, threshold: nil) ?? .nan
          }
      }
    }
    for (index, entry) in slow.enumerated() {
      drawn.set(lanes[index], figure: entry.offset, model: model, firstDraw: firstDraw)
    }
  }

  private static let needBlocks: Set<MetricKind> = [
    .ece, .eceEqualMass, .calibrationSlope, .calibrationIntercept,
  ]
}
