import Threads

/// Training rows for a likelihood, equal ones merged into one row that carries their weights.
///
/// A logistic likelihood depends on equal rows through their total weight and the weight of the
/// positives only, so merging changes nothing but the time.
struct MergedDesignRows: Sendable {
  /// `columns[feature][row]`, in the order in which each row first appeared.
  let columns: [[Float]]
  /// The total weight of each row.
  let weights: [Double]
  /// The weight of the positives among each row.
  let positives: [Double]
  /// How many training rows each row stands for.
  let counts: [Int32]

  /// The number of rows left.
  var count: Int { weights.count }

  /// Merges equal rows where that leaves clearly fewer; otherwise keeps all as they are.
  init(_ data: TrainingSet, threads: Int) {
    let rowCount = data.frame.rowCount
    var weights = data.weights?.map(Double.init) ?? [Double](repeating: 1, count: rowCount)
    var positives = zip(weights, data.labels).map { $1 == 0 ? 0 : $0 }
    guard let places = data.frame.distinctRows(threads: threads) else {
      columns = Array(data.frame.columns)
      counts = [Int32](repeating: 1, count: rowCount)
      self.weights = weights
      self.positives = positives
      return
    }
    let first = places.first
    var counts = [Int32](repeating: 0, count: first.count)
    // A merged row never stands before the rows that it sums, so the sums can be made in place.
    for row in 0..<rowCount {
      let place = Int(places.ofRow[row])
      let weight = weights[row]
      let positive = positives[row]
      if counts[place] == 0 {
        weights[place] = weight
        positives[place] = positive
      } else {
        weights[place] += weight
        positives[place] += positive
      }
      counts[place] += 1
    }
    self.weights = Array(weights.prefix(first.count))
    self.positives = Array(positives.prefix(first.count))
    self.counts = counts
    var columns = [[Float]](repeating: [], count: data.frame.columns.count)
    columns.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(buffer.count, threads: threads) { feature, _ in
        let column = data.frame.columns[feature]
        shared.base[feature] = first.map { column[Int($0)] }
      }
    }
    self.columns = columns
  }
}
