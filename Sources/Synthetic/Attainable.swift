/// The figures that the true probabilities reach: no model does better but by luck.
enum Attainable {
  /// The probability that a positive row scores above a negative one, ties counted half; `nil` where
  /// one of the two is absent.
  static func rocAUC(scores: [Double], labels: [UInt8]) -> Double? {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var negatives = 0.0
    var positives = 0.0
    var wins = 0.0
    forEachTie(order, scores) { tie in
      let up = Double(tie.reduce(0) { $0 + Int(labels[$1]) })
      let down = Double(tie.count) - up
      wins += up * (negatives + down / 2)
      negatives += down
      positives += up
    }
    return positives * negatives > 0 ? wins / (positives * negatives) : nil
  }

  /// The best F1 = 2TP/(2TP+FP+FN) over all thresholds that cut no tie; `nil` without positives.
  static func bestF1(scores: [Double], labels: [UInt8]) -> Double? {
    let positives = labels.reduce(0) { $0 + Int($1) }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var taken = 0
    var hits = 0
    var best = 0.0
    forEachTie(order, scores) { tie in
      taken += tie.count
      hits += tie.reduce(0) { $0 + Int(labels[$1]) }
      best = max(best, 2 * Double(hits) / Double(taken + positives))
    }
    return positives > 0 ? best : nil
  }

  /// The mean over groups with a positive of AP@cut = Σ hits' precision / min(positives, cut); ties by
  /// item ascending; of a repeated item in a group the best score counts, positive if any is.
  static func meanAveragePrecision(
    scores: [Double], labels: [UInt8], groups: [String], items: [String], cut: Int
  ) -> Double? {
    var entries: [String: [String: (score: Double, label: UInt8)]] = [:]
    for row in scores.indices {
      let seen = entries[groups[row]]?[items[row]]
      entries[groups[row], default: [:]][items[row]] = (
        max(seen?.score ?? scores[row], scores[row]), max(seen?.label ?? 0, labels[row])
      )
    }
    var sum = 0.0
    var count = 0
    // Groups in a fixed order, because the order of a sum shows in its last digits.
    for (_, group) in entries.sorted(by: { $0.key < $1.key }) {
      let relevant = group.values.reduce(0) { $0 + Int($1.label) }
      if relevant == 0 { continue }
      let ranked = group.sorted { left, right in
        left.value.score != right.value.score
          ? left.value.score > right.value.score : left.key < right.key
      }
      var hits = 0.0
      var precision = 0.0
      for (position, entry) in ranked.prefix(cut).enumerated() where entry.value.label == 1 {
        hits += 1
        precision += hits / Double(position + 1)
      }
      sum += precision / Double(min(relevant, cut))
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// How near expected amounts come to actual ones: the root of the mean squared error, and the share
  /// of the spread that they explain, `nil` without a spread; `nil` without amounts.
  static func amounts(
    expected: [Double], actual: [Double]
  ) -> (rootMeanSquaredError: Double, rSquared: Double?)? {
    guard !actual.isEmpty else { return nil }
    let count = Double(actual.count)
    let mean = actual.reduce(0, +) / count
    let errors = zip(expected, actual).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let spread = actual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return ((errors / count).squareRoot(), spread > 0 ? 1 - errors / spread : nil)
  }

  /// The share of the money that the tenth of the rows with the highest scores brought, ties across the
  /// cut by their expected share; `nil` where no money came.
  static func topTenth(of money: [Double], by scores: [Double]) -> Double? {
    let total = money.reduce(0, +)
    guard total > 0 else { return nil }
    var left = (money.count + 9) / 10
    var sum = 0.0
    forEachTie(scores.indices.sorted { scores[$0] > scores[$1] }, scores) { tie in
      let taken = min(left, tie.count)
      sum += tie.reduce(0) { $0 + money[$1] } * Double(taken) / Double(tie.count)
      left -= taken
    }
    return sum / total
  }

  /// Calls `body` with the runs of equal scores, in order.
  private static func forEachTie(
    _ order: [Int], _ scores: [Double], _ body: (ArraySlice<Int>) -> Void
  ) {
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      body(order[start..<end])
      start = end
    }
  }
}
