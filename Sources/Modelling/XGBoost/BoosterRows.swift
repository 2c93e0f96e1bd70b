/// Labelled rows as the library trains on them, and their loss: as they stand for classes, one list
/// after another for orders.
struct BoosterRows {
  let matrix: BoosterMatrix
  private let loss: Loss
  private let threads: Int

  private enum Loss {
    case classes(BoostingLoss)
    case orders(HeldOutRanking, rows: [UInt32])
  }

  /// Rows with classes of their own.
  init(
    classes labels: [UInt8], of frame: FeatureFrame, weights: [Float]?, threads: Int
  ) throws {
    matrix = try BoosterMatrix(frame, threads: threads)
    try matrix.setLabels(labels.map { $0 == 0 ? 0 : 1 })
    if let weights { try matrix.setWeights(weights) }
    loss = .classes(BoostingLoss(labels: labels, weights: weights, threads: threads))
    self.threads = threads
  }

  /// Rows that are put in order within their lists.
  ///
  /// The library takes a weight for each list: the mean of its rows'.
  init(
    lists: RankingLists, of frame: FeatureFrame, objective: XGBoostObjective, weights: [Float]?,
    threads: Int
  ) throws {
    matrix = try BoosterMatrix(frame.rows(lists.rows.map(Int.init)), threads: threads)
    // Average precision knows relevant or not.
    try matrix.setLabels(lists.grades.map { objective == .map ? min(1, Float($0)) : Float($0) })
    try matrix.setLists(
      sizes: (0..<lists.count).map { UInt32(lists.starts[$0 + 1] - lists.starts[$0]) })
    if let weights {
      try matrix.setWeights(
        (0..<lists.count).map { list in
          let rows = lists.rows[lists.starts[list]..<lists.starts[list + 1]]
          return rows.reduce(0) { $0 + weights[Int($1)] } / Float(rows.count)
        })
    }
    loss = .orders(HeldOutRanking(lists), rows: lists.rows)
    self.threads = threads
  }

  /// The loss by margins in the order of the matrix: log-loss, or 1 less the mean value of the lists.
  func loss(of margins: [Float]) -> Double? {
    switch loss {
    case .classes(let loss): return loss.value(margins)
    case .orders(let ranking, let rows):
      var values = [Double](repeating: 0, count: margins.count)
      for (place, row) in rows.enumerated() { values[Int(row)] = Double(margins[place]) }
      return ranking.value(values, threads: threads)
    }
  }
}
